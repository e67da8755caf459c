"""Named facts of recommendations, “position: noted”, and what of them a user asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drafter.model import Matrix, Recommendation
from drafter.problems import DrafterError, ExitStatus
from drafter.text.looks import did_you_mean

_MOST_LISTED = 12


def wanted_facts(matrix: Matrix, wanted: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What “position=supported” asks for: the names of facts, each with the values of which one will do.

    Args:
        matrix: The matrix, as which names and values are spelt.
        wanted: Names and values, in any case.

    Raises:
        DrafterError: if no recommendation has such a fact, or such a value of it, with the nearest.
    """
    found: dict[str, tuple[str, ...]] = {}
    for words in wanted:
        names = _spelt(name for item in matrix.recommendations for name in item.facts)
        # A name may have the sign in it: the longest that is known counts.
        signs = [at for at, sign in enumerate(words) if sign == "="]
        pairs = [(words[:at].strip(), words[at + 1 :].strip()) for at in signs]
        known = [(names[name.casefold()], value) for name, value in pairs if name.casefold() in names]
        if not known:
            given = pairs[0][0] if pairs else words.strip()
            example = "" if pairs else "Write a name and a value: position=supported. "
            message = f"no recommendation of {matrix.name} has a fact “{given}”"
            raise DrafterError(message, example + _hint(given, names, "facts"), status=ExitStatus.USAGE)
        name, value = known[-1]
        values = _spelt(_value(item, name) for item in matrix.recommendations)
        if value.casefold() not in values:
            message = f"no recommendation of {matrix.name} has “{value}” for “{name}”"
            raise DrafterError(message, _hint(value, values, "values"), status=ExitStatus.USAGE)
        found[name] = (*found.get(name, ()), values[value.casefold()])
    return found


def has_facts(item: Recommendation, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Whether a recommendation has, of every fact that is wanted, one of its values."""
    return all(_value(item, name).casefold() in map(str.casefold, values) for name, values in wanted.items())


def _value(item: Recommendation, name: str) -> str:
    value = next((value for key, value in item.facts.items() if key.casefold() == name.casefold()), "")
    return " ".join(value.split())  # on a command line it is one, however many paragraphs it has


def _spelt(words: Iterable[str]) -> dict[str, str]:
    """Words by themselves in small letters, as they are first spelt; without what is empty."""
    found: dict[str, str] = {}
    for word in filter(None, words):
        found.setdefault(word.casefold(), word)
    return found


def _hint(given: str, known: Mapping[str, str], what: str) -> str:
    listed = ", ".join(list(known.values())[:_MOST_LISTED])
    return did_you_mean(given, known.values()) or f"The {what} are: {listed or 'none in this matrix'}."
