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
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from drafter.draft.model import Block, Draft
from drafter.problems import DrafterError

SCHEMA_VERSION = 1
# Shorter texts cost more to look up than to repeat.
_SHORTEST_SHARED = 16

_Write = Callable[[Any], str]
_Unpack = Callable[[Any, list[str]], Any]


def dump_draft(draft: Draft) -> str:
    """A draft as JSON; the same draft gives the same text."""
    texts: dict[str, int] = {}
    written = _writer(texts)(draft)
    shared = json.dumps(list(texts), ensure_ascii=False, separators=(",", ":"))
    return f'{{"schema_version":{SCHEMA_VERSION},"texts":{shared},"draft":{written}}}'


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


def _writer(texts: dict[str, int]) -> _Write:
    """What writes any value of a draft as JSON, longer texts by their place among the shared ones."""
    quoted = json.encoder.encode_basestring

    def text(value: str) -> str:
        return quoted(value) if len(value) < _SHORTEST_SHARED else str(texts.setdefault(value, len(texts)))

    def write(value: object) -> str:
        kind = type(value)
        if kind not in known:
            known[kind] = other(kind)
        return known[kind](value)

    def other(kind: type) -> _Write:
        if dataclasses.is_dataclass(kind):
            return record(kind)
        if issubclass(kind, StrEnum):
            return lambda value: quoted(value.value)
        return lambda value: json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))

    def record(kind: type[Any]) -> _Write:
        fields = [field for field in dataclasses.fields(kind) if field.init]
        defaults = [one.default_factory() if callable(one.default_factory) else one.default for one in fields]
        plan = [(f'"{field.name}":', default) for field, default in zip(fields, defaults, strict=True)]
        get = attrgetter(*(field.name for field in fields), *(() if len(fields) > 1 else (fields[0].name,)))
        tag = [f'"is":"{kind.__name__.lower()}"'] if kind in typing.get_args(Block) else []

        def one(value: object) -> str:
            parts = [
                key + write(part)
                for (key, default), part in zip(plan, get(value), strict=False)
                if part != default
            ]
            return f"{{{','.join([*tag, *parts])}}}"

        return one

    known: dict[type, _Write] = {
        str: text,
        tuple: lambda values: f"[{','.join(map(write, values))}]",
        int: str,
        bool: lambda value: "true" if value else "false",
        type(None): lambda _: "null",
    }
    return write


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
    classes = [kind for kind in kinds if isinstance(kind, type)]
    own = {kind.__name__.lower(): _unpacker(kind) for kind in classes if dataclasses.is_dataclass(kind)}
    only = next(iter(own.values())) if len(own) == 1 else None
    sequence = next((_unpacker(kind) for kind in kinds if typing.get_origin(kind) is tuple), None)
    text = next((_unpacker(kind) for kind in classes if issubclass(kind, StrEnum)), _unpacker(str))

    def unpack(value: Any, texts: list[str]) -> Any:
        if isinstance(value, dict):
            return (only or own[value["is"]])(value, texts)
        if isinstance(value, list):
            return sequence(value, texts) if sequence else value
        return None if value is None else text(value, texts)

    return unpack
