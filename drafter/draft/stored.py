"""The draft as JSON, as a Word file keeps it: everything that was printed, and the matrix that it came from.

A record is an object with the names of its fields, without those that have their default; a block says
first which it is. Longer texts stand once, in “texts”, and are named by their place there: most stand in the
matrix, in a clause and in an annex.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from operator import attrgetter
from typing import Any

from drafter.draft.model import Draft
from drafter.problems import DrafterError

SCHEMA_VERSION = 1
# Shorter texts cost more to look up than to repeat.
_SHORTEST_SHARED = 16

_Texts = dict[str, int]
_Pack = Callable[[Any, _Texts], Any]
_Unpack = Callable[[Any, list[str]], Any]


def dump_draft(draft: Draft) -> str:
    """A draft as JSON; the same draft gives the same text."""
    texts: _Texts = {}
    packed = _record_packer(Draft)(draft, texts)
    return json.dumps(
        {"schema_version": SCHEMA_VERSION, "texts": list(texts), "draft": packed},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def load_draft(text: str) -> Draft:
    """The draft that some JSON says.

    Raises:
        DrafterError: if it says none, or one of another version.
    """
    try:
        stored = json.loads(text)
        if stored["schema_version"] == SCHEMA_VERSION:
            draft: Draft = _unpacker(Draft)(stored["draft"], stored["texts"])
            return draft
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        pass
    raise DrafterError("what the file keeps of how it was made is damaged, or of another version of drafter")


# One function for each type, made once: a draft of 10,000 clauses has a quarter of a million records.


@cache
def _packer(kind: Any) -> _Pack | None:
    """How a value of a type becomes JSON; None where it is JSON already."""
    if kind is str:
        return _pack_text
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _record_packer(kind)
    if origin is tuple:
        item = _packer(arguments[0]) if arguments[-1] is ... else None
        if item is not None:
            return lambda values, texts: [item(value, texts) for value in values]
        packers = [_packer(one) for one in arguments]
        if any(packers) and arguments[-1] is not ...:
            return lambda values, texts: [
                pack(value, texts) if pack else value for pack, value in zip(packers, values, strict=True)
            ]
        return None
    if origin in (typing.Union, types.UnionType):
        return _union_packer(arguments)
    if origin is Mapping or kind is Mapping:
        return lambda value, texts: dict(value)
    return None


def _pack_text(value: str, texts: _Texts) -> str | int:
    return value if len(value) < _SHORTEST_SHARED else texts.setdefault(value, len(texts))


@cache
def _record_packer(kind: Any) -> _Pack:
    hints = typing.get_type_hints(kind)
    fields = [field for field in dataclasses.fields(kind) if field.init]
    plan = [(field.name, _default(field), partial(_packer, hints[field.name])) for field in fields]
    get = attrgetter(*(field.name for field in fields), *(() if len(fields) > 1 else (fields[0].name,)))
    ready: list[tuple[str, object, _Pack | None]] = []

    def pack(value: Any, texts: _Texts) -> dict[str, Any]:
        if not ready:  # records may hold records of their own kind
            ready.extend((name, default, make()) for name, default, make in plan)
        return {
            name: own(part, texts) if own else part
            for (name, default, own), part in zip(ready, get(value), strict=False)
            if part != default
        }

    return pack


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _union_packer(kinds: tuple[Any, ...]) -> _Pack:
    records = [kind for kind in kinds if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    own: dict[Any, _Pack] = {kind: _record_packer(kind) for kind in records}
    others = [one for kind in kinds if kind not in own and (one := _packer(kind))]
    tagged = len(own) > 1

    def pack(value: Any, texts: _Texts) -> Any:
        found = own.get(type(value))
        if found is not None:
            packed = found(value, texts)
            return {"is": type(value).__name__.lower(), **packed} if tagged else packed
        if isinstance(value, str):
            return _pack_text(value, texts)
        if isinstance(value, tuple):
            return others[-1](value, texts) if others else list(value)
        return value

    return pack


@cache
def _unpacker(kind: Any) -> _Unpack:
    """How a value of a type is made of JSON."""
    if kind is str:
        return lambda value, texts: texts[value] if isinstance(value, int) else value
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _record_unpacker(kind)
    if origin is tuple and arguments[-1] is ...:
        item = _unpacker(arguments[0])
        return lambda values, texts: tuple(item(value, texts) for value in values)
    if origin is tuple:
        items = [_unpacker(one) for one in arguments]
        return lambda values, texts: tuple(
            unpack(value, texts) for unpack, value in zip(items, values, strict=True)
        )
    if origin in (typing.Union, types.UnionType):
        return _union_unpacker(arguments)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda value, texts: kind(value)
    return lambda value, texts: value


@cache
def _record_unpacker(kind: Any) -> _Unpack:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind) if field.init]
    ready: dict[str, _Unpack] = {}

    def unpack(value: Any, texts: list[str]) -> Any:
        if not ready:
            ready.update({name: _unpacker(hints[name]) for name in names})
        return kind(**{name: ready[name](part, texts) for name, part in value.items() if name != "is"})

    return unpack


def _union_unpacker(kinds: tuple[Any, ...]) -> _Unpack:
    records = [kind for kind in kinds if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    own: dict[str, _Unpack] = {kind.__name__.lower(): _record_unpacker(kind) for kind in records}
    only = next(iter(own.values())) if len(own) == 1 else None
    sequence = next((_unpacker(kind) for kind in kinds if typing.get_origin(kind) is tuple), None)
    other = next(
        (_unpacker(kind) for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None
    )
    text = _unpacker(str)

    def unpack(value: Any, texts: list[str]) -> Any:
        if isinstance(value, dict):
            return (only or own[value["is"]])(value, texts)
        if isinstance(value, list):
            return sequence(value, texts) if sequence else value
        if value is None:
            return None
        return other(value, texts) if other else text(value, texts)

    return unpack
