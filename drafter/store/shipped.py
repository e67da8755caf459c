"""Where the matrices and forms are that come with drafter."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def shipped_folder(kind: str) -> Path:
    """The folder of what ships: inside the installed package, or at the top of the repository.

    Args:
        kind: "data" or "templates".
    """
    package = Path(str(resources.files("drafter")))
    inside = package / kind
    return inside if inside.is_dir() else package.parent / kind


def shipped_names(kind: str, marker: str) -> list[str]:
    """The names of what ships.

    Args:
        kind: "data" or "templates".
        marker: A file that each of its folders has.
    """
    return sorted(found.parent.name for found in shipped_folder(kind).glob(f"*/{marker}"))
