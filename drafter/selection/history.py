"""Earlier states of a selection file, in a folder beside it, and the one door through which it is changed.

``selection.yaml.history/`` holds a copy of each state: ``0001.yaml``, ``0002.yaml`` … Its ``order.txt`` lists
the copies in the order in which undo and redo go through them, each with what made it. A “>” is before
the copy that drafter wrote last. No copy is ever deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from drafter.files import change_file, read_bytes, refuse_unwritable, write_file
from drafter.problems import DrafterError, ExitStatus

STARTED = "the start of the selection"
_ORDER = "order.txt"
# Stands between what made a copy and the marks of the files that it was made with.
_APART = " | "


class History(Struct, frozen=True):
    """The copies of a selection file.

    Attributes:
        folder: The folder that holds them.
        order: The copies through which undo and redo go, from the oldest: the name of each, and what made
            it: "the merge of desk.docx", then “|” and by what each file is known again.
        at: Which of them drafter wrote last; -1 where there is none.
    """

    folder: Path
    order: tuple[tuple[str, str], ...] = ()
    at: int = -1

    @property
    def made_by(self) -> str:
        """What made the copy that drafter wrote last; empty where that is not known."""
        return self.order[self.at][1].partition(_APART)[0] if self.order else ""

    @property
    def newest(self) -> bytes | None:
        """What drafter wrote last; None where it wrote nothing yet."""
        return self.copy(self.at) if self.order else None

    @property
    def copies(self) -> tuple[bytes, ...]:
        """Every copy in the folder, from the oldest."""
        return tuple(read_bytes(path) for path in self._files())

    def copy(self, place: int) -> bytes:
        """Return the copy at a place in the order."""
        return read_bytes(self.folder / self.order[place][0])

    def has_merged(self, mark: str) -> bool:
        """Tell whether a file with this mark was merged since the start, and the merge was not undone."""
        makers = [made_by for _, made_by in self.order[: self.at + 1]]
        start = len(makers) - makers[::-1].index(STARTED) if STARTED in makers else 0
        return any(mark in made_by.partition(_APART)[2].split() for made_by in makers[start:])

    def with_copy(self, content: bytes, made_by: str = "", *, ends: bool = True) -> History:
        """Add a copy after the one that drafter wrote last.

        Args:
            content: The bytes of the copy.
            made_by: What made it.
            ends: Whether it ends the order: what was undone before cannot be redone then.
        """
        last = max((int(path.stem) for path in self._files()), default=0)
        name, place = f"{last + 1:04}.yaml", self.at + 1
        write_file(self.folder / name, content)
        after = () if ends else self.order[place:]
        return History(self.folder, (*self.order[:place], (name, " ".join(made_by.split())), *after), place)

    def save(self) -> None:
        """Write the order of the copies."""
        lines = [f"{name} {made_by}".rstrip() for name, made_by in self.order]
        lines[self.at] = f"> {lines[self.at]}"
        write_file(self.folder / _ORDER, "".join(f"{line}\n" for line in lines).encode(), overwrite=True)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.yaml"))


def history_of(selection: Path) -> History:
    """Read the history of a selection file; an empty one where there is none.

    Raises:
        DrafterError: if it cannot be read.
    """
    folder = selection.with_name(f"{selection.name}.history")
    if not (folder / _ORDER).exists():
        return History(folder)
    lines = read_bytes(folder / _ORDER).decode("utf-8", "replace").splitlines()
    marked = [n for n, line in enumerate(lines) if line.startswith(">")]
    entries = [line.lstrip("> ").partition(" ") for line in lines]
    if len(marked) != 1 or not all((folder / name).is_file() for name, _, _ in entries):
        raise DrafterError(
            f"people changed the history in {folder}",
            "Rename that folder and keep it; drafter then begins a new history.",
        )
    return History(folder, tuple((name, made_by) for name, _, made_by in entries), marked[0])


def change_selection(path: Path, as_read: bytes, content: bytes, made_by: str = "") -> None:
    """Replace the bytes of a selection file, and keep the previous bytes in its history.

    What people wrote by hand since the last change becomes a copy of its own.

    Args:
        path: The file, which need not be there yet.
        as_read: What the change was made from; nothing where there was no file.
        content: The new bytes.
        made_by: What changes it, as undo is to call it.

    Raises:
        DrafterError: if somebody changed the file meanwhile, or it cannot be written.
    """
    _replace(path, as_read, content, lambda history: history.with_copy(content, made_by))


def undo(path: Path, *, overwrite: bool = False) -> bytes:
    """Put back what a selection file held before drafter's last change.

    Args:
        path: The file.
        overwrite: Whether to go on where people edited the file since. Their text is kept as a copy.

    Returns:
        The new bytes of the file.

    Raises:
        DrafterError: if there is nothing to undo, people edited the file, or it cannot be written.
    """
    return _step(path, -1, "undo", overwrite=overwrite)


def redo(path: Path, *, overwrite: bool = False) -> bytes:
    """Put back what was undone last; see ``undo``."""
    return _step(path, 1, "redo", overwrite=overwrite)


def _step(path: Path, by: int, verb: str, *, overwrite: bool) -> bytes:
    as_read, history = read_bytes(path), history_of(path)
    to = history.at + by
    if not 0 <= to < len(history.order):
        raise DrafterError(
            f"there is nothing to {verb} in {path}",
            "Undo takes back changes that drafter made; redo puts back what was undone last.",
            status=ExitStatus.USAGE,
        )
    if history.newest != as_read and not overwrite:
        raise DrafterError(
            f"{path} was edited by hand since drafter wrote it; nothing was changed",
            f"Add --overwrite to {verb} anyway; the present text is kept in {history.folder}.",
        )
    content, entry = history.copy(to), history.order[to]
    _replace(path, as_read, content, lambda kept: replace(kept, at=kept.order.index(entry)), ends=False)
    return content


def _replace(
    path: Path, as_read: bytes, content: bytes, step: Callable[[History], History], *, ends: bool = True
) -> None:
    """Write new bytes under a lock: first the copies, then the file, then the order of the copies."""
    refuse_unwritable(path)
    with change_file(path, as_read) as write:
        write(as_read)  # which writes nothing, and refuses where somebody changed the file
        history = history_of(path)
        history.folder.mkdir(exist_ok=True)
        if as_read and history.newest != as_read:
            history = history.with_copy(as_read, ends=ends)
        history = step(history)
        write(content)
        history.save()
