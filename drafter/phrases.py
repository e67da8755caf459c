"""Phrases: words with facts in them, in files that people can translate.

    clauses: “{count} {count:clause|clauses}, {guidance}”

A fact replaces its name in braces. Where a colon follows the name, the number chooses a word from the list
after the colon, or from the phrase that is named there. The choice follows gettext's rule of the language;
for English it is “n != 1”.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from drafter.files import shipped_folder
from drafter.model import Citation, Matrix
from drafter.nodes import Problems
from drafter.problems import Severity, did_you_mean, raise_on_errors
from drafter.records import Reader, Record, choice, list_of, optional, read_mapping, required, text

PHRASES_FILE = "phrases.yaml"
ENGLISH = "n != 1"
_FACT = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<words>[^{}]*))?\}")

PluralRule = Callable[[int], int]


def plural_rule(expression: str) -> PluralRule:
    """Return the rule that chooses a plural form for a number, from 0.

    Args:
        expression: An expression as in gettext's “Plural-Forms”, such as ``n%10==1 && n%100!=11 ? 0 : 1``
            (https://www.gnu.org/software/gettext/manual).

    Raises:
        ValueError: If it is no such expression.
    """
    return gettext.c2py(expression)


def names_in(phrase: str) -> frozenset[str]:
    """Return the names of the facts in a phrase."""
    return frozenset(found["name"] for found in _FACT.finditer(phrase))


class Phrases:
    """The phrases of one language.

    Args:
        texts: The phrases by key.
        rule: The language's rule for plurals.
    """

    def __init__(self, texts: Mapping[str, str], rule: PluralRule | None = None) -> None:
        self._texts = texts
        self._pieces: dict[str, list[str]] = {}  # phrases, split at their facts
        self._rule = rule or plural_rule(ENGLISH)

    def plural(self, number: int, *words: str) -> str:
        """Return the word for a number; the last word if there are too few."""
        return words[min(self._rule(number), len(words) - 1)]

    def number(self, count: int) -> str:
        """Return a number for running text; below ten in words.

        The rule is that of the United Nations Editorial Manual.
        """
        words = self._texts["numbers"].split("|")
        return words[count] if 0 <= count < len(words) else f"{count:,}"

    def in_a_row(self, words: Sequence[str]) -> str:
        """Return a list in a sentence: "Africa, Europe and Western Asia"."""
        if len(words) < 2:  # noqa: PLR2004
            return "".join(words)
        return self.say("last-of-list", others=", ".join(words[:-1]), last=words[-1])

    def paragraph(self, citation: Citation) -> str:
        """Return “para. 19 (h)”, or the phrase for an unknown paragraph."""
        if not citation.paragraph:
            return self.say("no-paragraph", id=citation.id)
        key = "paragraph-lettered" if citation.letter else "paragraph"
        printed = self.say(key, number=citation.number, letter=citation.letter)
        return self.say("point", paragraph=printed, point=citation.point) if citation.point else printed

    def places(self, unit: str, places: Sequence[str]) -> str:
        """Return “paras. 5 and 12 (a)”: places in one document.

        Args:
            unit: The word before the number in print: “para.”.
            places: The places in order: “5”, “12 (a)”, “18, para. 3”.
        """
        key = f"unit-{unit.rstrip('.')}"
        listed = self.in_a_row([place.replace(" ", "\N{NO-BREAK SPACE}") for place in places])
        return self.say(key if key in self._texts else "unit", unit=unit, count=len(places), listed=listed)

    def of(self, matrix: Matrix) -> Phrases:
        """Return these phrases with a matrix's words for its regions."""
        key = "regions-are" if any(region.meeting for region in matrix.regions) else "contributors-are"
        words = "|".join(matrix.regions_are) or self._texts[key]
        return Phrases({**self._texts, "regions-are": words}, self._rule)

    def say(self, key: str, /, **facts: object) -> str:
        """Return a phrase with its facts.

        Args:
            key: The key of the phrase.
            facts: The facts by name; numbers where they choose words.

        Raises:
            KeyError: If there is no such phrase, or a fact is missing.
        """
        pieces = self._pieces.get(key)
        if pieces is None:
            pieces = self._pieces[key] = _FACT.split(self._texts[key])
        if len(pieces) == 1:
            return pieces[0]
        words = [pieces[0]]
        for place in range(1, len(pieces), 3):
            words += (self._fact(facts[pieces[place]], pieces[place + 1]), pieces[place + 2])
        return "".join(words)

    def _fact(self, value: object, words: str | None) -> str:
        """Return a fact, or the word that its number chooses."""
        if words is None:
            return str(value)
        if words == "numbers":
            return self.number(int(str(value)))
        # Without a stroke, what follows the colon is the key of the phrase with the words.
        return self.plural(int(str(value)), *(words if "|" in words else self._texts[words]).split("|"))


# A code may have several messages. A word after a stroke distinguishes them.
_CATALOGUE = Record(
    "the catalogue",
    lambda findings: {finding["code"]: finding for finding in findings},
    findings=required(
        list_of(
            Record(
                "a finding",
                dict[str, Any],
                code=required(text),
                severity=required(choice("severity", Severity)),
                message=required(text),
                hint=optional(text, ""),
            )
        )
    ),
)


class Catalogue:
    """The messages of the problems that a package reports.

    Args:
        path: The package's ``catalogue.yaml``, which is read when the first message is needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _read(self) -> tuple[dict[str, dict[str, Any]], Phrases]:
        findings, problems = _CATALOGUE.load(self._path)
        raise_on_errors(problems.in_order())
        hints = {f"{code} hint": finding["hint"] for code, finding in findings.items()}
        return findings, Phrases({code: finding["message"] for code, finding in findings.items()} | hints)

    def say(self, key: str, /, **facts: object) -> tuple[str, Severity, str, str]:
        """Return code, severity, message and hint of a problem.

        Args:
            key: Its code; with “/” and a word where the code has several messages.
            facts: The facts in the message.
        """
        findings, phrases = self._read
        code, severity = key.partition("/")[0], findings[key]["severity"]
        return code, severity, phrases.say(key, **facts), phrases.say(f"{key} hint", **facts)


@cache
def load_phrases(folder: Path | None = None) -> Phrases:
    """Read the phrases that all forms share, and those that a form replaces.

    Args:
        folder: The form's folder.

    Raises:
        ContentError: With all problems of the form's file.
    """
    shared, rule = _read(shipped_folder("templates") / "common" / PHRASES_FILE)
    file = folder / PHRASES_FILE if folder else None
    if file is None or not file.is_file():
        return Phrases(shared, rule)
    texts, rule_of_form = _read(file, shared)
    return Phrases({**shared, **texts}, rule_of_form or rule)


def _read(path: Path, shared: Mapping[str, str] | None = None) -> tuple[dict[str, str], PluralRule | None]:
    record = Record(
        "the file",
        lambda plural, phrases: (phrases, plural),
        plural=optional(_plural),
        phrases=optional(_phrases(shared), {}),
    )
    found, problems = record.load(path)
    raise_on_errors(problems.in_order())
    return found


def _plural(node: yaml.Node | None, problems: Problems, what: str) -> PluralRule | None:
    try:
        return plural_rule(text(node, problems, what))
    except ValueError as error:
        problems.add(
            "bad-plural", node, f"this is not a rule for plurals: {error}", f"For English, write: {ENGLISH}"
        )
        return None


def _phrases(shared: Mapping[str, str] | None) -> Reader[dict[str, str]]:
    """Make a reader of phrases; it knows the shared phrases and their names."""

    def read(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, str]:
        keys = shared if shared is not None else [key.value for key, _ in node.value] if node else []
        phrases = {}
        for key, value in read_mapping(node, problems, what, keys).items():
            phrases[key] = text(value, problems, f"the phrase “{key}”")
            known = names_in(shared[key] if shared else phrases[key])
            for name in sorted(names_in(phrases[key]) - known):
                hint = (
                    did_you_mean(name, known)
                    or f"Names that can be used here: {', '.join(sorted(known)) or 'none'}."
                )
                problems.add("unknown-name", value, f"unknown name “{name}”", hint)
        return phrases

    return read
