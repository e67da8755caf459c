"""Where files stand: what comes with drafter, and how a path is named as seen from a folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from drafter.problems import DrafterError


def seen_from(folder: Path, path: Path) -> str:
    """A path as it is named in a file of a folder."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # it stands on another drive
        return path.resolve().as_posix()


def refuse_links_out(folder: Path, whole: Path | None = None) -> None:
    """Refuse a folder in which a link leads out of it: what it leads to is not for drafter to read or print.

    Args:
        folder: The folder, of which those inside it are not looked at.
        whole: The folder in which it stands, out of which nothing may lead.

    Raises:
        DrafterError: which names the link.
    """
    inside = os.path.realpath(whole or folder)
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for one in sorted((one for one in entries if one.is_symlink()), key=lambda one: one.name):
            if not Path(os.path.realpath(one.path)).is_relative_to(inside):
                raise DrafterError(
                    f"{one.path} is a link that leads out of {whole or folder}",
                    "Put a copy of the file there, in place of the link.",
                )


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
