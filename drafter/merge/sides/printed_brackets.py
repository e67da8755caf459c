"""Brackets that drafter printed around a wording, where an edit in Word left them within words, or a half."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.brackets import Bracketed, bracketed_in, is_bracketed
from drafter.draft.clause import Clause, Line
from drafter.draft.standing import is_whole_in_brackets
from drafter.merge.proposals import Proposal
from drafter.merge.sides.their_clauses import TheirLine
from drafter.merge.signature import signature_of
from drafter.merge.words.laying_over import OF_TEXT
from drafter.merge.words.under_a_name import unnamed_within
from drafter.returned.returned_line import ReturnedLine
from drafter.text.differences import reworded_in
from drafter.text.italics import Ranges, italics_within, significant_of, without_stretch

_BEGINNING = 30  # signs by which a text is known
_GAP = re.compile(r"\][.;]?\s*\[")


def without_printed_brackets(line: ReturnedLine, text: str, italics: Ranges) -> tuple[str, Ranges, bool]:
    """Words of what stood in brackets without those that are drafter's, and whether any were left.

        [Reaffirm our commitment to: (a) courts;] (b) prisons   a paragraph typed below, as one more item
        [Share experiences;]21 ter. [Consider alternatives;]    two wordings, run together
        [Share experiences;][Consider alternatives;]            two paragraphs, run together
        [Share experiences and                                  a half of one

    Args:
        line: The paragraph.
        text: Its words alone.
        italics: Where in these italics begin and end.
    """
    if not (line.printed and is_bracketed(line.printed.text)) or line.printed.has_own_brackets:
        return text, italics, False
    words = text
    for start, end in reversed([*_where_run_together(line, text)]):
        words = f"{words[:start]} {words[end:]}"
        italics = without_stretch(italics, start, end, start + 1)
    closing = _closing_bracket(words)
    if closing is not None and _begins_line(line, words[closing + 1 :]):
        words, italics = (
            words[:closing] + words[closing + 1 :],
            without_stretch(italics, closing, closing + 1),
        )
        words, italics = words[1:], italics_within(italics, 1)
    elif not is_bracketed(words):
        bare = _without_half_brackets(words)
        words, italics = bare, italics_within(italics, words.find(bare))
    return words, italics, words != text


def run_together(text: str, italics: Ranges, every: Sequence[Line]) -> tuple[str, Ranges]:
    """Words of several paragraphs that stand in one, with a blank between each.

        Share experiences;Consider alternatives    Share experiences; Consider alternatives

    Args:
        text: The words.
        italics: Where in these italics begin and end.
        every: What drafter had printed of them, in order.
    """
    for line in every[1:]:
        last = _last_bracket(text)
        if last and line.by and not line.has_own_brackets and _rewords(last.words, line):
            # It is nobody's who was named behind it.
            start, end = last.start, last.end
            text = f"{text[:start]} {text[start + 1 : end - 1].rstrip(' .;')}{text[end:]}"
            italics = without_stretch(italics, end - 1, end)
        place = text.find(line.text[:_BEGINNING])
        if place > 0 and not text[place - 1].isspace():
            text, italics = (
                f"{text[:place]} {text[place:]}",
                without_stretch(italics, place, place, place + 1),
            )
    return text, italics


def _rewords(words: str, line: Line) -> bool:
    """Whether what stands in a bracket is a printed line in other words."""
    own = signature_of(line)[0]
    return not _is_same(words, own) and reworded_in(words, [own]) is not None


def _is_same(words: str, own: str) -> bool:
    return significant_of(words).rstrip(" .;") == significant_of(own).rstrip(" .;")


def named_as_printed(line: ReturnedLine, text: str, every: Sequence[Line]) -> str:
    """Words of a paragraph into which what another proposes was run as it was printed, with its names.

        Share experiences; [Consider alternatives;]    Share experiences; [Consider alternatives] (Egypt)

    Args:
        line: The paragraph.
        text: Its words alone.
        every: What drafter had printed of them, in order.
    """
    last, behind = _last_bracket(text), line.support
    is_of_another = any(line.clause and given != line.clause.id for given, _ in line.merged)
    if not (last and behind and is_of_another and every[-1].by and every[-1].sponsors in behind):
        return text
    if not _is_same(last.words, signature_of(every[-1])[0]):
        return text
    return f"{text[: last.end - 1].rstrip(' .;')}] {every[-1].sponsors}"


def _last_bracket(text: str) -> Bracketed | None:
    """The bracket that ends a text; None where that has none, or is all in one."""
    return next((one for one in bracketed_in(text) if one.start and not text[one.end :].strip(" .;")), None)


def as_put_beside(one: Proposal, clauses: Iterable[Clause]) -> Proposal:
    """A proposal of words beside the text, without drafter's brackets around what is run into them.

        Share experiences; [Consider alternatives;]    Share experiences; Consider alternatives;

    Nor do names of others stand behind what it changed within their brackets. Taken as the text it keeps
    these: there they say that the words of that paragraph are open.

    Args:
        one: The proposal.
        clauses: What is printed, that paragraph among it.
    """
    clauses = [*clauses]
    lines = [line for each in clauses if each.id == one.clause for line in each.lines]
    others = {
        significant_of(signature_of(line)[0])
        for clause in clauses
        for line in clause.lines
        if clause.id != one.clause and is_whole_in_brackets(line)
    }

    def named(place: int, words: str) -> str:
        """Words without names behind what was changed within brackets of others."""
        was, marks = (
            each[place] if len(each) == len(one.to.wordings) else "" for each in (one.was, one.rewords)
        )
        of_text = [line for line in lines if bool(line.by) is not marks.startswith(OF_TEXT)]
        stood = [was] if was else [signature_of(line)[0] for line in of_text]
        at = reworded_in(words, stood) if one.by else None
        return words if at is None else unnamed_within([stood[at]], words, one.by)

    def put(words: str) -> str:
        for each in reversed(bracketed_in(words)):
            inner = words[each.start + 1 : each.end - 1]
            if not each.wishes and significant_of(inner) in others:
                words = words[: each.start] + inner + words[each.end :]
        return words

    wordings = tuple(
        replace(own, wording=named(place, put(own.wording))) for place, own in enumerate(one.to.wordings)
    )
    return replace(one, to=replace(one.to, wordings=wordings))


def has_own_brackets(line: ReturnedLine) -> bool:
    """Whether the brackets around what drafter had printed in a line are words that people typed."""
    return line.printed is not None and line.printed.has_own_brackets


def with_own_brackets(line: ReturnedLine, made: TheirLine, text: str) -> TheirLine:
    """A wording with the brackets around it, where people typed them and they still stand.

    Args:
        line: The paragraph.
        made: The wording.
        text: The words of the paragraph alone.
    """
    if not (has_own_brackets(line) and is_bracketed(text)):
        return made
    return replace(made, text=f"[{made.text}]", whole=f"[{made.whole}]")


def _where_run_together(line: ReturnedLine, text: str) -> Iterator[tuple[int, int]]:
    """Where, between wordings of a clause, brackets and the number of the second stand.

    Between paragraphs brackets alone do, where nothing but what was printed in them stands in any.
    """
    # Which of them the paragraph was found to be says nothing of which came first.
    every = [(given, n) for given, n in line.merged if line.clause and given == line.clause.id]
    every += [line.key] if every and line.key else []
    labels = [line.clause.lines[n].cited_as for _, n in every if line.clause]
    for label in filter(None, labels):
        number = rf"(?:\d+(?: \([a-z]+\))?\s+)?{re.escape(label)}[.:]?"
        yield from (one.span() for one in re.finditer(rf"\][.;]?\s*{number}\s*\[", text))
    if any(line.clause and given != line.clause.id for given, _ in line.merged):
        found = bracketed_in(text)
        outer = [one for one in found if not any(two.start < one.start < two.end for two in found)]
        gaps = [(one.end - 1, two.start + 1) for one, two in pairwise(outer)]
        if len(gaps) == len(line.merged) and all(_GAP.fullmatch(text[start:end]) for start, end in gaps):
            yield from gaps


def _closing_bracket(text: str) -> int | None:
    """Where the bracket closes that opens a text; nothing where none does, or it never closes."""
    return next((one.end - 1 for one in bracketed_in(text) if one.start == 0), None)


def _begins_line(line: ReturnedLine, rest: str) -> bool:
    """Whether what follows is a line of its own: a lettered paragraph below."""
    starts = (" ".join(line.paragraph.text[start:].split()) for start in line.paragraph.lines)
    return bool(rest.strip()) and any(one.startswith(" ".join(rest.split())) for one in starts)


def _without_half_brackets(text: str) -> str:
    """A part of a text that stood in brackets, without the one of them that is left at its edge."""
    words = text.strip()
    if words.startswith("[") and words.count("[") > words.count("]"):
        words = words[1:].lstrip()
    body = words.rstrip(" .;")
    if body.endswith("]") and body.count("]") > body.count("["):
        words = body[:-1].rstrip()
    return words
