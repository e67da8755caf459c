"""Tells what kind of recommendation a text is, by ``kinds.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from drafter.model import Kind, Recommendation
from drafter.problems import raise_on_errors
from drafter.records import (
    Key,
    Record,
    choice,
    list_of,
    one_or_many,
    optional,
    required,
    text,
    yes_or_no,
)
from drafter.text import capitalized, split_sentences


class Rule(Struct, frozen=True, dict=True):
    """One pattern.

    Attributes:
        regex: A regular expression, in which a full stop matches line ends too.
        anywhere: Whether it is looked for anywhere, or at the beginning alone.
        example: A text in which it is found.
        reason: Why the rule is right.
        kind: The kind of a text in which it is found; None where the rule decides no kind.
        needs: Words of which a text must have at least one, for speed; empty for no such words.
        put: The words that replace what is found; each list of rules uses them in its way.
        says: The phrase that tells a person what to look at.
    """

    regex: str
    example: str
    reason: str = ""
    anywhere: bool = False
    needs: tuple[str, ...] = ()
    kind: Kind | None = None
    put: str = ""
    says: str = ""

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when a text first has the words that it needs."""
        return re.compile(self.regex, re.DOTALL)

    def fits(self, text: str) -> bool:
        """Tell whether the pattern is found in a text that may have it."""
        found = self.pattern.search(text) if self.anywhere else self.pattern.match(text)
        return found is not None


