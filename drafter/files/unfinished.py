"""What is left of a drafter that was killed in the middle: finished or taken away by the next one.

While files that belong together are renamed, a note beside them says which new content is whose. Whoever
writes there next finds it, and puts in place what had not been: all of it was on the disk before the first
was renamed. What is not finished has a name that says which process made it: where that is gone, it goes too.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import stat
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from drafter import process
from drafter.files.lock import lock_of, locked, take_away_if_left
from drafter.files.reading import exists

_NOTE = ".drafter-unfinished.json"
# Where and by which process it is made, and what tells it from others.
_UNFINISHED = r"\.drafter-([0-9a-f]{8})-([0-9a-f]{1,16})-[0-9a-f]{16}\."
_PART, _OLD = re.compile(f"{_UNFINISHED}part"), re.compile(f"{_UNFINISHED}old")
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
        is_whole = False
        try:
            yield
            is_whole = True
        finally:
            if is_mine:
                # An old file that could not be taken away goes when somebody writes here next.
                if not (is_whole and any(one.kept and exists(one.kept) for one in planned)):
                    with contextlib.suppress(OSError):
                        note.unlink(missing_ok=True)
                process.finish(str(note))


def unfinished_name() -> str:
    """A name that nothing has, for what is not finished; its ending, “part” or “old”, is still to come."""
    return f".drafter-{_here()}-{os.getpid():x}-{os.urandom(8).hex()}."


@functools.cache
def _here() -> str:
    """What tells this system from others that reach a folder: their processes have the same numbers."""
    if os.name != "posix":
        return "0" * 8
    named = os.uname().nodename
    with contextlib.suppress(OSError):  # of containers, each counts its own
        named += str(Path("/proc/self/ns/pid").readlink())
    return f"{zlib.crc32(named.encode()):08x}"


def finish_what_was_left(folder: Path) -> None:
    """Finish what a drafter that was killed left in a folder, and take away what it had not finished."""
    note = folder / _NOTE
    if exists(note) or exists(lock_of(note)):
        with locked(note), contextlib.suppress(OSError):  # who holds it is at work
            if exists(note):
                _finish(folder, note)
                note.unlink()
    with contextlib.suppress(OSError):
        for one in [*folder.iterdir()]:
            if match := _PART.fullmatch(one.name) or _OLD.fullmatch(one.name):
                _take_away(one, match)
            else:
                take_away_if_left(one)


def _take_away(left: Path, named: re.Match[str]) -> None:
    """Take away what nobody is at work on any more; an old file only where it stands elsewhere, too."""
    found = left.lstat()
    is_folder = stat.S_ISDIR(found.st_mode)
    is_old = not is_folder and time.time() - found.st_mtime > _ABANDONED
    if not _is_gone(*named.groups()) and not (is_old and left.suffix == ".part"):
        return
    if is_folder and left.suffix == ".part":
        shutil.rmtree(left, ignore_errors=True)
    elif stat.S_ISREG(found.st_mode) and (left.suffix == ".part" or found.st_nlink > 1):
        left.unlink()


def _is_gone(where: str, process_id: str) -> bool:
    """Whether a process is no more, as far as it can be told."""
    if os.name != "posix" or where != _here():
        return False
    try:
        os.kill(int(process_id, 16), 0)  # does nothing to it
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # it is another's, or no number of a process
        return False
    return False


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
