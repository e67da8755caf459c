"""What is left of a drafter that was killed in the middle: finished or taken away by the next one.

While files that belong together are renamed, a note beside them says which new content is whose. Whoever
writes there next finds it, and puts in place what had not been: all of it was on the disk before the first
was renamed.
"""

from __future__ import annotations

import contextlib
import json
import re
import stat
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from drafter import process
from drafter.files.lock import locked
from drafter.files.reading import exists

_NOTE = ".drafter-unfinished.json"
_PART = re.compile(r"\.drafter-[0-9a-f]{16}\.part")
_OLD = re.compile(r"\.drafter-[0-9a-f]{16}\.old")
_PLAIN = re.compile(r"[^/\\:\x00]+")
_LONGEST_NOTE = 100_000  # bytes
_ABANDONED = 24 * 3600.0  # seconds after which nobody is at work on a part any more
Mark = tuple[int, int, int]


class Planned(NamedTuple):
    """A file that is about to be replaced, made or taken away.

    Attributes:
        path: The file.
        part: Its new content, beside it; None where it is to go.
        was: What told the file from a changed one; None where there was none.
        kept: The old file under another name.
    """

    path: Path
    part: Path | None
    was: Mark | None
    kept: Path | None


def mark_of(path: Path) -> Mark | None:
    """What tells a file from a changed one: which file it is, its size and when it was changed."""
    if not exists(path):
        return None
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


@contextlib.contextmanager
def noted(planned: Sequence[Planned]) -> Iterator[None]:
    """Have it noted what is about to become of several files of one folder, until that is done."""
    folders = {one.path.parent for one in planned}
    if len(planned) < 2 or len(folders) > 1:  # noqa: PLR2004  # one file is renamed or not
        yield
        return
    (folder,) = folders
    note = folder / _NOTE
    with locked(note):
        said = [[one.path.name, _name(one.part), one.was, _name(one.kept)] for one in planned]
        is_mine = False
        with contextlib.suppress(OSError), note.open("xb") as stream:  # it is for the worst case alone
            process.begin(str(note), note.unlink)
            is_mine = True
            stream.write(json.dumps(said).encode())
        try:
            yield
        finally:
            if is_mine:
                with contextlib.suppress(OSError):
                    note.unlink(missing_ok=True)
                process.finish(str(note))


def finish_what_was_left(folder: Path) -> None:
    """Finish what a drafter that was killed left in a folder, and take away its parts of long ago."""
    note = folder / _NOTE
    if exists(note):
        with locked(note), contextlib.suppress(OSError):  # who holds it is at work
            if exists(note):
                _finish(folder, note)
                note.unlink()
    with contextlib.suppress(OSError):
        for one in [one for one in folder.iterdir() if _PART.fullmatch(one.name)]:
            found = one.lstat()
            if stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime > _ABANDONED:
                one.unlink()


def _finish(folder: Path, note: Path) -> None:
    """Do what a note says is left; nothing where somebody changed a file since, or took it back."""
    planned = _read(folder, note)
    done = [mark_of(one.path) != one.was for one in planned]
    if any(one.part and exists(one.part) == is_done for one, is_done in zip(planned, done, strict=True)):
        return
    for one, is_done in zip(planned, done, strict=True):
        if one.part and not is_done:
            one.part.replace(one.path)
        elif not is_done:
            one.path.unlink(missing_ok=True)
    for one in planned:
        if one.kept:
            one.kept.unlink(missing_ok=True)


def _read(folder: Path, note: Path) -> list[Planned]:
    """What a note says; nothing where it is none, or names what is not in its folder."""
    try:
        if note.is_symlink() or note.stat().st_size > _LONGEST_NOTE:
            return []
        said = [
            Planned(
                _inside(folder, path, _PLAIN),
                None if part is None else _inside(folder, part, _PART),
                None if was is None else _mark(*was),
                None if kept is None else _inside(folder, kept, _OLD),
            )
            for path, part, was, kept in json.loads(note.read_text(encoding="utf-8"))
        ]
    except (OSError, ValueError, TypeError, RecursionError):
        return []
    return said


def _inside(folder: Path, name: object, pattern: re.Pattern[str]) -> Path:
    if not isinstance(name, str) or not pattern.fullmatch(name) or name in (".", ".."):
        raise ValueError(name)
    return folder / name


def _mark(inode: object, size: object, changed: object) -> Mark:
    return int(str(inode)), int(str(size)), int(str(changed))


def _name(path: Path | None) -> str | None:
    return path.name if path else None
