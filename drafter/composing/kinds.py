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
from drafter.store.strict_yaml import (
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
class Substance:
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
    substance: tuple[Substance, ...] = ()

    def kind_of(self, text: str) -> Kind:
        """The kind of a recommendation with this text; an action where no rule says otherwise."""
        for rule in self.kinds:
            if rule.kind and rule.fits(text):
                return rule.kind
        return Kind.ACTION

    def kind(self, item: Recommendation) -> Kind:
        """The kind of a recommendation: what a person said it is, or what its text tells."""
        return item.kind or self.kind_of(item.text)

    def substance_of(self, guidance: str) -> Substance | None:
        """How guidance can be made a clause; None where it cannot."""
        return next((rule for rule in self.substance if rule.pattern.match(guidance)), None)

    def is_narrative(self, sentence: str) -> bool:
        """Whether a sentence only narrates what was said at a meeting."""
        return any(rule.fits(sentence) for rule in self.narrative)


@functools.cache
def load_rules() -> Rules:
    """The rules that ship with drafter.

    Raises:
        ContentError: with every fault in the file.
    """
    path = Path(str(resources.files("drafter.composing").joinpath("kinds.yaml")))
    root, problems = compose(path)
    top = read_mapping(root, problems, "the rules", required=("kinds", "narrative", "substance"))
    kinds = tuple(_read_rules(top.get("kinds"), problems, has_kind=True))
    narrative = tuple(_read_rules(top.get("narrative"), problems, has_kind=False))
    substance = tuple(_read_substance(top.get("substance"), problems))
    raise_on_errors(problems.in_order())
    return Rules(kinds, narrative, substance)


def _read_substance(node: yaml.Node | None, problems: Problems) -> Iterator[Substance]:
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
            yield Substance(Kind(kind), pattern, put, text.get("example", ""), text.get("reason", ""))


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
