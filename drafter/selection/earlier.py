"""What blocks said before: what a decision replaced stays in them as comments, fact by fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.decisions import SelectionEntry
from drafter.problems import DrafterError
from drafter.records.nodes import compose_text
from drafter.records.records import list_of, mapping_of, text_or_nothing
from drafter.selection.blocks import SelectionText
from drafter.selection.file import CLAUSE, comments_of, entry_of

# Of what was replaced, that which people said: their words, names and wishes.
_FACT = re.compile(r"(?:text|wording|wordings|reason|wishes|wished|above):(?: |$)")
_TEXT = re.compile(r"(?:text|wordings?):(?: |$)")
_FROM = "from "
_RUNNING = re.compile(r"[\w:-]+:(?: |$)")


def earlier_in(file: SelectionText) -> dict[str, tuple[SelectionEntry, ...]]:
    """Clause → what its block said before, one entry for each fact that was replaced, the oldest first.

    Args:
        file: The selection as lines. A comment that cannot be read, as a person changed it, says nothing.
    """
    comments = comments_of(file.text, file.root)
    found = {}
    for block in file.blocks:
        lines = [comments.get(n, "") for n in range(block.start, block.stop)]
        entries = tuple(one for fact in _facts(lines) for one in _entries(block.id, fact))
        if entries:
            found[block.id] = entries
    return found


def text_origins(file: SelectionText, entry: SelectionEntry) -> list[tuple[str, str]]:
    """The words that a clause's text has had, and where these came from: “egypt.docx, clause 2, by Egypt”.

    A comment above what a block says, or said before, tells it. Of what stands below several of them nobody
    knows which is whose.

    Args:
        file: The selection as lines.
        entry: The clause as its block says it now.
    """
    comments, found = comments_of(file.text, file.root), list[tuple[str, str]]()
    block = file.by_id[entry.id]
    had, above, fact = set[str](), list[str](), list[str]()
    for n in range(block.start, block.stop + 1):
        comment = comments.get(n, "") if n < block.stop else ""
        line = comment.removeprefix("#").removeprefix(" ")
        if fact and comment and (not line or line.startswith((" ", "-"))):
            fact.append(line)
            continue
        is_now = not comment and n < block.stop and _TEXT.match(file.lines[n].lstrip(" -"))
        said = [text for one in _entries(entry.id, fact) for text in _of_nobody(one)] if fact else []
        for texts in (said, _of_nobody(entry) if is_now else []):
            found += [(text, above[0]) for text in texts if text not in had and len(above) == 1]
            had.update(texts)
            above = [] if texts else above
        fact = [line] if comment and _TEXT.match(line) else []
        above += [line.removeprefix(_FROM)] if line.startswith(_FROM) else []
    return found


def _of_nobody(entry: SelectionEntry) -> list[str]:
    """The words of a block that are nobody's by name."""
    own = (one.wording for one in entry.wordings if not one.by)
    return [*filter(None, (entry.text, entry.wording, *own))]


def earlier_words_in(file: SelectionText) -> dict[str, tuple[str, ...]]:
    """Name of running words → what they were before, the oldest first.

    Args:
        file: The selection as lines; see ``earlier_in``.
    """
    comments = comments_of(file.text, file.root)
    first = min((block.start for block in file.blocks), default=0)
    found: dict[str, tuple[str, ...]] = {}
    for fact in _facts((comments.get(n, "") for n in range(first)), _RUNNING):
        try:
            root, problems = compose_text("\n".join([*fact, ""]), "")
        except DrafterError:
            continue
        for name, said in mapping_of(text_or_nothing, None, "the words")(root, problems, "the words").items():
            found[name] = (*found.get(name, ()), said)
    return found


def _facts(comments: Iterable[str], is_fact: re.Pattern[str] = _FACT) -> Iterator[list[str]]:
    """The facts in comments, each as the lines that it had."""
    fact: list[str] = []
    for comment in comments:
        line = comment.removeprefix("#").removeprefix(" ")
        if comment and fact and (not line or line.startswith((" ", "-"))):
            fact.append(line)
            continue
        if fact:
            yield fact
        fact = [line] if comment and is_fact.match(line) else []
    if fact:
        yield fact


def _entries(clause: str, fact: Sequence[str]) -> Iterator[SelectionEntry]:
    try:
        root, problems = compose_text("\n".join(["- id: x", *(f"  {line}" for line in fact), ""]), "")
    except DrafterError:
        return
    read = list_of(CLAUSE)(root, problems, "the clauses")
    if not problems.found:
        yield from (entry_of(clause, one, (), (), "") for one in read)
