"""A copy of a form, to be changed: all of its files and nothing from outside of it, or nothing at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from drafter.files.places import refuse_links_out, shipped_folder
from drafter.files.reading import read_bytes
from drafter.files.replacing import refused
from drafter.files.writing import is_own_name, new_folder, write_file
from drafter.form.forms import SHARED_FOLDER, WORD_FILE
from drafter.form.outline import OUTLINE_FILE
from drafter.problems import DrafterError

_MOST_FILES = 500  # a form has some twenty


def copy_form(source: Path, target: Path) -> None:
    """Copy a form with what it shares with others to a folder that is not there yet.

    Raises:
        DrafterError: if it is no form, the folder is there or stands inside the form, a file is none that can
            be read, or nothing can be written.
    """
    if not (source / OUTLINE_FILE).is_file():
        raise DrafterError(
            f"{source} is no form: it has no {OUTLINE_FILE}; nothing was copied",
            f"A form is a folder with an {OUTLINE_FILE}, words in .j2 files and looks in {WORD_FILE}.",
        )
    if os.path.lexists(target):
        raise DrafterError(f"{target} is there already; nothing was copied", "Name a new folder.")
    if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(source)):
        raise DrafterError(
            f"{target} stands inside {source}, which would be copied into itself; nothing was copied",
            "Name a new folder beside it.",
        )
    # What forms share comes first, and a form's own files replace it; all is known before any is written.
    files = {
        path.relative_to(folder): path
        for folder in (shipped_folder("templates") / SHARED_FOLDER, source)
        for path in _files_of(folder)
    }
    if len(files) > _MOST_FILES:
        message = f"{source} has more than {_MOST_FILES} files; nothing was copied"
        raise DrafterError(message, "Name the folder of a form, with its files alone.")
    with new_folder(target) as folder:
        for name, path in files.items():
            if name.parent != Path():
                (folder / name.parent).mkdir(parents=True, exist_ok=True)
            write_file(folder / name, read_bytes(path))


def _files_of(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it, but for drafter's own locks and the like.

    No link to a folder is followed: it may lead in a circle.
    """

    def fail(error: OSError) -> None:
        raise refused(folder, error)

    for name, _, files in os.walk(folder, onerror=fail):
        refuse_links_out(Path(name), folder)
        yield from (Path(name) / file for file in sorted(files) if not is_own_name(Path(file)))
