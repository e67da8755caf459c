"""The three sides of a merge: base, what drafter printed; theirs, what stands in Word; ours, the selection.

Whatever changed from base to theirs is somebody's edit, and is proposed unless ours says it already. What
only ours changed is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import takewhile

from drafter.draft.compose import compose
from drafter.draft.model import Clause, Draft, Options
from drafter.form.forms import Form
from drafter.form.glossary import load_glossary
from drafter.merge.proposals import OF_PLACE, Field, Proposal, taking_order
from drafter.merge.theirs import TheirClause, Theirs, bare, notice
from drafter.model import Alternatives, Decision
from drafter.returned.document import Returned
from drafter.selection.file import SelectionFile
from drafter.selection.loading import OpenSelection
from drafter.selection.resolve import resolve_selection
from drafter.text import words_of

# The words and the sources of each wording of a clause: what is compared.
Signature = tuple[tuple[str, frozenset[str]], ...]
_CHANGED = "the selection has changed it too"
_AROUND = 2  # words that are shown on both sides of a change
_LONGEST = 24  # words of a change that are shown


class ThreeWay:
    """The three sides, and what was found about them so far.

    Args:
        returned: The draft as it came back.
        base: The draft inside it.
        selection: The selection that it was made from, as it is now.
        form: The selection's form.

    Attributes:
        short: The returned draft's name without its folders, as reasons call it.
        base: The draft inside it.
        selection: The selection as it is.
        form: Its form.
        theirs: What stands in Word.
        gone: What drafter had printed and does not stand there any more, by id.
        entries: The selection's entries by id.
        drafted: What the selection drafts as it is, by id.
        clauses: Those of theirs that are compared, new ones among them.
        problems: What cannot be told, or not be imported.
    """

    def __init__(self, returned: Returned, base: Draft, selection: OpenSelection, form: Form) -> None:
        self._name = returned.document.name
        self.short = self._name.replace("\\", "/").rpartition("/")[2]
        self.base = base
        self.selection, self.form = selection, form
        self.theirs = Theirs(returned, base)
        there = {clause.id for clause in self.theirs.clauses}
        self.gone = {printed.id: printed for printed in base.printed if printed.id not in there}
        self.entries = {entry.id: entry for entry in selection.file.clauses}
        self.drafted = self._composed(selection.file)
        self.clauses: list[TheirClause] = []
        self.problems = list(self.theirs.problems)

    def agree(self, one: Signature, other: Signature, *, loosely: bool = False) -> bool:
        """Whether two signatures are the same.

        Args:
            one: A signature.
            other: Another one.
            loosely: Whether it does not matter which abbreviations are spelt out.
        """
        return len(one) == len(other) and all(
            # A clean draft has no footnotes.
            (sources == cited or self.base.is_clean)
            and (text == words or (loosely and _written_short(text) == _written_short(words)))
            for (text, sources), (words, cited) in zip(one, other, strict=True)
        )

    def composed_with(self, proposals: Iterable[Proposal]) -> dict[str, Clause]:
        """What the selection drafts with some proposals taken, by id."""
        return self._composed(_with_proposals(self.selection.file, proposals))

    def composed_if_in(self) -> Mapping[str, Clause]:
        """The clauses that the selection has out, as it would draft them."""
        out = {given: one for given, one in self.entries.items() if one.decision is Decision.OUT}
        if not out:
            return {}
        taken_in = self.entries | {given: replace(one, decision=None) for given, one in out.items()}
        composed = self._composed(replace(self.selection.file, clauses=tuple(taken_in.values())))
        return {given: composed[given] for given in out if given in composed}

    def _composed(self, file: SelectionFile) -> dict[str, Clause]:
        """What a selection drafts, by id, printed as the returned draft was."""
        opened, options = self.selection.opened, dict(self.base.made_from.options)
        draft = compose(
            opened.matrix,
            resolve_selection(opened.matrix, opened.concordance, file),
            self.form,
            self.base.made_from,
            Options(options.get("alternatives"), guidance=options.get("guidance")),
        )
        return {clause.id: clause for clause in (*draft.clauses, *draft.guidance)}

    def note(self, key: str, clause: TheirClause, **facts: object) -> None:
        """Tell the user something of a clause; see ``notice``."""
        self.problems.append(notice(self._name, key, name=clause.name, clause=clause.id, **facts))


def conflict_if(is_changed: object) -> str:
    """That the selection has changed the same, if it has."""
    return _CHANGED if is_changed else ""


def _with_proposals(file: SelectionFile, proposals: Iterable[Proposal]) -> SelectionFile:
    """The selection with every one of some proposals taken."""
    entries = {entry.id: entry for entry in file.clauses}
    ids = list(entries)
    for one in taking_order(proposals):
        if one.field not in OF_PLACE:
            entries[one.clause] = replace(entries[one.clause], **one.values)
            continue
        if one.field is Field.ORDER:
            ids.remove(one.clause)
        else:
            entries[one.clause] = one.to
        ids.insert(ids.index(one.other) + (not one.is_before) if one.other else len(ids), one.clause)
    return replace(file, clauses=tuple(entries[given] for given in ids))


# What is compared, and what is shown of a change


def their_signature(clause: TheirClause) -> Signature:
    """A clause as it stands in Word."""
    return tuple((line.text, frozenset(line.sources)) for line in clause.lines)


def printed_signature(clause: Clause) -> Signature:
    """A clause as drafter had printed it."""
    return tuple((bare(line.text), frozenset(line.sources)) for line in clause.lines)


def drafted_signature(clause: Clause) -> Signature:
    """A clause as drafter would print it today."""
    is_apart = clause.printed_as is Alternatives.BIS
    sources = [variant.sources for variant in clause.variants] if is_apart else [clause.sources]
    return tuple((bare(line.text), frozenset(own)) for line, own in zip(clause.lines, sources, strict=True))


def _written_short(text: str) -> str:
    return "".join(words_of(load_glossary().shortened(text)))


def changes_in_words(was: Signature, now: Signature) -> tuple[str, str]:
    """What went and what came, wording by wording."""
    if len(was) != len(now):
        before, after = {text for text, _ in was}, {text for text, _ in now}
        gone = [text for text, _ in was if text not in after]
        come = [text for text, _ in now if text not in before]
        return f"{len(was)} wordings: {' / '.join(gone)}", f"{len(now)} wordings: {' / '.join(come)}"
    pairs = [(text, words) for (text, _), (words, _) in zip(was, now, strict=True) if text != words]
    changed = [_change_in_words(text.split(), words.split()) for text, words in pairs]
    return " / ".join(old for old, _ in changed), " / ".join(new for _, new in changed)


def _change_in_words(old: list[str], new: list[str]) -> tuple[str, str]:
    """What went and what came, each with a few words around it: what they have in common is left out."""
    start = _in_common(old, new)
    end = _in_common(old[start:][::-1], new[start:][::-1])
    return _part(old, start, end), _part(new, start, end)


def _in_common(one: list[str], other: list[str]) -> int:
    """How many words two texts begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _part(words: list[str], start: int, end: int) -> str:
    """A text without the words that are common at its start and at its end."""
    start, end = max(start - _AROUND, 0), max(end - _AROUND, 0)
    shown = words[start : len(words) - end]
    if len(shown) > _LONGEST:
        shown = [*shown[: _LONGEST // 2], "…", *shown[-_LONGEST // 2 :]]
    return f"{'… ' if start else ''}{' '.join(shown)}{' …' if end else ''}"
