"""What kind of recommendation a text is, by the rules of ``kinds.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

from drafter.model import Kind, Recommendation
from drafter.problems import raise_on_errors
from drafter.records import (
    Problems,
    compose,
    read_choice,
    read_list,
    read_mapping,
    read_pattern,
    read_text_value,
    require_text,
)

_ANYWHERE = ".*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern.

    Attributes:
        kind: What a text is in which it is found; None for narrative sentences.
        pattern: What is looked for.
        anywhere: Whether it may stand anywhere, or must stand at the beginning.
        example: A text in which it is found.
        reason: Why it decides.
    """

    kind: Kind | None
    pattern: re.Pattern[str]
    anywhere: bool
    example: str
    reason: str

    def fits(self, text: str) -> bool:
        """Whether the pattern is found in a text."""
        found = self.pattern.search(text) if self.anywhere else self.pattern.match(text)
        return found is not None


@dataclass(frozen=True, slots=True)
class GuidanceRule:
    """What guidance wants said in the declaration, as a clause.

    Attributes:
        kind: What the clause is.
        pattern: What is taken from the beginning of the guidance.
        put: What stands there instead.
        example: A text in which it is found.
        reason: Why it can be a clause.
    """

    kind: Kind
    pattern: re.Pattern[str]
    put: str
    example: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order in which they are tried."""

    kinds: tuple[Rule, ...]
    narrative: tuple[Rule, ...]
    guidance_rules: tuple[GuidanceRule, ...] = ()

    def kind_of(self, text: str) -> Kind:
        """The kind of a recommendation with this text; an action where no rule says otherwise."""
        for rule in self.kinds:
            if rule.kind and rule.fits(text):
                return rule.kind
        return Kind.ACTION

    def kind(self, item: Recommendation) -> Kind:
        """The kind of a recommendation: what a person said it is, or what its text tells."""
        return item.kind or self.kind_of(item.text)

    def substance_of(self, guidance: str) -> GuidanceRule | None:
        """How guidance can be made a clause; None where it cannot."""
        return next((rule for rule in self.guidance_rules if rule.pattern.match(guidance)), None)

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


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with drafter.

    Raises:
        ContentError: with every fault in the file.
    """
    path = Path(str(resources.files("drafter.matrix").joinpath("kinds.yaml")))
    root, problems = compose(path)
    top = read_mapping(root, problems, "the rules", required=("kinds", "narrative", "substance"))
    kinds = tuple(_read_rules(top.get("kinds"), problems, has_kind=True))
    narrative = tuple(_read_rules(top.get("narrative"), problems, has_kind=False))
    guidance_rules = tuple(_read_substance(top.get("substance"), problems))
    raise_on_errors(problems.in_order())
    return Rules(kinds, narrative, guidance_rules)


def _read_substance(node: yaml.Node | None, problems: Problems) -> Iterator[GuidanceRule]:
    for item in read_list(node, problems, "rules"):
        values = read_mapping(
            item, problems, "a rule", required=("kind", "pattern", "example", "reason"), optional=("put",)
        )
        text = {
            key: require_text(value, problems, f"a rule's {key}")
            for key, value in values.items()
            if key not in ("kind", "put")
        }
        kind = read_choice(values.get("kind"), problems, "kind", list(Kind))
        pattern = read_pattern(values.get("pattern"), problems)
        if kind and pattern:
            put = read_text_value(values.get("put"), problems, "what is put there") or ""
            yield GuidanceRule(Kind(kind), pattern, put, text.get("example", ""), text.get("reason", ""))


def _read_rules(node: yaml.Node | None, problems: Problems, *, has_kind: bool) -> list[Rule]:
    rules = []
    for item in read_list(node, problems, "rules"):
        values = read_mapping(
            item,
            problems,
            "a rule",
            required=(*(("kind",) if has_kind else ()), "pattern", "example", "reason"),
        )
        text = {key: require_text(value, problems, f"a rule's {key}") for key, value in values.items()}
        kind = text.get("kind")
        if kind and kind not in set(Kind):
            problems.unknown("kind", values["kind"], kind, list(Kind))
            continue
        try:
            expression = text.get("pattern", "")
            # The same as matching “.*” first, and several times as fast.
            anywhere = expression.startswith(_ANYWHERE)
            pattern = re.compile(expression.removeprefix(_ANYWHERE), re.DOTALL)
        except re.error as error:
            problems.add("bad-pattern", values["pattern"], f"not a regular expression: {error}")
            continue
        rules.append(
            Rule(
                Kind(kind) if kind else None,
                pattern,
                anywhere,
                text.get("example", ""),
                text.get("reason", ""),
            )
        )
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
