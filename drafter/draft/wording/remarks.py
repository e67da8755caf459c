"""What an editor should decide about the words of a clause, by the rules of ``kinds.yaml``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import eq

from drafter.draft.model import Remark
from drafter.form.forms import Form
from drafter.form.outline import Voice
from drafter.matrix.kinds import load_rules
from drafter.model import Noticed

# A comment quotes so many characters at most.
_LONGEST_QUOTATION = 80
# So many words in a row say something; fewer are a name or a set phrase that may well stand twice.
_REPEATED = 8
# A shorter word may well stand twice in a series.
_LONG_WORD = 5
_WORD = re.compile(r"\w+")

_Found = tuple[int, int, Remark]  # where its words begin and end
_Word = tuple[str, int, int]  # in small letters, and where it begins and ends


def remarks_on(text: str, voice: Voice, form: Form, noticed: Iterable[Noticed] = ()) -> tuple[Remark, ...]:
    """Return what to decide about a text, each thing once, in the order of the text.

    Args:
        text: The words of a clause, with abbreviations as the source has them.
        voice: How its part speaks.
        form: In whose phrases it is said.
        noticed: What readers noticed in its sources.
    """
    say = form.phrases.say
    found = [*_by_rules(text, voice, form), *_repetitions(text, form), *_noticed(text, noticed)]
    for word in form.glossary.unknown_in(text):
        start = text.find(word)
        found.append((start, start + len(word), Remark(say("not-in-glossary", short=word), word)))
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[Remark] = []
    if not load_rules().verbs.main(text.removeprefix("To ")) and not text.startswith("We "):
        kept.append(Remark(say("no-known-verb")))
    end = 0
    for start, stop, remark in found:
        if start >= end and remark not in kept:  # “the countries of the region” is not “the region” too
            kept.append(remark)
            end = stop
    return tuple(kept)


def _by_rules(text: str, voice: Voice, form: Form) -> Iterator[_Found]:
    for rule in load_rules().remarks:
        for words in rule.needs:  # a call for each of these would take half of the time
            if words in text:
                break
        else:
            if rule.needs:
                continue
        if rule.kind and voice is Voice.FIRST_PERSON:
            continue
        for match in rule.pattern.finditer(text):
            words = match[0].strip()
            remark = Remark(form.phrases.say(rule.says, words=words[:_LONGEST_QUOTATION]), words)
            yield match.start(), match.end(), remark


def _noticed(text: str, noticed: Iterable[Noticed]) -> Iterator[_Found]:
    """Give what readers noticed; the verb at the beginning of a clause may have lost its capital."""
    for item in noticed:
        if found := re.search(re.escape(item.words), text, re.IGNORECASE):
            yield *found.span(), Remark(item.says, found[0])


def _repetitions(text: str, form: Form) -> Iterator[_Found]:
    """Give words and long stretches that stand twice."""
    folded = _WORD.findall(text.casefold())
    if not (
        any(map(eq, folded, folded[1:]))
        or any(
            first == third and len(first) >= _LONG_WORD
            for first, third in zip(folded, folded[2:], strict=False)
        )
        or _has_repeated(folded)
    ):
        return  # most texts: their places are not needed
    words = [(word[0].casefold(), *word.span()) for word in _WORD.finditer(text)]
    for start, end, says in (*_doubled(words, text), *_repeated(words)):
        yield start, end, Remark(form.phrases.say(says, words=text[start:end]), text[start:end])


def _has_repeated(words: Sequence[str]) -> bool:
    if len(words) - len(set(words)) < _REPEATED:
        return False
    stretches = list(zip(*(words[start:] for start in range(_REPEATED)), strict=False))
    return len(set(stretches)) < len(stretches)


def _doubled(words: Sequence[_Word], text: str) -> Iterator[tuple[int, int, str]]:
    """Give a word that stands twice: “the the”, “Strengthen, develop, strengthen”."""
    for (first, start, end), (second, other, stop) in itertools.pairwise(words):
        if first == second and text[end:other].isspace():
            yield start, stop, "twice"
    for (first, start, _), (third, other, stop) in zip(words, words[2:], strict=False):
        if first == third and len(first) >= _LONG_WORD and text[start:other].count(",") > 1:
            yield start, stop, "twice"


def _repeated(words: Sequence[_Word]) -> Iterator[tuple[int, int, str]]:
    """Give a long stretch of words that stands twice: the second time of it."""
    seen: set[tuple[str, ...]] = set()
    folded = [word[0] for word in words]
    for first in range(len(words) - _REPEATED + 1):
        stretch = tuple(folded[first : first + _REPEATED])
        if stretch in seen:
            yield words[first][1], words[first + _REPEATED - 1][2], "stretch-twice"
        seen.add(stretch)
