"""Phrases: words with facts in them, which stand in files that people can translate, and not in the code.

    clauses: “{count} {count:clause|clauses}, {guidance}”

A name in braces is replaced by the fact; a name and a colon by one of the words behind it, as the number asks
for in the language. Which of them that is, gettext's rule of the language says: “n != 1” for English.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping

ENGLISH = "n != 1"
_FACT = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<words>[^{}]*))?\}")

PluralRule = Callable[[int], int]


def plural_rule(expression: str) -> PluralRule:
    """Which word a number asks for, from 0.

    Args:
        expression: As gettext has it in “Plural-Forms” (https://www.gnu.org/software/gettext/manual), such as
            ``n%10==1 && n%100!=11 ? 0 : 1``.

    Raises:
        ValueError: if it is none.
    """
    return gettext.c2py(expression)


def names_in(phrase: str) -> frozenset[str]:
    """The names of the facts in a phrase."""
    return frozenset(found["name"] for found in _FACT.finditer(phrase))


class Phrases:
    """The phrases of one language.

    Args:
        texts: Each by its key.
        plural: The language's rule.
    """

    def __init__(self, texts: Mapping[str, str], plural: PluralRule | None = None) -> None:
        self._texts = texts
        self._plural = plural or plural_rule(ENGLISH)

    def say(self, key: str, /, **facts: object) -> str:
        """A phrase with its facts.

        Args:
            key: Of the phrase.
            facts: What its names stand for; a number where words are chosen by it.

        Raises:
            KeyError: if there is no such phrase, or a name in it stands for nothing.
        """

        def one(found: re.Match[str]) -> str:
            value = facts[found["name"]]
            if found["words"] is None:
                return str(value)
            words = found["words"].split("|")
            return words[min(self._plural(int(str(value))), len(words) - 1)]

        return _FACT.sub(one, self._texts[key])
