"""Where files stand: what comes with drafter, and how a path is named as seen from a folder."""

from __future__ import annotations

import os
from pathlib import Path


def seen_from(folder: Path, path: Path) -> str:
    """A path as it is named in a file of a folder."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # it stands on another drive
        return path.resolve().as_posix()


def shipped_folder(kind: str) -> Path:
    """The folder of what ships: inside the installed package, or at the top of the repository.

    Args:
        kind: "data" or "templates".
    """
    package = Path(__file__).parent.parent
    inside = package / kind
    return inside if inside.is_dir() else package.parent / kind


def shipped_names(kind: str, marker: str) -> list[str]:
    """The names of what ships.

    Args:
        kind: "data" or "templates".
        marker: A file that each of its folders has.
    """
    return sorted(found.parent.name for found in shipped_folder(kind).glob(f"*/{marker}"))
