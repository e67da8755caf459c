"""Joins clauses of a selection into one that says what each of them says; ``splitting`` takes them apart.

What joining writes stands below a comment that names it, and what stood there before stays as comments of its
own, so that a split gives the file as it was, byte for byte, where nobody has edited it since:

    # before --join legal-aid access-to-justice-for-all: wording: Give everybody legal aid
    # from --join legal-aid access-to-justice-for-all
    wording: >-
      [Give everybody legal aid] [Ensure access to justice]
    # since --join legal-aid access-to-justice-for-all: maybe: the African Group will come back (Chair)

What people said of any of them is said of the joint text: that it may be left out, and why; who has a
reservation. What was agreed were other words, so that it is told that these were changed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.brackets import bracketed_in
from drafter.decisions import Decision, OwnWording, SelectionEntry, Status, StatusChange
from drafter.draft.clause import Clause
from drafter.draft.clause_maker import ClauseMaker
from drafter.draft.lines import interleave
from drafter.form.forms import load_form
from drafter.paper import Alternatives
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import SelectionText
from drafter.selection.joined import joined_reason
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.selection.since_joined import standing_in_words
from drafter.sign_off import is_quoted
from drafter.text.italics import literal, unmarked
from drafter.text.similarity import words_of

# What of a block joining writes: of the first, its words and sources; of the others, that they are out.
WORDS = ("sources", "wording", "wordings", "text", "supported")
SAID = ("decision", "reason", "by", "status", "wishes", "wished")
CLOSING = " .;,"  # what the place of a clause puts behind its words


@dataclass(frozen=True, slots=True)
class Whole:
    """What a clause says.

    Attributes:
        words: Its first wording, as it is printed.
        sources: The sources of that.
        rest: Its other wordings that people put down.
        others: Those of its sources that nobody put down, each with those that say it in the same words.
        proposed: The wording that the words are, where it stands under names; these are among the words then.
        is_own: Whether it is so in a block of a person's own, whose joint words are its text.
    """

    words: str
    sources: tuple[str, ...]
    rest: tuple[OwnWording, ...]
    others: tuple[OwnWording, ...]
    proposed: OwnWording | None = None
    is_own: bool = False


def union_of(texts: Sequence[str]) -> str:
    """One text with every word of some: what they have in common once, what differs in square brackets.

    Where they have too little in common to be read so, each stands in brackets as a whole.

    Args:
        texts: The texts; a line of one stays a line.
    """
    by_words = {tuple(words_of(unmarked(one)[0])): one.strip().rstrip(CLOSING) for one in reversed(texts)}
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
    in_brackets = [one if _is_under_names(one) else f"[{one}]" for one in different]
    return ("\n" if has_lines else " ").join(in_brackets)


def _is_under_names(text: str) -> bool:
    """Whether all of a text stands in a bracket with the names of those who propose it behind."""
    (first, *_) = bracketed_in(text) or (None,)
    return first is not None and bool(first.wishes) and (first.start, first.wishes_end) == (0, len(text))


def join(selection: OpenSelection, first: str, others: Sequence[str]) -> OpenSelection:
    """The selection in which a clause has the words and the sources of others, too, which are out.

    Args:
        selection: The selection.
        first: The clause that is to say it all.
        others: The others.

    Raises:
        DrafterError: if it lacks one of them, one is named twice, is out, or has no words of its own, or the
            file's style does not allow it.
    """
    named = [first, *others]
    if twice := next((one for one in named if named.count(one) > 1), ""):
        raise DrafterError(
            f"{twice} cannot be joined with itself",
            "Name each clause once: the first is kept, and the others are joined to it.",
            status=ExitStatus.USAGE,
        )
    for entry in map(selection.clause, named):
        if entry.is_out:
            is_withdrawn = entry.stands and entry.stands.status is Status.WITHDRAWN
            why = "was withdrawn" if is_withdrawn else f"is out{f': {entry.why}' if entry.why else ''}"
            back = f"--status open {entry.id}" if is_withdrawn else f"--keep {entry.id}"
            message = f"{entry.id} {why}; what is not in the text is not joined, and nothing was written"
            raise DrafterError(message, f"To have it in the text first: {back}", status=ExitStatus.USAGE)
    return joined(selection, first, others)


def joined(selection: OpenSelection, first: str, others: Sequence[str]) -> OpenSelection:
    """The selection after ``join``, whether or not any of them was out."""
    named = [first, *others]
    wholes = [whole_of(selection, one) for one in named]
    entry, mark = selection.clause(first), f"--join {' '.join(named)}"
    words = union_of([one.words for one in wholes])
    rest = [one for whole in wholes[1:] for one in brought(whole)]
    sources = tuple(dict.fromkeys(source for whole in wholes for source in whole.sources))
    now = worded(entry, wholes[0], words, sources, rest)
    own = selection.sources[first]
    come = [one for other in others for one in selection.sources[other] if one not in own]
    now = replace(
        _with_what_was_said(selection, now, others),
        added=tuple(dict.fromkeys((*now.added, *come))),
        dropped=tuple(one for one in now.dropped if one not in come),
    )
    file = _written(selection.in_blocks, entry, now, mark).with_comment(first, said_since(now, mark))
    reason = joined_reason(first)
    for other in others:
        old = selection.clause(other)
        file = _written(file, old, replace(old, decision=Decision.OUT, reason=reason, by=""), mark)
    return selection.reread(file)


def said_since(entry: SelectionEntry, mark: str) -> str:
    """What people say of a joined clause, as a comment: else nobody could tell what they have said since."""
    said = f"{entry.decision or Decision.IN}{f': {entry.why}' if entry.why else ''}"
    return " ".join(f"since {mark}: {said}{standing_in_words(entry.stands) if entry.stands else ''}".split())


def _with_what_was_said(
    selection: OpenSelection, now: SelectionEntry, others: Sequence[str]
) -> SelectionEntry:
    """A joined clause with what people said of any of those that it is made of."""
    entries = [now, *map(selection.clause, others)]
    decision = Decision.MAYBE if any(one.decision is Decision.MAYBE for one in entries) else now.decision
    told = [one for one in entries if one.why and (one.decision or Decision.IN) is (decision or Decision.IN)]
    if {one.why for one in told} - {now.why} or decision is not now.decision:
        names = {one.by for one in told}
        by = names.pop() if len(names) == 1 else ""
        whys = dict.fromkeys(one.reason if by else one.why for one in told)
        now = replace(now, decision=decision, reason="; ".join(filter(None, whys)), by=by)
    now = replace(now, wishes=tuple(dict.fromkeys(wish for one in entries for wish in one.wishes)))
    now = replace(now, wished=tuple(dict.fromkeys(wish for one in entries for wish in one.wished)))
    steps = {one.id: one.stands for one in entries if one.stands}
    reserved = [one for one in steps.values() if one.status is Status.RESERVED]
    agreed = {given: one for given, one in steps.items() if one.is_agreed}
    step = now.stands
    if len(reserved) == 1:
        step = reserved[0]
    elif reserved:
        names_of_all = dict.fromkeys(name for one in reserved for name in one.by)
        step = StatusChange(Status.RESERVED, by=tuple(names_of_all))
        if now.stands and now.stands.status is Status.RESERVED and set(step.by) <= set(now.stands.by):
            step = now.stands
    elif agreed:
        given, step = next(iter(agreed.items()))
        made = None if step.words else as_printed(selection, given)
        step = replace(step, words=made.words) if made else step
    return now if step in (None, now.stands) else replace(now, status=(*now.status, step))


def brought(whole: Whole) -> list[OwnWording]:
    """The other wordings of a clause as they stand in one that it is joined with."""
    return [replace(one, is_addition=bool(one.is_addition)) for one in (*whole.rest, *whole.others)]


def as_printed(selection: OpenSelection, clause: str) -> Clause | None:
    """A clause as it is printed by itself; None where the form has no part for it."""
    place, matrix = selection.placed.get(clause), selection.opened.matrix
    if place is None or place.part is None:
        return None
    form = load_form(selection.form)
    form = replace(form, phrases=form.phrases.of(matrix))
    way, delegations = Alternatives(selection.file.alternatives), selection.file.delegations
    maker = ClauseMaker(matrix, form, way, support=False, delegations=delegations)
    return maker.make(place, place.part, 1, "", place.part.mark)


def whole_of(selection: OpenSelection, clause: str) -> Whole:
    """What a clause says; its first wording is one that nobody proposes under a name, where it has one."""
    entry, place = selection.clause(clause), selection.placed.get(clause)
    known, members = selection.opened.matrix.sources, selection.sources[clause]
    rest = list(entry.wordings)
    named = {source for one in rest for source in one.sources}
    unnamed = tuple(one for one in members if one not in named)
    if entry.text:
        return Whole(entry.text, unnamed, tuple(rest), ())
    if entry.wording:
        return Whole(entry.wording, members, (), ())
    made = as_printed(selection, clause)
    variants = made.variants if made else ()
    printed = {source: one for one in variants for source in one.sources}
    # What somebody words on the same source is not what that says; what was declared is under names.
    said = {
        source: one
        for one in variants
        for source in one.sources
        if not one.is_own or is_quoted(one.text, known[source].wordings)
    }
    lead = place.lead.id if place and place.lead else ""
    silent = [one for one in unnamed if not known[one].text]
    groups: dict[str, list[str]] = {}
    for one in sorted(unnamed, key=lambda one: one != lead):
        if text := known[one].text:
            groups.setdefault(printed[one].text if one in printed else text, []).append(one)

    def words_of(source: str) -> str:
        one = said.get(source)
        words = literal((one.text if one else known[source].text) or "")
        return under_names(OwnWording((), words.rstrip(CLOSING), by=one.by)) if one and one.by else words

    at = next((n for n, one in enumerate(rest) if one.sources and not one.by), None)
    if at is not None:
        own = rest.pop(at)
        # Another clause may have taken its source, which leaves people's own words.
        shown = lead if lead in own.sources else next((one for one in members if one in own.sources), "")
        words, sources = own.wording or (shown and words_of(shown)), own.sources
    elif groups:
        alike = groups.pop(next(iter(groups)))
        words, sources = words_of(alike[0]), tuple(alike)
    else:
        words, sources = "", ()
    proposed = None
    if (
        not words
        and (at := next((n for n, one in enumerate(rest) if one.by and one.wording), None)) is not None
    ):
        proposed = rest.pop(at)
        words, sources = under_names(proposed), proposed.sources
    if not words:
        raise DrafterError(
            f"{clause} has no words to join: its sources stand in another clause",
            "Split that other clause first, or write the words here: “wording: …”.",
            status=ExitStatus.USAGE,
        )
    others = tuple(
        OwnWording(tuple(one), is_addition=printed[one[0]].is_addition if one[0] in printed else None)
        for one in groups.values()
    )
    is_own = proposed is not None and clause not in selection.by_id
    return Whole(words, (*sources, *silent), tuple(rest), others, proposed, is_own)


def under_names(one: OwnWording) -> str:
    """A wording in a bracket with the names of those who propose it behind: “[Act now] (Brazil, Chile)”."""
    return f"[{one.wording}] ({('; ' if any(',' in name for name in one.by) else ', ').join(one.by)})"


def worded(
    entry: SelectionEntry,
    whole: Whole,
    words: str,
    sources: tuple[str, ...],
    more: Sequence[OwnWording] = (),
) -> SelectionEntry:
    """A clause with other words in the place of its first wording, and with more wordings."""
    if whole.proposed and (inner := _of_the_same(words, whole.proposed)):
        return replace(entry, wordings=(replace(whole.proposed, wording=inner), *whole.rest, *more))
    if entry.text or whole.is_own:
        return replace(entry, text=words, supported="", wordings=(*whole.rest, *more))
    words = " ".join(words.split())
    if not (whole.rest or whole.others or more):
        return replace(entry, wording=words, wordings=(), supported="")
    return replace(entry, wording="", supported="", wordings=(OwnWording(sources, words), *whole.rest, *more))


def _of_the_same(words: str, proposed: OwnWording) -> str:
    """What stands in a bracket under the names of a wording, where words are that alone; else empty."""
    inner = words[1 : words.rfind("]")]
    is_theirs = _is_under_names(words) and words == under_names(replace(proposed, wording=inner))
    return inner if is_theirs else ""


def _written(file: SelectionText, old: SelectionEntry, now: SelectionEntry, mark: str) -> SelectionText:
    """The file with what a clause says now, what it said before as comments."""
    for key in (*WORDS, *SAID):
        lines = fact_lines(now, key)
        # Wordings beside a text are marked though none came: what is put beside it later is told from them.
        is_beside = key == "wordings" and lines and now.text
        if lines != fact_lines(old, key) or (is_beside and now.decision is not Decision.OUT):
            where = ("clauses", now.id)
            file = file.with_fact(where, key, lines, kept_as=f"before {mark}: ", origin=mark)
    return file
