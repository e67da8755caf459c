"""What kind of recommendation a text is, by the rules of ``kinds.yaml``."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path

import yaml

from drafter.problems import raise_on_errors
from drafter.store.strict_yaml import Problems, compose, read_list, read_mapping, require_text

_ANYWHERE = ".*"


class Kind(StrEnum):
    """What a recommendation is, and so where in a declaration it can stand."""

    ACTION = "action"  # what States undertake
    REQUEST = "request"  # addressed to somebody else
    PRINCIPLE = "principle"  # a statement to affirm rather than do
    GUIDANCE = "guidance"  # about the declaration or the Congress itself: no clause


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
class Rules:
    """All rules, in the order in which they are tried."""

    kinds: tuple[Rule, ...]
    narrative: tuple[Rule, ...]

    def kind_of(self, text: str) -> Kind:
        """The kind of a recommendation with this text; an action where no rule says otherwise."""
        for rule in self.kinds:
            if rule.kind and rule.fits(text):
                return rule.kind
        return Kind.ACTION

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
    top = read_mapping(root, problems, "the rules", required=("kinds", "narrative"))
    kinds = tuple(_read_rules(top.get("kinds"), problems, has_kind=True))
    narrative = tuple(_read_rules(top.get("narrative"), problems, has_kind=False))
    raise_on_errors(problems.in_order())
    return Rules(kinds, narrative)


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
