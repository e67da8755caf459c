"""Words that were changed in a paragraph which stood joined in its paper, and whose parts are apart by now.

Such a paragraph was printed as one. What a split gave to another part than the first stands there: a
rewording of it is proposed there, too, and one of the joint text in each part whose words were reworded, as
what that part has of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter import brackets
from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.clause import Clause
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.rewords import marks_of_reworded
from drafter.merge.sides.sponsors import place_of
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.signature import Signature, bare, signature_of, went_and_came, written_short
from drafter.merge.telling import told
from drafter.merge.words.laying_over import marked_in, marks_of
from drafter.selection.joining import under_names
from drafter.selection.parting import parts_of
from drafter.text.differences import reworded_in
from drafter.text.similarity import features, similarity


@dataclass(frozen=True, slots=True)
class PartedLine:
    """A line that was reworded, for the part that has by now what was reworded.

    Attributes:
        line: The line.
        text: What of its words that part is to have.
        was: What of them it had in print; empty where the line is that part's alone.
    """

    line: TheirLine
    text: str
    was: str = ""


def lines_of_parts(merge: ThreeWay, clause: TheirClause) -> dict[str, list[PartedLine]]:
    """The lines of a clause that were reworded and belong to a part of it by now, part by part.

    Those that are all the first's are none of them.
    """
    printed = clause.printed
    if printed is None or not merge.new_since:
        return {}
    changed = [line for line in clause.lines if line.printed and line.text != signature_of(line.printed)[0]]
    # What stands in the file on its own was cut out of the paragraph there, and is no part of it any more.
    there = {one.id for one in merge.clauses}
    new = [given for given in merge.new_since if given not in there] if changed else []
    parts = [given for given in new if _is_part(merge, given, printed)]
    found: dict[str, list[PartedLine]] = {}
    for line in changed if parts else ():
        for home, one in _parted(merge, line, [clause.id, *parts]):
            if home != clause.id or one.was:
                found.setdefault(home, []).append(one)
    return found


def _parted(merge: ThreeWay, line: TheirLine, every: Sequence[str]) -> Iterator[tuple[str, PartedLine]]:
    """Whose words were reworded in a line: of one part, or of several in a text that was joint."""
    was, _, by = signature_of(line.printed) if line.printed else line.signature
    texts = {given: _text_of(merge, given, was) for given in every if given in merge.drafted}
    on = [given for given in texts if {*line.sources} <= {*merge.selection.sources.get(given, ())}]
    # What stands on one part's sources is that part's, but for the text of another on no source in brackets.
    is_of_one = bool(line.sources and on) and not any(
        _in_brackets(text) in was for given, text in texts.items() if given not in on
    )
    if not by and texts and not is_of_one:
        delegations = merge.selection.file.delegations
        before, now = (parts_of(text, texts, was, delegations)[0] for text in (was, line.text))
        reworded = [given for given in texts if now[given] and bare(now[given]) != bare(before[given])]
        for given in reworded:
            is_all = bare(before[given]) == bare(was)
            yield (
                given,
                PartedLine(line, line.text if is_all else now[given], "" if is_all else before[given]),
            )
        if reworded:
            return
    home = on[0] if not by and len(on) == 1 and is_of_one else _home_of(merge, line, every[0], every[1:])
    yield home, PartedLine(line, _alone(merge, line.text, home, every[0]))


def _is_part(merge: ThreeWay, given: str, printed: Clause) -> bool:
    """Whether a clause that was not printed stood in one that was: its sources, or what is proposed in it."""
    sources = {*merge.selection.sources.get(given, ())}
    if (sources and sources <= {*printed.sources}) or any(
        _has(merge.entries[given].wordings, *signature_of(line)) for line in printed.lines if line.by
    ):
        return True
    # A text of its own, on no source, or what somebody proposes in it, stood there in brackets.
    texts = [signature_of(line)[0] for line in printed.lines if not line.by]
    if given not in merge.drafted:
        return False
    words, names = brackets.under_names(_text_of(merge, given))
    return any(
        bool(_as_joint(words, names, text)) if names else merge.entries[given].text and f"[{words}]" in text
        for text in texts
    )


def _has(wordings: Iterable[OwnWording], words: str, _: object, by: tuple[str, ...]) -> bool:
    return any(
        not {*by}.isdisjoint(one.by) and written_short(one.wording) == written_short(words)
        for one in wordings
    )


def _had(entry: SelectionEntry, was: str, now: str) -> bool:
    """Whether a block has the new words by now, or keeps those that they reword as taken out of it."""
    stand = {written_short(words) for words in (entry.text, *(one.wording for one in entry.wordings))}
    gone = {written_short(one.wording) for one in entry.all_withdrawn}
    return written_short(now) in stand or written_short(was) in gone


def _home_of(merge: ThreeWay, line: TheirLine, first: str, parts: Iterable[str]) -> str:
    """The part to which a line belongs: that which has the wording that it rewords, or the nearest words."""
    was = signature_of(line.printed) if line.printed else line.signature
    every = [first, *parts]
    if was[2]:
        return next((given for given in every if _has(merge.entries[given].wordings, *was)), "") or next(
            (given for given in every if _had(merge.entries[given], was[0], line.text)), first
        )
    new = features(line.text)
    near = {
        given: max(similarity(new, features(one.text)) for one in merge.drafted[given].lines)
        for given in every
        if given in merge.drafted
    }
    return max(near, key=near.__getitem__, default=first)


def _text_of(merge: ThreeWay, given: str, joint: str = "") -> str:
    """The words of a part's text, as it would be drafted; what is proposed has its names, as when joined.

    Args:
        merge: The three sides.
        given: The part.
        joint: The text in which it stood; what is proposed is as it was there.
    """
    words, _, by = signature_of(merge.drafted[given].lines[0])
    return (_as_joint(words, by, joint) or under_names(OwnWording((), words, by=by))) if by else words


def _as_joint(words: str, by: Collection[str], joint: str) -> str:
    """What somebody proposes as it stood in a joint text, in other words than by now, too; empty: nowhere."""
    own = [
        one
        for one in brackets.bracketed_in(joint)
        if any(not wish.says and {*wish.by} & {*by} for wish in one.wishes)
    ]
    same = [one for one in own if one.words == words]
    place = reworded_in(words, [one.words for one in own])
    found = [*same, *([own[place]] if place is not None else [])]
    return joint[found[0].start : found[0].wishes_end] if found else ""


def _in_brackets(text: str) -> str:
    """The words of a part as they stand beside others in a joint text."""
    return text if brackets.under_names(text)[1] else f"[{text}]"


def _alone(merge: ThreeWay, text: str, given: str, first: str) -> str:
    """New words without those of the other parts that stand in brackets beside them, as they stood."""
    whole = text
    for other in (first, *merge.new_since):
        if other != given and other in merge.drafted:
            text = text.replace(_in_brackets(_text_of(merge, other)), "")
    return whole if text == whole or not text.strip() else bare(text)


def without_parts(merge: ThreeWay, clause: TheirClause, base: Signature) -> tuple[TheirClause, Signature]:
    """A clause, and what it was, without the lines that belong to other parts of it by now."""
    away = [one.line for lines in lines_of_parts(merge, clause).values() for one in lines]
    if not away:
        return clause, base
    gone = [line.printed for line in away]
    printed = clause.printed.lines if clause.printed else ()
    rest = tuple(one for line, one in zip(printed, base, strict=True) if line not in gone)
    return replace(clause, lines=[line for line in clause.lines if line not in away]), rest


def parted_wordings(merge: ThreeWay) -> Iterator[Proposal]:
    """What was reworded of other parts, as alternatives to their words; under no name."""
    for clause in merge.clauses if merge.new_since else ():
        for given, own in lines_of_parts(merge, clause).items():
            lines = [one.line for one in own]
            printed = tuple(signature_of(line.printed) for line in lines if line.printed)
            was, now = went_and_came(
                tuple((one.was or text, on, by) for one, (text, on, by) in zip(own, printed, strict=True)),
                tuple((one.text, *one.line.signature[1:]) for one in own),
            )
            words = tuple(
                OwnWording((), brackets.under_names(one.text)[0], bool(one.line.is_addition)) for one in own
            )
            way = (
                "/within"
                if all(one.was for one in own)
                else ""
                if all(by for *_, by in printed)
                else "/nearest"
            )
            has = brackets.under_names(_text_of(merge, given))[0] if given in merge.drafted else ""
            before = (brackets.under_names(one.was)[0] for one in own)
            since = tuple(was if was and bare(was) != bare(has) else "" for was in before)
            yield Proposal(
                given,
                Field.WORDING,
                SelectionEntry(given, wordings=words),
                ours=was,
                theirs=now,
                conflict=told(f"parted{way}", clause=given, other=clause.id),
                number=clause.printed_label,
                rewords=tuple(_mark_of(one, merge.entries[given]) for one in own),
                was=since if any(since) else (),
                is_alternative=True,
            )


def _mark_of(one: PartedLine, entry: SelectionEntry) -> str:
    """What stands for the wording of a part that a line rewords; see ``marks_of_reworded``."""
    words, names = brackets.under_names(one.was)
    place = place_of(entry.wordings, words, (), names) if names else None
    (mark,) = marks_of([entry.wordings[place]] if place is not None else ()) or marks_of_reworded(
        [one.line], entry
    )
    return mark


def part_of_delegation(one: Proposal, by: tuple[str, ...], merge: ThreeWay) -> Proposal:
    """Such a proposal as a delegation's: its own words are in the place of those that it rewords.

    Args:
        one: The proposal.
        by: Whose it is.
        merge: The three sides.
    """
    entry = merge.entries[one.clause]
    there = marked_in(entry.wordings)
    new = {mark: words for mark, words in zip(one.rewords, one.to.wordings, strict=True) if mark in there}
    if len(new) == len(one.to.wordings) and all(there[mark].by == by for mark in new):
        wordings = [
            replace(old, wording=new[mark].wording) if (mark := "".join(marks_of([old]))) in new else old
            for old in entry.wordings
        ]
        return replace(one, by=by, to=replace(entry, wordings=tuple(wordings)), is_alternative=False)
    words = tuple(replace(each, by=by) for each in one.to.wordings)
    return replace(one, by=by, to=replace(one.to, wordings=words), is_alternative=False)
