"""The JSON Schema of a selection file, for editors."""

from __future__ import annotations

from importlib import resources

SCHEMA_FILE = "selection.schema.json"
_ID = b'"$id": "urn:drafter:selection:1"'


def schema() -> bytes:
    """The schema's bytes."""
    return resources.files("drafter.selection").joinpath(SCHEMA_FILE).read_bytes()


def is_schema(content: bytes) -> bool:
    """Whether a file is drafter's schema, of this or another version: it holds nothing of anybody's."""
    return _ID in content
