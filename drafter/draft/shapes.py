"""Whether values are what the fields of a record hold, by its annotations; asked of what a file keeps."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

_Test = Callable[[object], bool]
_known: dict[type[Any], tuple[_Test, ...]] = {}


def fit(kind: type[Any], values: Sequence[Any]) -> bool:
    """Whether values can stand in the fields of a record, in their order; later ones may be missing.

    Args:
        kind: The record; or ``dict``, which is made of pairs of texts.
        values: What it is to be made of.
    """
    if kind not in _known:
        _known[kind] = _tests(kind)
    return all(test(value) for test, value in zip(_known[kind], values, strict=False))


def _tests(kind: type[Any]) -> tuple[_Test, ...]:
    """For each field of a record whether a value can stand there; an enumeration tests its own."""
    if kind is dict:
        return (_test(tuple[tuple[str, str], ...]),)
    if not dataclasses.is_dataclass(kind):
        return ()
    hints = typing.get_type_hints(kind)
    return tuple(_test(hints[field.name]) for field in dataclasses.fields(kind))


def _test(hint: object) -> _Test:
    """Whether a value is of a type: a class, one of several, or a tuple of these."""
    alternatives = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    tuples = [_test_of_tuple(typing.get_args(one)) for one in alternatives if typing.get_origin(one) is tuple]
    exact = frozenset(
        _classes(alternatives)
    )  # most are just that; a number is no truth, and a text may be one of an enumeration
    is_text = str in exact

    def test(value: object) -> bool:
        if isinstance(value, tuple):
            return any(one(value) for one in tuples)
        return type(value) in exact or (is_text and isinstance(value, str))

    return test


def _test_of_tuple(parts: tuple[object, ...]) -> Callable[[tuple[object, ...]], bool]:
    if parts[-1] is Ellipsis:
        each = _test(parts[0])
        return lambda value: all(map(each, value))
    tests = [_test(part) for part in parts]

    def test(value: tuple[object, ...]) -> bool:
        return len(value) == len(tests) and all(one(part) for one, part in zip(tests, value, strict=True))

    return test


def _classes(alternatives: Sequence[object]) -> Iterator[object]:
    for one in alternatives:
        origin = typing.get_origin(one)
        if origin is not tuple:
            yield dict if origin is Mapping else one
