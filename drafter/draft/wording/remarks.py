"""Makes remarks on the words of a clause, by the rules of ``kinds.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter.draft.model import Remark
from drafter.form.forms import Form
from drafter.form.outline import Voice
from drafter.matrix.kinds import load_rules
from drafter.model import Noticed

# A comment quotes so many characters at most.
_LONGEST_QUOTATION = 80
# “The the”, “Strengthen, develop, strengthen”; a shorter word may well occur twice in a series. A blank first
# makes the search fast.
_TWICE = re.compile(r" ((\w++)(?:\s++\2\b|, \w++, \2\b))", re.IGNORECASE)
_LONG_WORD = 5

_Found = tuple[int, int, Remark]  # where its words begin and end


def remarks_on(text: str, voice: Voice, form: Form, noticed: Iterable[Noticed] = ()) -> tuple[Remark, ...]:
    """Return remarks on a text, each remark once, in the order of the text.

    Args:
        text: The words of a clause, with abbreviations as the source has them.
        voice: The voice of its part.
        form: The form, whose phrases name the remarks.
        noticed: What readers noticed in its sources.
    """
    say = form.phrases.say
    found = [*_by_rules(text, voice, form), *_noticed(text, noticed)]
    found += [
        (*twice.span(), Remark(say("twice", words=twice[1]), twice[1]))
        for twice in _TWICE.finditer(f" {text}")
        if "," not in twice[1] or len(twice[2]) >= _LONG_WORD
    ]
    for word in form.glossary.unknown_in(text):
        start = text.find(word)
        found.append((start, start + len(word), Remark(say("not-in-glossary", short=word), word)))
    found.sort(key=lambda item: (item[0], -item[1]))
    remarks: list[Remark] = []
    if not text.startswith("We ") and not load_rules().verbs.main(text.removeprefix("To ")):
        remarks.append(Remark(say("no-known-verb")))
    end = 0
    for start, stop, remark in found:
        if start >= end and remark not in remarks:  # “the countries of the region” is not “the region” too
            remarks.append(remark)
            end = stop
    return tuple(remarks)


def _by_rules(text: str, voice: Voice, form: Form) -> Iterator[_Found]:
    for rule in load_rules().remarks.possible(text):
        if rule.kind and voice is Voice.FIRST_PERSON:
            continue
        for match in rule.pattern.finditer(text):
            words = match[0].strip()
            remark = Remark(form.phrases.say(rule.says, words=words[:_LONGEST_QUOTATION]), words)
            yield match.start(), match.end(), remark


def _noticed(text: str, noticed: Iterable[Noticed]) -> Iterator[_Found]:
    """Give the remarks of readers, in any case: a verb may lose its capital."""
    for item in noticed:
        if match := re.search(re.escape(item.words), text, re.IGNORECASE):
            yield *match.span(), Remark(item.says, match[0])
