"""A draft as JSON, as a Word file keeps it.

A record is an object of one name, that of its type, with its fields in order:
``{"Edit": [0, "", "To ", "…"]}``.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from enum import StrEnum
from operator import attrgetter
from typing import Any, get_type_hints

from drafter.draft import model
from drafter.problems import DrafterError

SCHEMA_VERSION = 3

_TYPES = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}
_NAMES = {kind: tuple(field.name for field in dataclasses.fields(kind)) for kind in _TYPES.values()}


def _reader(kind: type[Any]) -> Callable[[list[Any]], Any]:
    """Return what makes a record of a type from its fields."""
    hints = get_type_hints(kind)
    enums = {
        place: hints[name]
        for place, name in enumerate(_NAMES[kind])
        if isinstance(hints[name], type) and issubclass(hints[name], StrEnum)
    }
    count = len(_NAMES[kind])

    def read(fields: list[Any]) -> object:
        values = [_frozen(field) if type(field) is list else field for field in fields]
        if len(values) != count:
            raise ValueError(kind.__name__)
        for place, enum in enums.items():
            values[place] = enum(values[place])
        return kind(*values)

    return read


def _frozen(values: list[Any]) -> tuple[Any, ...]:
    return tuple([_frozen(value) if type(value) is list else value for value in values])


_READERS = {name: _reader(kind) for name, kind in _TYPES.items()}


def _writer(names: tuple[str, ...]) -> Callable[[Any], object]:
    """Return what gives the fields of a record; an attrgetter of one name gives no tuple."""
    return attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]


_WRITERS: dict[type[object], Callable[[Any], object]] = {
    kind: _writer(names) for kind, names in _NAMES.items()
}


def dump_draft(draft: model.Draft) -> str:
    """Return a draft as JSON; the same draft gives the same text."""

    def fields_of(value: object) -> dict[str, Any]:
        kind = type(value)
        return {kind.__name__: _WRITERS[kind](value)}

    stored = {"schema_version": SCHEMA_VERSION, "draft": draft}
    return json.dumps(
        stored, default=fields_of, ensure_ascii=False, check_circular=False, separators=(",", ":")
    )


def load_draft(text: str) -> model.Draft:
    """Return the draft that some JSON holds.

    Raises:
        DrafterError: if it holds none, or one of another version.
    """

    def record_of(pairs: list[tuple[str, Any]]) -> object:
        ((name, fields), *others) = pairs
        return dict(pairs) if others else _READERS[name](fields)

    try:
        stored = json.loads(text, object_pairs_hook=record_of)
        if stored["schema_version"] == SCHEMA_VERSION and isinstance(stored["draft"], model.Draft):
            return stored["draft"]
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise DrafterError("the draft stored in this file is damaged, or was made by another version of drafter")
