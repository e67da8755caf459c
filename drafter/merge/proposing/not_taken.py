"""What of a delegation's changes does not come home, or not alone: nothing of it is lost silently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from drafter.check.words import some_of
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading.paragraphs import Paragraph
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.proposing.authors import all_of_delegation
from drafter.merge.proposing.parted import lines_of_parts
from drafter.merge.proposing.said_already import says_already
from drafter.merge.running_words.running_told import ChangedLine, changed_lines
from drafter.merge.sides.rewords import with_nobodys
from drafter.merge.sides.views import View, changed_places, come_and_gone, plain_words, read_in
from drafter.merge.sides.words_now import as_by_now
from drafter.merge.signature import bare, signature
from drafter.merge.telling import notice
from drafter.merge.words.both_words import with_both_words
from drafter.problems import Problem
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

# What is said of everything taken as text; a delegation's words come into the selection beside the text.
_OF_TEXT = ("not-as-it-stands", "marks-at-the-end", "brackets")
_OF_TABLES = "annex-changed"
_MOST_SHOWN = 3
_NUMBERS = re.compile(r"\d+")
_QUOTED = re.compile("“([^”]*)”")


def problems_of(
    name: str,
    plain: View,
    own: View,
    found: Sequence[Proposal],
    *,
    is_whole: bool = False,
    each: Mapping[str, View] | None = None,
) -> list[Problem]:
    """What a person should know of a delegation's changes; nothing of what they were is lost silently.

    Args:
        name: The delegation.
        plain: The draft with every tracked change rejected.
        own: The draft with those of the delegation accepted.
        found: What it proposes.
        is_whole: Whether the first is the paper as it was printed; all that was typed is the delegation's.
        each: Delegation → the draft with its changes accepted.
    """
    before = {_without_numbers(one) for one in plain.problems}
    come, gone = come_and_gone(plain, own)
    typed = {excerpt(text) for text in come | gone}
    every = all_of_delegation(name, plain, own)
    worded = {one.clause for one in every if one.field is Field.WORDING}
    headings = _changed_headings(plain, own)
    # What people take as text, a delegation's words are not.
    problems = [
        replace(one, message=f"{name}: {one.message}")
        for one in own.problems
        if one.code not in _OF_TEXT
        and _without_numbers(_under_old_headings(one, headings)) not in before
        and not (one.code == "source-dropped" and one.clause in worded)
        and (one.code != "text-of-the-form" or _has_any(one.message, typed))
    ]
    document = own.document
    for place, others in own.needed.items():
        if _adds_its_name(place, others, own, each or {}):
            continue
        paragraph = own.paragraphs.get(place)
        words = excerpt(paragraph.text) if paragraph else "…"
        names = " and ".join(others)
        key = f"others-needed{'/there' if _has_words_of(others, place, own) else ''}"
        problems.append(notice(document.name, key, by=name, others=names, words=words))
    lines = {text: line for line in changed_lines(plain, own) for text in (line.was, line.now) if text}
    printed_in = {
        part: clause.id for clause in own.merge.clauses for part in lines_of_parts(own.merge, clause)
    }
    mixed_up = own.merge.theirs.mixed_up
    is_told, is_proposed = _telling(problems), _proposing(found, lines, printed_in)
    proposed = {one.clause for one in found}
    texts_in_cells = {one.text for view in (plain, own) for one in view.paragraphs.values() if one.cell}
    words_in_cells = {word for one in plain.paragraphs.values() if one.cell for word in words_of(one.text)}
    in_cells = texts_in_cells, words_in_cells
    of_tables = [{*words_of(one.message)} for one in problems if one.code.startswith(_OF_TABLES)]
    there = [
        (clause, text, is_gone)
        for clause, text, is_gone in (_typed_texts(plain, own) if is_whole else _changed_texts(plain, own))
        if not is_proposed(clause, text)
        and not is_told(clause, excerpt(text))
        and not _is_told_of_table(text, in_cells, of_tables)
        and text not in mixed_up
        # What was run into another paragraph is proposed there.
        and own.merge.theirs.merged.get(clause) not in proposed
    ]
    known = {one.said for one in plain.proposals}
    there_already = [one for one in every if says_already(one, own.merge)]
    there_already = [one for one in there_already if not _is_off_what_went(one, own)]
    there_already += [one for one in own.proposals if one.said in known]
    is_there = _proposing(there_already, lines, printed_in)
    said = [
        one
        for one in there
        if _is_said(name, *one, plain, own)
        or _is_within(name, lines.get(plain_words(one[1])), own)
        or is_there(*one[:2])
    ]
    for key, some in (("says-already", said), ("not-taken-home", [one for one in there if one not in said])):
        if some:
            # A line that was changed is one thing, whichever of its two sides stands there.
            told: dict[tuple[str, ...], str] = {}
            for clause, text, _ in some:
                line = lines.get(plain_words(text))
                which = (line.name, line.was, line.now) if line else (clause, text)
                told[which] = line.in_words if line else f"“{excerpt(text)}”"
            shown = some_of([*told.values()], _MOST_SHOWN)
            problems.append(notice(document.name, key, by=name, count=len(told), shown=shown))
    return problems


def _changed_headings(plain: View, own: View) -> list[tuple[str, str]]:
    """The headings that a delegation changed, as problems name them: what they say with that, and without."""
    return [
        (f"“{excerpt(now.text)}”", f"“{excerpt(was.text)}”")
        for place, now in own.paragraphs.items()
        if now.role is ParagraphRole.HEADING
        and (was := plain.paragraphs.get(place))
        and was.text
        and was.text != now.text
    ]


def _under_old_headings(one: Problem, headings: Sequence[tuple[str, str]]) -> Problem:
    """A problem that calls headings by what they say without a delegation's changes."""
    message = one.message
    for now, was in headings:
        message = message.replace(now, was)
    return replace(one, message=message)


