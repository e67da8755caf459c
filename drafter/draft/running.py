"""Running text: the words of templates as paragraphs, headings with their clauses, the table of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.draft.model import LEVELS, Block, Contents, ContentsEntry, Paragraph, PrintedClause, Role
from drafter.phrases import Phrases

# The table of contents lists as many levels as fit beside the text on page 1.
_MOST_ENTRIES = 15
_HEADINGS = {"#!": Role.ANNEX_NUMBER, "#": Role.HEADING_1, "##": Role.HEADING_2, "###": Role.HEADING_3}
_HEADING = re.compile(r"(#!|#{1,3}) +(.*)", re.DOTALL)
_LEAD_IN = re.compile(r"\*\*(?P<lead_in>[^*]+)\*\*\s*(?P<text>.*)", re.DOTALL)


def paragraphs_of(text: str, name: str) -> list[Paragraph]:
    """Return the paragraphs of a template's words.

    Blank lines stand between them, "#" to "###" before headings, "#!" before the number of an annex, and
    "**" around words that lead in.

    Args:
        text: The words.
        name: What their ids begin with.
    """
    found = []
    for number, stretch in enumerate(re.split(r"\n\s*\n", text.strip()) if text.strip() else (), start=1):
        words = " ".join(stretch.split())
        if heading := _HEADING.fullmatch(words):
            found.append(Paragraph(f"{name}-{number}", _HEADINGS[heading[1]], heading[2]))
        elif lead_in := _LEAD_IN.fullmatch(words):
            found.append(Paragraph(f"{name}-{number}", Role.TEXT, lead_in["text"], lead_in["lead_in"]))
        else:
            found.append(Paragraph(f"{name}-{number}", Role.TEXT, words))
    return found


def with_contents(blocks: Sequence[Block], phrases: Phrases) -> Iterator[Block]:
    """Give all blocks, with the headings numbered and the table of contents filled in.

    Args:
        blocks: The front matter, in which a table of contents is still empty, and the text.
        phrases: Of the form.
    """
    roles = [role for role in LEVELS if role is not Role.CHAPEAU]
    counts = Counter(block.role for block in blocks if isinstance(block, Paragraph))
    most = next((n for n in (3, 2) if sum(counts[role] for role in roles[:n]) <= _MOST_ENTRIES), 1)
    listed = roles[:most] if any(isinstance(block, Contents) for block in blocks) else []
    entries: list[tuple[Paragraph, list[PrintedClause]]] = []
    under: dict[int, list[PrintedClause]] = {}  # for each open heading that is listed, the clauses below it
    done: list[Block] = []
    annex = ""
    for block in blocks:
        if isinstance(block, Paragraph) and block.role in LEVELS:
            level = LEVELS[block.role]
            if block.role in roles:
                under = {upper: clauses for upper, clauses in under.items() if upper < level}
            if block.role in listed:
                block = replace(block, entry=len(entries) + 1)  # noqa: PLW2901
                entries.append((replace(block, text=annex + block.text), under.setdefault(level, [])))
        elif isinstance(block, PrintedClause):
            for clauses in under.values():
                clauses.append(block)
        annex = f"{block.text}. " if isinstance(block, Paragraph) and block.role is Role.ANNEX_NUMBER else ""
        done.append(block)
    shown = tuple(_entry(heading, clauses, phrases) for heading, clauses in entries)
    return (replace(b, entries=shown, levels=most) if isinstance(b, Contents) else b for b in done)


def _entry(heading: Paragraph, clauses: Sequence[PrintedClause], phrases: Phrases) -> ContentsEntry:
    below = ""
    if clauses:
        first, last = clauses[0].label, clauses[-1].label
        numbers = first if first == last else f"{first}–{last}"
        below = phrases.say("clauses-below", count=len(clauses), numbers=numbers)
    return ContentsEntry(heading.entry, LEVELS[heading.role] + 1, heading.text, below)
