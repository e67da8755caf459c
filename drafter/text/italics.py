"""Italics: “*inter alia*” in the words of people and of templates; a text is kept without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from drafter.text.words import significant

# Whole words between two asterisks; “\*” is an asterisk itself, as is one that has no partner or is alone.
_ITALICS = re.compile(
    r"\\[\\*]|(?<!\w)(?<!(?<!\\)\*)\*(?=[^\s*])((?:\\[\\*]|[^*\\]|\\(?![\\*]))+)(?<=\S)\*(?![\w*])"
)
_ESCAPED = re.compile(r"\\([\\*])")
_OF_A_WORD = re.compile(r"\w")
Ranges = tuple[tuple[int, int], ...]


def significant_of(words: str) -> str:
    """What of words with marks of italics a fingerprint is made of; see ``significant``."""
    return significant(unmarked(words)[0])


def unmarked(words: str) -> tuple[str, Ranges]:
    """Words without the marks of italics, and where in them italics begin and end."""
    if "*" not in words:
        return words, ()
    text, done = "", 0
    italics: list[tuple[int, int]] = []
    for found in _ITALICS.finditer(words):
        text += words[done : found.start()]
        done = found.end()
        is_italic = found[1] and _OF_A_WORD.search(found[1])
        said = _ESCAPED.sub(r"\1", found[1] if is_italic else found[0])
        if is_italic:
            italics.append((len(text), len(text) + len(said)))
        text += said
    text += words[done:]
    return text, _joined(text, italics)


def marked(text: str, italics: Ranges) -> str:
    """The words from which ``unmarked`` makes a text with italics; a word that is so in part is so whole."""
    ranges = _joined(text, [one for start, end in italics if (one := _whole_words(text, start, end))])
    if not ranges:
        return literal(text)
    said, done = "", 0
    for start, end in ranges:
        said += f"{_escaped(text[done:start])}*{_escaped(text[start:end])}*"
        done = end
    return said + _escaped(text[done:])


def literal(text: str) -> str:
    """A text of a source among words that may have marks: its asterisks stay what they are."""
    return text if unmarked(text) == (text, ()) else _escaped(text)


def literal_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts of a source among words that may have marks: texts, and those in lists, are ``literal``."""
    return {name: _literal(fact) for name, fact in facts.items()}


def _literal(fact: object) -> object:
    if isinstance(fact, list):
        return [_literal(one) for one in fact]
    return literal(fact) if isinstance(fact, str) else fact


def italics_within(italics: Ranges, start: int, end: int | None = None) -> Ranges:
    """The italics of a part of a text, by their places in that part."""
    cut = (
        (max(first - start, 0), (last if end is None else min(last, end)) - start) for first, last in italics
    )
    return tuple((first, last) for first, last in cut if first < last)


def with_single_blanks(text: str, italics: Ranges) -> tuple[str, Ranges]:
    """A text with one blank where there are several and none at its ends, and its italics."""
    plain = " ".join(text.split())
    if not italics or plain == text:
        return plain, italics
    return unmarked(" ".join(marked(text, italics).split()))


def italics_behind(italics: Ranges, offset: int) -> Ranges:
    """The italics of a text, by their places where it stands behind so many characters."""
    return tuple((start + offset, end + offset) for start, end in italics)


def without_stretch(italics: Ranges, start: int, end: int, now: int | None = None) -> Ranges:
    """The italics of a text of which a stretch was cut, by their places in what is left.

    Args:
        italics: Where in the text they begin and end.
        start: Where the stretch begins.
        end: Where it ends.
        now: Where what was behind it begins by now, if something else was put there.
    """
    behind = italics_behind(italics_within(italics, end), start if now is None else now)
    return (*italics_within(italics, 0, start), *behind)


def in_runs(text: str, italics: Ranges) -> Iterator[tuple[str, bool]]:
    """The parts of a text in order, each with whether it is in italics; none is empty."""
    done = 0
    for start, end in (*italics, (len(text), len(text))):
        for part, is_italic in ((text[done:start], False), (text[start:end], True)):
            if part:
                yield part, is_italic
        done = max(done, end)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*")


def _joined(text: str, italics: Iterable[tuple[int, int]]) -> Ranges:
    """Italics in order; those with nothing but blanks between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in italics:
        touches = joined and not text[joined[-1][1] : start].strip()
        joined.append((joined.pop()[0] if touches else start, end))
    return tuple(joined)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Italics as marks can say them: a word that is so in part as a whole; None where no word is.

    A sign that touches a word outside is left out.
    """
    words = [start + one.start() for one in _OF_A_WORD.finditer(text[start:end])]
    if not words:
        return None
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    if start and _OF_A_WORD.match(text[start - 1]):
        start = words[0]
        while start and _OF_A_WORD.match(text[start - 1]):
            start -= 1
    if end < len(text) and _OF_A_WORD.match(text[end]):
        end = words[-1] + 1
        while end < len(text) and _OF_A_WORD.match(text[end]):
            end += 1
    return start, end