def _telling(problems: Sequence[Problem]) -> Callable[[str, str], bool]:
    """Tells of a clause, and of the first words of a text, whether a problem is about either.

    There may be thousands of both: most of what is told of is quoted whole, and found at once.
    """
    clauses = {one.clause for one in problems if one.clause}
    messages = "\n".join(one.message for one in problems)
    quoted = {*_QUOTED.findall(messages)}
    return lambda clause, words: clause in clauses or words in quoted or words in messages


def _is_told_of_table(
    text: str, cells: tuple[AbstractSet[str], AbstractSet[str]], told: Sequence[AbstractSet[str]]
) -> bool:
    """Whether what came into a cell is told with its row.

    Args:
        text: The words.
        cells: What stands in cells, and the words that stood there before.
        told: The words of each problem about rows of tables.
    """
    texts, before = cells
    come = {word for word in words_of(text) if word not in before} if told and text in texts else set()
    return bool(come) and any(come <= words for words in told)


def _adds_its_name(place: int, others: Sequence[str], own: View, each: Mapping[str, View]) -> bool:
    """Whether a delegation changed nothing in what others put in but who is named behind it."""
    now = _line_at(place, own)
    return now is not None and all(one in each and now == _line_at(place, each[one]) for one in others)


def _line_at(place: int, view: View) -> tuple[str, frozenset[str]] | None:
    """The words and the sources of a wording that stands at a place; None where none does."""
    lines = (pair for one in view.merge.clauses for pair in zip(one.places, one.lines, strict=True))
    return next(((bare(line.text), frozenset(line.sources)) for at, line in lines if at == place), None)


def _has_words_of(names: Sequence[str], place: int, own: View) -> bool:
    """Whether the selection has by now what others put in at a place."""
    entry = own.merge.entries.get(own.places.get(place, ""))
    there = {name for words in (entry.wordings if entry else ()) for name in words.by}
    return entry is not None and entry.id not in own.merge.base.by_id and {*names} <= there


def _is_off_what_went(one: Proposal, own: View) -> bool:
    """Whether a proposal takes a name off words that went since, and that are kept under it still."""
    entry = own.merge.block_of(one.clause)
    return one.field is Field.SPONSORS and any(
        words.wording == gone.wording
        and set(words.of) & set(gone.of)
        and not set(gone.status.by) <= {*one.by}
        for words in one.to.withdrawn
        for gone in (entry.all_withdrawn if entry else ())
    )


def _is_said(name: str, clause: str, text: str, is_gone: bool, plain: View, own: View) -> bool:
    """Whether what a delegation changed is drafted so already, whatever became of others' words beside it."""
    if not clause:
        return is_gone is not (plain_words(text) in {plain_words(one.words) for one in own.merge.draft.texts})
    theirs, entry = own.clauses.get(clause), own.merge.entries.get(clause)
    if theirs is None:
        return entry is None or entry.is_out
    drafted = own.merge.drafted.get(clause)
    if drafted is None:
        return False
    now = signature(drafted)
    by_now, _ = as_by_now(theirs, drafted)
    if own.merge.agree(now, theirs.signature, loosely=True) or any(
        as_taken is not theirs
        and own.merge.agree(own.merge.known_of(drafted, as_taken), as_taken.signature, loosely=True)
        for as_taken in (with_nobodys(theirs), by_now)
    ):
        return True
    before = plain.clauses[clause].signature if clause in plain.clauses else ()
    if before == theirs.signature and _is_elsewhere(clause, plain, own):
        return True  # where it stands was compared with the selection, which has nothing more to be told
    come = [one for one in theirs.signature if one not in before]
    went = [one for one in before if one not in theirs.signature]
    # What was taken out since is no source of what it worded otherwise, either.
    had, has = ({source for _, sources, _ in each for source in sources} for each in (before, now))

    def stands(words: str, sources: frozenset[str], by: tuple[str, ...]) -> bool:
        left = sources - (had - has)
        same = [one for one in now if one[2] == by or name in one[2]]
        return any(own.merge.agree(((words, left, one[2]),), (one,), loosely=True) for one in same)

    # What was struck alone, with nothing in its place, is said once it does not stand there any more.
    is_struck = len(went) > len(come) and any(stands(*one) for one in went)
    return bool(come) and all(stands(*one) for one in come) and not is_struck


