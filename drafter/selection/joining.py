"""Joins clauses of a selection into one that says what each of them says; ``splitting`` takes them apart.

What joining writes stands below a comment that names it, and what stood there before stays as comments of its
own, so that a split gives the file as it was, byte for byte, where nobody has edited it since:

    # before --join legal-aid access-to-justice-for-all: wording: Give everybody legal aid
    # from --join legal-aid access-to-justice-for-all
    wording: >-
      [Give everybody legal aid] [Ensure access to justice]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.brackets import bracketed_in
from drafter.decisions import Decision, OwnWording, SelectionEntry
from drafter.draft.lines import interleave
from drafter.form.forms import load_form
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import SelectionText
from drafter.selection.file import CATALOGUE
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.text.italics import literal, unmarked
from drafter.text.similarity import words_of

# What of a block joining writes: of the first, its words and sources; of the others, that they are out.
WORDS = ("sources", "wording", "wordings", "text", "supported")
_KEYS = (*WORDS, "decision", "reason", "by")
_CLOSING = " .;,"


@dataclass(frozen=True, slots=True)
class Whole:
    """What a clause says.

    Attributes:
        words: Its first wording.
        sources: The sources of that.
        rest: Its other wordings that people put down.
        others: Those of its sources that nobody put down, each with those that say it in the same words.
    """

    words: str
    sources: tuple[str, ...]
    rest: tuple[OwnWording, ...]
    others: tuple[OwnWording, ...]


def union_of(texts: Sequence[str]) -> str:
    """One text with every word of some: what they have in common once, what differs in square brackets.

    Where they have too little in common to be read so, each stands in brackets as a whole.

    Args:
        texts: The texts; a line of one stays a line.
    """
    by_words = {tuple(words_of(unmarked(one)[0])): one.strip().rstrip(_CLOSING) for one in reversed(texts)}
    different = list(by_words.values())[::-1]
    if len(different) == 1:
        return different[0]
    has_lines = any("\n" in one for one in different)
    is_plain = not has_lines and not any(sign in one for one in different for sign in "[]")
    parts = interleave(different) if is_plain else None
    if parts:
        said = (
            text if len(who) == len(different) else f"[{text}]" for stretch in parts for text, who in stretch
        )
        joined = " ".join(said)
        # “[the Office] [an Office] (UNODC)” would say that UNODC proposes these words.
        if not any(one.wishes for one in bracketed_in(joined)):
            return joined
    return ("\n" if has_lines else " ").join(f"[{one}]" for one in different)


def join(selection: OpenSelection, first: str, others: Sequence[str]) -> OpenSelection:
    """The selection in which a clause has the words and the sources of others, too, which are out.

    Args:
        selection: The selection.
        first: The clause that is to say it all.
        others: The others.

    Raises:
        DrafterError: if it lacks one of them, one is named twice, one has no words of its own, or the file's
            style does not allow it.
    """
    named = [first, *others]
    if twice := next((one for one in named if named.count(one) > 1), ""):
        raise DrafterError(f"{twice} cannot be joined with itself", status=ExitStatus.USAGE)
    wholes = [whole_of(selection, one) for one in named]
    entry, mark = selection.clause(first), f"--join {' '.join(named)}"
    words = union_of([one.words for one in wholes])
    rest = [
        replace(one, is_addition=bool(one.is_addition))
        for whole in wholes[1:]
        for one in (*whole.rest, *whole.others)
    ]
    sources = tuple(dict.fromkeys(source for whole in wholes for source in whole.sources))
    now = worded(entry, wholes[0], words, sources, rest)
    own = selection.sources[first]
    come = [one for other in others for one in selection.sources[other] if one not in own]
    now = replace(
        now,
        added=tuple(dict.fromkeys((*now.added, *come))),
        dropped=tuple(one for one in now.dropped if one not in come),
    )
    file = _written(selection.in_blocks, entry, now, mark)
    reason = CATALOGUE.say("joined-with", clause=first)[2]
    for other in others:
        old = selection.clause(other)
        file = _written(file, old, replace(old, decision=Decision.OUT, reason=reason, by=""), mark)
    return selection.reread(file)


def whole_of(selection: OpenSelection, clause: str) -> Whole:
    """What a clause says; its first wording is one that nobody proposes under a name."""
    entry, place = selection.clause(clause), selection.placed.get(clause)
    known, members = selection.opened.matrix.sources, selection.sources[clause]
    rest = list(entry.wordings)
    named = {source for one in rest for source in one.sources}
    unnamed = tuple(one for one in members if one not in named)
    if entry.text:
        return Whole(entry.text, unnamed, tuple(rest), ())
    if entry.wording:
        return Whole(entry.wording, members, (), ())
    glossary = load_form(selection.form).glossary
    alike: dict[tuple[str, ...], list[str]] = {}
    lead = place.lead.id if place and place.lead else ""
    silent = [one for one in unnamed if not known[one].text]
    for one in sorted(unnamed, key=lambda one: one != lead):
        if text := known[one].text:
            alike.setdefault(tuple(words_of(glossary.shortened(text))), []).append(one)
    groups = [tuple(one) for one in alike.values()]
    at = next((n for n, one in enumerate(rest) if one.sources and not one.by), None)
    if at is not None:
        own = rest.pop(at)
        # Another clause may have taken its source, which leaves people's own words.
        shown = lead if lead in own.sources else next((one for one in members if one in own.sources), "")
        words, sources = own.wording or literal((shown and known[shown].text) or ""), own.sources
    elif groups:
        words, sources = literal(known[groups[0][0]].text or ""), groups.pop(0)
    else:
        words, sources = "", ()
    if not words:
        raise DrafterError(
            f"{clause} has no words to join: its sources stand in another clause, or each of its wordings is "
            "proposed under a name",
            "Split that other clause first, or write the words here: “wording: …”.",
            status=ExitStatus.USAGE,
        )
    return Whole(words, (*sources, *silent), tuple(rest), tuple(OwnWording(one) for one in groups))


def worded(
    entry: SelectionEntry,
    whole: Whole,
    words: str,
    sources: tuple[str, ...],
    more: Sequence[OwnWording] = (),
) -> SelectionEntry:
    """A clause with other words in the place of its first wording, and with more wordings."""
    if entry.text:
        return replace(entry, text=words, supported="", wordings=(*whole.rest, *more))
    words = " ".join(words.split())
    if not (whole.rest or whole.others or more):
        return replace(entry, wording=words, wordings=(), supported="")
    return replace(entry, wording="", supported="", wordings=(OwnWording(sources, words), *whole.rest, *more))


def _written(file: SelectionText, old: SelectionEntry, now: SelectionEntry, mark: str) -> SelectionText:
    """The file with what a clause says now, what it said before as comments."""
    for key in _KEYS:
        lines = fact_lines(now, key)
        if lines != fact_lines(old, key):
            where = ("clauses", now.id)
            file = file.with_fact(where, key, lines, kept_as=f"before {mark}: ", origin=mark)
    return file
