"""Files put in the place of others: all that belong together, or none.

The new content of each is written beside its place first; only when all of it is on the disk are the files
renamed, one after the other. Where that fails, those that were renamed are put back as they were.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from drafter import process
from drafter.files.reading import exists, hint_of, reason_of, remember
from drafter.files.unfinished import Mark, Planned, mark_of, noted, unfinished_name
from drafter.problems import DrafterError


@dataclass(slots=True)
class _Change:
    """What is about to become of a file.

    Attributes:
        path: The file.
        part: Its new content, beside it; None where it is to go.
        was: What told the file from a changed one, when its new content was made; None where there was none.
        kept: The old file under another name, until all is done.
    """

    path: Path
    part: Path | None
    was: Mark | None
    kept: Path | None = None


# What those changes are that are made together.
_together: ContextVar[list[_Change] | None] = ContextVar("together", default=None)


@contextlib.contextmanager
def all_or_none() -> Iterator[None]:
    """Have all files that are written meanwhile be there at its end, or be as they were.

    What is written inside of it cannot be read before its end. One inside another is part of that.

    Raises:
        DrafterError: if one of them cannot be written.
    """
    if _together.get() is not None:
        yield
        return
    changes: list[_Change] = []
    before = _together.set(changes)
    try:
        yield
        _carry_out(changes)
    finally:
        _together.reset(before)
        for change in changes:
            _take_away(change.part)
            _take_away(change.kept)


def replace(path: Path, content: bytes | None, was: Mark | None) -> None:
    """Put a file in the place of what is there, or make one; take it away where it has no content.

    Args:
        path: The file.
        content: What is to stand in it.
        was: What told it from a changed one, before it was looked into.

    Raises:
        DrafterError: if it cannot be written.
    """
    with all_or_none():
        part = None if content is None else part_beside(path)
        changes = _together.get()
        if changes is not None:  # as ``all_or_none`` sees to
            changes.append(_Change(path, part, was))
        if part and content is not None:
            _write(part, content, path)


def _write(part: Path, content: bytes, path: Path) -> None:
    # Its name is known before it is there, so that an end at any moment finds it.
    process.begin(str(part), part.unlink)
    try:
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
    except OSError as error:
        raise refused(path, error) from error


def _carry_out(changes: Sequence[_Change]) -> None:
    """Rename what was written, all of it or none."""
    for change in changes[:-1]:  # whether the last one fails is known before anything of it is done
        _keep(change)
    if len(changes) > 1:  # what somebody saves in its last moment stands in the old file
        with contextlib.suppress(DrafterError):
            _keep(changes[-1])
    planned = [Planned(one.path, one.part, one.was, one.kept) for one in changes]
    with noted(planned):
        _rename_all(changes)
        for change in changes:
            _take_away(change.kept)


def _rename_all(changes: Sequence[_Change]) -> None:
    done: list[_Change] = []
    with process.undisturbed():
        try:
            for change in changes:
                _rename(change)
                done.append(change)
            for change in changes:
                _refuse_saved_behind(change)
        except BaseException as error:
            left = [change for change in reversed(done) if not _is_put_back(change)]
            if left:
                raise _left_as(left, error) from error
            raise
        with contextlib.suppress(OSError):
            for change in changes:
                if change.part:
                    remember(change.path.stat())
        process.wrote()


def _keep(change: _Change) -> None:
    """Have the old file under another name, too."""
    if change.was is None:
        return
    kept = part_beside(change.path).with_suffix(".old")
    process.begin(str(kept), kept.unlink)
    try:
        try:
            os.link(change.path, kept)
        except OSError:  # a drive where a file has one name only
            shutil.copy2(change.path, kept)
    except OSError as error:
        _take_away(kept)
        raise refused(change.path, error) from error
    change.kept = kept


def _refuse_saved_behind(change: _Change) -> None:
    """Refuse where somebody saved into the old file between the last look at it and its new name."""
    now = mark_of(change.kept) if change.kept else None
    is_same_file = now is not None and change.was is not None and now[0] == change.was[0]
    if is_same_file and now != change.was:
        raise changed_meanwhile(change.path)


def _rename(change: _Change) -> None:
    # Editors know nothing of drafter; a disk can take long until all that is new is on it.
    if mark_of(change.path) != change.was:
        if change.was is None:
            raise DrafterError(
                f"{change.path} was not written: somebody made a file of that name while drafter was at work",
                "Do the same again with another name, or take that file away.",
            )
        raise changed_meanwhile(change.path)
    try:
        if change.part:
            change.part.replace(change.path)
        else:
            change.path.unlink(missing_ok=True)
    except OSError as error:
        raise refused(change.path, error) from error


def _is_put_back(change: _Change) -> bool:
    """Have the old file back in its place; whether that went. If not, its old content stays beside it."""
    try:
        if change.kept:
            change.kept.replace(change.path)
        elif change.was is None:
            change.path.unlink(missing_ok=True)
    except OSError:
        if change.kept:
            process.finish(str(change.kept))
        return False
    return True


def _left_as(left: Sequence[_Change], error: BaseException) -> DrafterError:
    """Why not all was written, and how the files stand that could not be put back as they were."""
    why = (
        error.message
        if isinstance(error, DrafterError)
        else reason_of(error)
        if isinstance(error, OSError)
        else ""
    )
    stands = "; ".join(_how_it_stands(change) for change in left)
    kept = [change for change in left if change.kept]
    back = " and ".join(f"rename {change.kept} to {change.path.name}" for change in kept)
    new = " and ".join(f"delete {change.path}" for change in left if not change.kept)
    for change in kept:
        change.kept = None  # it is all that is left of the old file
    return DrafterError(
        f"{why}; and what had been written before could not be taken back: {stands}. All "
        "other files are as they were",
        f"To have them as they were, {' and '.join(filter(None, (back, new)))}; then do the same again.",
    )


def _how_it_stands(change: _Change) -> str:
    has = "has its new content" if change.part else "is gone"
    return (
        f"{change.path} {has}, its old content is in {change.kept}"
        if change.kept
        else f"{change.path} is new"
    )


def _take_away(part: Path | None) -> None:
    if part:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        process.finish(str(part))


def part_beside(path: Path) -> Path:
    """A name for what is not finished, beside its place."""
    return path.with_name(f"{unfinished_name()}part")


def changed_meanwhile(path: Path) -> DrafterError:
    """That somebody changed a file that drafter was about to write, and what to do."""
    return DrafterError(
        f"{path} was not written: somebody changed it while drafter was at work",
        "What stands there is whole. Do the same again: drafter reads it anew.",
    )


def refused(path: Path, error: OSError) -> DrafterError:
    """Why the system refused to write, and what to do."""
    is_there = " The old file is whole." if exists(path) and not path.is_dir() else ""
    hint = hint_of(error, is_writing=True) or "Try again, or write to another folder or drive."
    return DrafterError(f"cannot write {path}: {reason_of(error)}", f"{hint}{is_there}".strip())
