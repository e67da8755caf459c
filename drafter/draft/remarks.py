"""What calls for a decision about a clause, and slips of language: by the rules of ``kinds.yaml``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.draft.variant import Remark
from drafter.files.reading import stands
from drafter.matrix.kinds import Rule, load_rules
from drafter.matrix.loading import REMARKS_FILE, with_remarks
from drafter.matrix.matrix_file import MatrixFile
from drafter.model import Noticed
from drafter.phrases import Phrases, load_phrases
from drafter.problems import Problem, Severity
from drafter.text.italics import literal

# A comment quotes so many characters at most.
_LONGEST_QUOTATION = 80

# So many words in a row say something; fewer are a name or a set phrase that may well stand twice.
_REPEATED = 8
# A shorter word may well stand twice in a series.
_LONG_WORD = 5
_WORD = re.compile(r"\w+")


def remarks_on(text: str, phrases: Phrases, *, is_action: bool = False) -> tuple[Remark, ...]:
    """What calls for a decision about a clause, each thing once, in the order of the text.

    Args:
        text: The words of a clause, with abbreviations as the source has them.
        phrases: In which it is said.
        is_action: Whether it says what States undertake.
    """
    flags = (one for one in load_rules().remarks if not one.is_slip and (is_action or one.kind is None))
    return _in_order(_found_in(text, flags, phrases))


def slips_in(
    text: str, noticed: Iterable[Noticed] = (), phrases: Phrases | None = None
) -> tuple[Remark, ...]:
    """Slips of language in a text, each once, in its order.

    Args:
        text: A text of the matrix.
        noticed: What readers noticed in it.
        phrases: In which it is said; those that forms share where none are given.
    """
    phrases = phrases or load_phrases()
    flags = (one for one in load_rules().remarks if one.is_slip)
    twice = (
        (start, end, Remark(phrases.say(says, words=text[start:end]), text[start:end]))
        for start, end, says in _twice_in(text)
    )
    return _in_order([*_found_in(text, flags, phrases), *twice, *_noticed_in(text, noticed)])


def slip_problems(file: MatrixFile) -> Iterator[Problem]:
    """A note for each slip of language in a matrix file, and for what readers noticed in its texts.

    Raises:
        DrafterError: if the remarks beside it cannot be read.
        ContentError: with every fault in them.
    """
    noticed = file.path.with_name(REMARKS_FILE)
    matrix = with_remarks(file.matrix, noticed) if stands(noticed) else file.matrix
    for item in matrix.recommendations:
        for slip in slips_in(item.text, item.noticed):
            message = f"{item.id}: {slip.text}"
            yield Problem("slip", message, Severity.NOTE, "", str(file.path), *file.places[item.id], item.id)


_Found = tuple[int, int, Remark]  # where its words begin and end


def _in_order(found: Iterable[_Found]) -> tuple[Remark, ...]:
    kept: list[Remark] = []
    end = 0
    for start, stop, remark in sorted(found, key=lambda item: (item[0], -item[1])):
        if start >= end and remark not in kept:  # “the countries of the region” is not “the region” too
            kept.append(remark)
            end = stop
    return tuple(kept)


def _found_in(text: str, flags: Iterable[Rule], phrases: Phrases) -> Iterator[_Found]:
    for flag in flags:
        for match in flag.pattern.finditer(text) if flag.can_fit(text) else ():
            words = match[0].strip()
            says = phrases.say(flag.says, words=literal(words[:_LONGEST_QUOTATION]))
            yield match.start(), match.end(), Remark(says, words)


def _twice_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Words and stretches that stand twice, with the phrase that says so."""
    all_words = [(word[0].casefold(), *word.span()) for word in _WORD.finditer(text)]
    yield from _doubled_in(all_words, text)
    yield from _repeated_in(all_words)


def _noticed_in(text: str, noticed: Iterable[Noticed]) -> Iterator[tuple[int, int, Remark]]:
    """What readers noticed; the verb at the beginning of a clause may have lost its capital."""
    for one in noticed:
        if found := re.search(re.escape(one.words), text, re.IGNORECASE):
            yield *found.span(), Remark(one.says, found[0])


_Word = tuple[str, int, int]  # in small letters, and where it begins and ends


def _doubled_in(words: Sequence[_Word], text: str) -> Iterator[tuple[int, int, str]]:
    """A word that stands twice: “the the”, “Strengthen, develop, strengthen”."""
    for (first, start, end), (second, other, stop) in itertools.pairwise(words):
        if first == second and text[end:other].isspace():
            yield start, stop, "twice"
    for (first, start, _), (third, other, stop) in zip(words, words[2:], strict=False):
        if first == third and len(first) >= _LONG_WORD and text[start:other].count(",") > 1:
            yield start, stop, "twice"


def _repeated_in(words: Sequence[_Word]) -> Iterator[tuple[int, int, str]]:
    """A long stretch of words that stands twice: the second time of it."""
    folded = [word[0] for word in words]
    seen: set[tuple[str, ...]] = set()
    for first in range(len(words) - _REPEATED + 1):
        stretch = tuple(folded[first : first + _REPEATED])
        if stretch in seen:
            yield words[first][1], words[first + _REPEATED - 1][2], "stretch-twice"
        seen.add(stretch)
