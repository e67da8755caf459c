"""The verb that a text opens with, perhaps behind an adverb or an introduction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple


class Verb(NamedTuple):
    """Where a verb stands: with its adverb, by itself, and to the end of the last of several."""

    start: int
    bare: int
    end: int


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs with which a text can say what is to be done; finds them."""

    words: frozenset[str]

    def main(self, text: str) -> Verb | None:
        """The verb at the beginning, or behind what introduces it: “In order to ensure …, include …”."""
        if not _INTRODUCTION.match(text):
            return self.at(text, 0)
        end = _SENTENCE_PART.match(text)
        found = None
        for comma in re.finditer(", ", text[: end.end()] if end else text):
            verb = self.at(text, comma.end())
            if verb and not _SERIES.match(text, verb.end):
                found = verb
                # “In order to prevent, investigate and prosecute crime, adopt …”: it is not the first comma.
                if text[: comma.start()].rsplit(" ", 1)[-1] not in self.words:
                    break
        return found or self.at(text, 0)

    def further(self, text: str, start: int) -> int | None:
        """Where a further verb stands after a semicolon, behind a place: “…; in doing so, take …”."""
        places = (found.end() for found in _FURTHER.finditer(text, start))
        return next((place for place in places if self.at(text, place)), None)

    def at(self, text: str, place: int) -> Verb | None:
        """The verb at a place, perhaps behind an adverb, with others that follow: “develop and fund”."""
        adverb = _ADVERB.match(text, place)
        words = (_WORD.match(text, start) for start in ((adverb.end(), place) if adverb else (place,)))
        word = next((w for w in words if w and _ISE.sub("ize", w[0].lower()) in self.words), None)
        if word is None:
            return None
        particle = _PARTICLE.match(text, word.end())
        end = particle.end() if particle else word.end()
        while (joint := _JOINT.match(text, end)) and (following := self.at(text, joint.end())):
            end = following.end
        return Verb(place, word.start(), end)


# “Follow-up on it”, but not “post-release supervision”.
_WORD = re.compile(r"\w++(?!-(?!(?:out|up)\b))")
_ISE = re.compile(r"(?<=[lnrt])ise$")
_ADVERB = re.compile(r"(?:\w+ly|[Ff]urther|[Aa]lso|[Bb]etter),? (?:and \w+ly )?")
_PARTICLE = re.compile(r" (?:available|forward|out|up)\b")
_JOINT = re.compile(r", and |, or |, | and | or ")
_SERIES = re.compile(r"(?:,| and| or) ")
_FURTHER = re.compile(r"(?<!to); (?:and,? )?(?:in doing so, |for [^;,]*, )?")
_INTRODUCTION = re.compile(
    r"(?:[A-Z]\w*ing|After|As|At|Based on|Before|By|During|For|Given|If|In|On|Pursuant to|Subject to|Through|"
    r"To (?:this|that) (?:end|effect)|Under|Until|Upon|When|Where|Wherever|While|With|Within|Without)\b"
)
_SENTENCE_PART = re.compile(r"[^;.:]*")