class RuleList:
    """Rules in the order in which they are tried.

    Most texts fit no rule; a few searches tell that.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._by_words: dict[str, list[Rule]] = {}
        for rule in rules:
            for words in rule.needs:
                self._by_words.setdefault(words, []).append(rule)
        self._without_words = [rule for rule in rules if not rule.needs]

    def __iter__(self) -> Iterator[Rule]:
        """Give the rules."""
        return iter(self._rules)

    @functools.cached_property
    def _beginnings(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{rule.regex})" for rule in self._without_words), re.DOTALL)

    def possible(self, text: str) -> Sequence[Rule]:
        """Return the rules that may fit, by the words that they need."""
        found = [rule for words, rules in self._by_words.items() if words in text for rule in rules]
        if not found:
            return self._without_words
        return [rule for rule in self._rules if not rule.needs or rule in found]

    def first(self, *texts: str) -> Rule | None:
        """Return the first rule that fits the first text that any rule fits."""
        for words in texts:
            rules = self.possible(words)
            if rules is not self._without_words or self._beginnings.match(words):
                for rule in rules:
                    if rule.fits(words):
                        return rule
        return None


class Rules(Struct, frozen=True, eq=False, dict=True):
    """All rules, in the order in which they are tried.

    Attributes:
        verbs: Finds the verb with which a text says what is to be done.
        kinds: Rules that tell what a recommendation is.
        frames: Rules that find words which only report a recommendation: “The meeting recommended that …”.
        narrative: Rules that find sentences which only narrate what happened at a meeting.
        substance: Rules that make a clause of guidance by removing what they find.
        hedges: The words that weaken a commitment, each with its forms, the basic form first.
        firm: The words that leave no choice, likewise.
        remarks: Rules that find what a person should look at. A rule with a kind is for such clauses alone.
    """

    verbs: Verbs
    kinds: RuleList
    frames: RuleList
    narrative: RuleList
    substance: RuleList
    hedges: tuple[tuple[str, ...], ...]
    firm: tuple[tuple[str, ...], ...]
    remarks: RuleList

    @functools.cache  # noqa: B019  # the rules are loaded once
    def rule_of(self, text: str) -> Rule | None:
        """Return the rule that tells the kind of a text, or None."""
        texts = [text]
        if text.startswith("We "):
            texts.append(text := capitalized(text[3:]))
        main = self.verbs.main(text)
        if main and main.bare:
            texts.append(capitalized(text[main.bare :]))
        return self.kinds.first(*texts)

    def kind_of(self, text: str) -> Kind:
        """Return the kind of a text; an action where no rule says otherwise."""
        text = self.unframed(text)
        rule = self.rule_of(text)
        return rule.kind if rule and rule.kind else Kind.PRINCIPLE if text.startswith("We ") else Kind.ACTION

    def kind(self, item: Recommendation) -> Kind:
        """Return the kind that a person decided, or else that the text has."""
        return item.kind or self.kind_of(item.text)

    def substance_of(self, guidance: str) -> Rule | None:
        """Return how guidance can be made a clause; None where it cannot."""
        return self.substance.first(guidance)

    @functools.cache  # noqa: B019  # likewise
    def is_narrative(self, sentence: str) -> bool:
        """Tell whether a sentence only narrates what happened at a meeting."""
        return self.narrative.first(sentence) is not None

    def is_only_narrative(self, text: str) -> bool:
        """Tell whether a text has narrative sentences only."""
        text = self.unframed(text)
        return all(self.is_narrative(text[start:end]) for start, end in split_sentences(text))

    def narrative_in(self, text: str) -> tuple[int, int, str] | None:
        """Find the place and words of the first narrative sentence among others."""
        spans = split_sentences(text)
        narrative = [n for n, (start, end) in enumerate(spans) if self.is_narrative(text[start:end])]
        if not narrative or len(narrative) == len(spans):
            return None
        number = narrative[0]
        start, end = spans[number]
        words = text[start:end]
        return (spans[number - 1][1], end, words) if number else (0, spans[1][0], words)

    @functools.cache  # noqa: B019  # likewise
    def frame_in(self, text: str) -> tuple[int, int, str] | None:
        """Find the first frame: its place, and the words that replace it."""
        rules = self.frames.possible(text)
        spans = split_sentences(text) if rules else ()
        for number, (start, _) in enumerate(spans):
            for rule in rules:
                found = rule.pattern.match(text, start)
                if found is None:
                    continue
                end = found.end()
                words = rule.put.format_map(
                    {key: _direct(key, value or "") for key, value in found.groupdict().items()}
                )
                if words.startswith(","):
                    if number:
                        return spans[number - 1][1] - 1, end, words
                elif words:
                    return start, end, capitalized(words)
                elif self.verbs.at(text, end):
                    return start, end + 1, text[end].upper()
        return None

    @functools.cache  # noqa: B019  # likewise
    def unframed(self, text: str) -> str:
        """Return a text without the frames around what was recommended."""
        while found := self.frame_in(text):
            start, end, words = found
            text = text[:start] + words + text[end:]
        return text


def _direct(name: str, words: str) -> str:
    """Turn reported speech into direct speech: “such training”.

    Args:
        name: The name of the group. Words that name nobody become small letters: “REQUESTS”.
        words: The words.
    """
    if name not in _NAMES:
        return words.lower()
    words = words.removesuffix(" should")
    if words.split(" ", 1)[0] in _SMALL:
        words = words[0].lower() + words[1:]
    return _HAD.sub(r"\1have", words)


_NAMES = ("who", "what")
_SMALL = frozenset("A All An Such That The These This Those".split())
_HAD = re.compile(r"\b((?:that|which|who) )had\b")


# The verb that a text opens with


class Verb(NamedTuple):
    """Where a verb begins with and without its adverb, and where it ends.

    The end is that of the last verb joined to it.
    """

    start: int
    bare: int
    end: int


class Verbs(Struct, frozen=True, eq=False):
    """The verbs with which a text can say what is to be done; finds them."""

    words: frozenset[str]

    @functools.cache  # noqa: B019  # likewise
    def main(self, text: str) -> Verb | None:
        """Find the first verb, after an introduction such as “In order to …,”."""
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
        """Find a verb that follows a later semicolon: “…; in doing so, take …”."""
        places = (found.end() for found in _FURTHER.finditer(text, start))
        return next((place for place in places if self.at(text, place)), None)

    def at(self, text: str, place: int) -> Verb | None:
        """Find the verb at a place, with those joined to it: “develop and fund”."""
        verb = _VERB.match(text, place)
        if verb and verb["adverb"] and verb["word"].lower() not in self.words:
            verb = _BARE_VERB.match(text, place)
        if verb is None or verb["word"].lower() not in self.words:
            return None
        end = verb.end()
        while (joint := _JOINT.match(text, end)) and (following := self.at(text, joint.end())):
            end = following.end
        return Verb(place, verb.start("word"), end)


_BARE_VERB = re.compile(r"(?P<word>\w+)(?: (?:available|forward|out|up)\b)?")
_VERB = re.compile(
    rf"(?P<adverb>(?:\w+ly|[Ff]urther|[Aa]lso|[Bb]etter),? (?:and \w+ly )?)?{_BARE_VERB.pattern}"
)
_JOINT = re.compile(r", and |, or |, | and | or ")
_SERIES = re.compile(r"(?:,| and| or) ")
_FURTHER = re.compile(r"; (?<!to; )(?:and,? )?(?:in doing so, |for [^;,]*, )?")
_INTRODUCTION = re.compile(
    r"(?:[A-Z]\w*ing|After|As|At|Based on|Before|By|During|For|Given|If|In|On|Pursuant to|Subject to|Through|"
    r"To (?:this|that) (?:end|effect)|Under|Until|Upon|When|Where|Wherever|While|With|Within|Without)\b"
)
_SENTENCE_PART = re.compile(r"[^;.:]*")


# The file


_RULE_KEYS = {
    "regex": required(text, key="pattern"),
    "anywhere": optional(yes_or_no, default=False),
    "needs": optional(one_or_many(text), ()),
    "example": required(text),
    "reason": optional(text, ""),
}


def _in_british(verbs: Iterable[str]) -> Iterator[str]:
    """Give the spelling “realise” of “realize”."""
    return (f"{verb[:-3]}ise" for verb in verbs if verb.endswith(("lize", "nize", "rize", "tize")))


def _rules(**keys: Key) -> Key:
    """Declare rules that have these keys besides the common ones."""
    read = list_of(Record("a rule", Rule, **_RULE_KEYS, **keys))
    return required(lambda node, problems, what: RuleList(read(node, problems, what)))


_KIND = required(choice("kind", Kind))
_PUT = optional(text, "")
_FORMS = required(list_of(one_or_many(text), "a word"))
_FILE = Record(
    "the rules",
    lambda verbs, **lists: Rules(Verbs(frozenset([*verbs, *_in_british(verbs)])), **lists),
    verbs=required(list_of(text, "a verb")),
    kinds=_rules(kind=_KIND, put=_PUT, says=_PUT),
    frames=_rules(put=_PUT),
    narrative=_rules(),
    substance=_rules(kind=_KIND, put=_PUT, says=_PUT),
    remarks=_rules(kind=optional(choice("kind", Kind)), says=required(text)),
    hedges=_FORMS,
    firm=_FORMS,
)


@functools.cache
def load_rules() -> Rules:
    """Read the rules that ship with drafter.

    Raises:
        ContentError: with every problem in the file.
    """
    rules, problems = _FILE.load(Path(__file__).with_name("kinds.yaml"))
    raise_on_errors(problems.in_order())
    return rules


def without_narrative(text: str) -> str:
    """Return a text without the sentences that only narrate a meeting."""
    while found := load_rules().narrative_in(text):
        text = text[: found[0]] + text[found[1] :]
    return text