def _is_within(name: str, line: ChangedLine | None, own: View) -> bool:
    """Whether what was changed in running words is drafted so, with what else was changed in them since."""
    if line is None or not (line.was and line.now):
        return False
    if line.is_under(name, (one.words for one in own.merge.draft.texts)):
        return True
    there = {plain_words(one.words) for one in own.merge.draft.texts}
    return any(with_both_words(line.was, now, line.now) == now for now in there)


def _is_elsewhere(clause: str, plain: View, own: View) -> bool:
    """Whether a clause stands under another heading, or among others, with a delegation's changes."""
    if plain.clauses[clause].headings != own.clauses[clause].headings:
        return True
    beside = []
    for view, other in ((plain, own), (own, plain)):
        ids = ["", *(one for one in view.clauses if one in other.clauses), ""]
        at = ids.index(clause)
        beside.append((ids[at - 1], ids[at + 1]))
    return beside[0] != beside[1]


def _changed_texts(plain: View, own: View) -> Iterator[tuple[str, str, bool]]:
    """What a delegation changed: of each clause the id, of others none; a text, and whether it is gone."""
    before, after = plain.paragraphs, own.paragraphs
    at_own, at_plain = own.places, plain.places
    told_of = set()
    unchanged = {read_in(one) for one in after.values()} & {read_in(one) for one in before.values()}
    for place in changed_places(plain, own):
        clause = at_own.get(place) or at_plain.get(place) or ""
        if not clause and read_in(after.get(place) or before[place]) in unchanged:
            continue  # what goes before it moves it
        if not clause or clause not in told_of:
            told_of.add(clause)
            yield clause, (after.get(place) or before[place]).text, place not in after


def _typed_texts(printed: View, own: View) -> Iterator[tuple[str, str, bool]]:
    """The same of what was typed in a paper, where paragraphs that came or went move those behind them."""
    told_of = set()
    drafted = {plain_words(one.words) for one in own.merge.draft.texts}
    for view, other in ((own, printed), (printed, own)):
        left = Counter(_said_in(one) for one in other.paragraphs.values())
        for place, one in sorted(view.paragraphs.items()):
            if one.role is ParagraphRole.CONTENTS:
                continue  # word processors make these lines anew, of the headings
            left[_said_in(one)] -= 1
            clause = view.places.get(place, "")
            # What went and is not drafted either is told by what stands in its place.
            is_told = (
                clause in told_of if clause else view is printed and plain_words(one.text) not in drafted
            )
            if left[_said_in(one)] < 0 and not is_told:
                told_of.add(clause)
                yield clause, one.text, view is printed


def _said_in(one: Paragraph) -> object:
    """What is read in a paragraph, looks left out; its footnotes may have other numbers in another file.

    What a reference shows is no word of anybody's: word processors count it anew.
    """
    text = one.text
    for start, end in reversed(one.references):
        text = f"{text[:start]}#{text[end:]}"
    return text, one.role, one.level, len(one.marks)


def _proposing(
    found: Iterable[Proposal], lines: Mapping[str, ChangedLine], printed_in: Mapping[str, str]
) -> Callable[[str, str], bool]:
    """Tells whether a proposal is about a clause, or has what was changed in words that are no clause's."""
    found = list(found)
    clauses = {one for each in found for one in (each.clause, printed_in.get(each.clause))}
    running = [one for one in found if one.field in OF_RUNNING]

    def is_proposed(clause: str, text: str) -> bool:
        if clause:
            return clause in clauses
        words = plain_words(text)
        line = lines.get(words)
        return any(line.is_in(one) if line else words in plain_words(one.to.above) for one in running)

    return is_proposed


def _has_any(message: str, typed: AbstractSet[str]) -> bool:
    """Whether a message has one of the openings of many texts, which it mostly quotes whole."""
    return not typed.isdisjoint(_QUOTED.findall(message)) or any(text in message for text in typed)


def _without_numbers(one: Problem) -> tuple[str, str, str]:
    """A problem, as it is compared: a paragraph that comes or goes changes the numbers of all behind it."""
    return one.code, one.clause, _NUMBERS.sub("", one.message)
