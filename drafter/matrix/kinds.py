"""What kind of recommendation a text is, by the rules of ``kinds.yaml``."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from drafter.model import Kind, Recommendation
from drafter.problems import raise_on_errors
from drafter.records import Key, Record, choice, list_of, optional, pattern, required, text

_ANYWHERE = ".*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern.

    Attributes:
        pattern: What is looked for.
        anywhere: Whether it may stand anywhere, or must stand at the beginning.
        example: A text in which it is found.
        reason: Why it decides.
        kind: What a text is in which it is found; None for narrative sentences.
        put: What stands in place of what is found, where a clause is made of guidance.
    """

    pattern: re.Pattern[str]
    anywhere: bool
    example: str
    reason: str
    kind: Kind | None = None
    put: str = ""

    def fits(self, text: str) -> bool:
        """Whether the pattern is found in a text."""
        found = self.pattern.search(text) if self.anywhere else self.pattern.match(text)
        return found is not None


def _rule(pattern: re.Pattern[str] | None, example: str, reason: str, **facts: Any) -> Rule:  # noqa: ANN401  # what the keys give
    expression = pattern.pattern if pattern else ""
    # The same as matching “.*” first, and several times as fast.
    found = re.compile(expression.removeprefix(_ANYWHERE), re.DOTALL)
    return Rule(found, expression.startswith(_ANYWHERE), example, reason, **facts)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order in which they are tried.

    Attributes:
        kinds: Those that tell what a recommendation is.
        narrative: Those that tell a sentence which only narrates what was said at a meeting.
        substance: Those by which guidance can be made a clause: what they find is taken out.
    """

    kinds: tuple[Rule, ...]
    narrative: tuple[Rule, ...]
    substance: tuple[Rule, ...]

    def kind_of(self, text: str) -> Kind:
        """The kind of a recommendation with this text; an action where no rule says otherwise."""
        for rule in self.kinds:
            if rule.kind and rule.fits(text):
                return rule.kind
        return Kind.ACTION

    def kind(self, item: Recommendation) -> Kind:
        """The kind of a recommendation: what a person said it is, or what its text tells."""
        return item.kind or self.kind_of(item.text)

    def substance_of(self, guidance: str) -> Rule | None:
        """How guidance can be made a clause; None where it cannot."""
        return next((rule for rule in self.substance if rule.fits(guidance)), None)

    def is_narrative(self, sentence: str) -> bool:
        """Whether a sentence only narrates what was said at a meeting."""
        return any(rule.fits(sentence) for rule in self.narrative)

    def is_only_narrative(self, text: str) -> bool:
        """Whether nothing would be left of a text once its narrative sentences are set aside."""
        return all(self.is_narrative(text[start:end]) for start, end in split_sentences(text))

    def narrative_in(self, text: str) -> tuple[int, int, str] | None:
        """The first narrative sentence of a text that has others: the stretch that goes, and its words."""
        spans = split_sentences(text)
        narrative = [n for n, (start, end) in enumerate(spans) if self.is_narrative(text[start:end])]
        if not narrative or len(narrative) == len(spans):
            return None
        number = narrative[0]
        start, end = spans[number]
        words = text[start:end]
        return (spans[number - 1][1], end, words) if number else (0, spans[1][0], words)


def _rules(**keys: Key) -> Key:
    """Rules that have these keys besides those that all have."""
    every = {"pattern": required(pattern), "example": required(text), "reason": required(text)}
    return required(list_of(Record("a rule", _rule, **every, **keys)))


_KIND = required(choice("kind", Kind))
_FILE = Record(
    "the rules",
    Rules,
    kinds=_rules(kind=_KIND),
    narrative=_rules(),
    substance=_rules(kind=_KIND, put=optional(text, "")),
)


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with drafter.

    Raises:
        ContentError: with every fault in the file.
    """
    rules, problems = _FILE.load(Path(str(resources.files("drafter.matrix").joinpath("kinds.yaml"))))
    raise_on_errors(problems.in_order())
    return rules


def without_narrative(text: str, rules: Rules) -> str:
    """A text without the sentences that only narrate what was said at a meeting."""
    while found := rules.narrative_in(text):
        text = text[: found[0]] + text[found[1] :]
    return text


# Sentences

# A full stop, a blank and a capital end a sentence, but not after an abbreviation, a single capital
# (initials), or inside brackets: "(i) …; (ii) …" and "(education, policing, etc.)" stay whole. What closes
# a quotation or a bracket belongs to the sentence before.
_END = re.compile(r"(?<=[.!?])(?P<closing>[”\")]*)\s+(?=[“\"(]?[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|paras?|Nos?|vols?|arts?|chap|sect|cf|e\.g|i\.e|viz|Dr|Mr|Ms|Mrs|St)|\b[A-Z])\.$"
)


@functools.lru_cache(maxsize=256)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence of a text begins and ends, without the blanks between."""
    spans = []
    start = 0
    for end in _END.finditer(text):
        before = text[start : end.end("closing")]
        if _ABBREVIATION.search(before) or before.count("(") > before.count(")"):
            continue
        spans.append((start, end.end("closing")))
        start = end.end()
    spans.append((start, len(text)))
    return tuple(spans)
