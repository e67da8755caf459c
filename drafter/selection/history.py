"""The history of a selection: what was decided about it, step by step, so that each step can be undone.

It stands in a text beside the selection that a person can read: every step with the lines that it took out
and put in, and at the end the selection as the last step left it. What stood there at any time is found by
going back from the end. What people type in the file themselves is a step too, noted before the next one.
Nothing ever leaves the history: to undo is a step itself.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from drafter.files.reading import read_bytes, stands
from drafter.files.replacing import all_or_none
from drafter.files.seal import seal_text
from drafter.files.writing import change_file, date_for_files
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.history_lines import in_lines, lines_of, signed, unsigned
from drafter.selection.telling import CATALOGUE
from drafter.text.line_changes import (
    LineChange,
    OverlapError,
    backwards,
    line_changes,
    with_both,
    with_changes,
)
from drafter.text.words import whole

BY_HAND = "by hand"
_HEADER = """\
# What was decided about {selection}, step by step: “-” before lines that went, “+” before lines that came.
# “drafter select {selection} --undo” takes the last decision back, “--redo” puts it in again.
# drafter writes this file; do not edit it.
"""
_STEP = re.compile(r"=== (\d+), (\d{4}-\d\d-\d\d): (.*)")
_TURN = re.compile(r"(undo|redo) (\d+)")
_BLOCK = re.compile(r"\s*- id:")
_NONE_LEFT = "None was made with drafter yet, or all are undone: --redo brings back what --undo took back."
_PROPOSALS = "@ proposals"
_NOW = "=== now"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to a selection.

    Attributes:
        what: The options that were typed; ``BY_HAND`` where somebody edited the file; “undo 3”, “redo 3”.
        day: When.
        changes: The lines that it changed.
        proposals: The proposals beside the selection that it decided about, as they were, and as they became;
            each in the style of their file.
    """

    what: str
    day: str
    changes: tuple[LineChange, ...]
    proposals: tuple[str, str] = ("", "")

    @property
    def turn(self) -> tuple[str, int]:
        """“undo” or “redo” and the number of the step; empty and 0 for what is neither."""
        found = _TURN.fullmatch(self.what)
        return (found[1], whole(found[2])) if found else ("", 0)


@dataclass(frozen=True, slots=True)
class Turned:
    """A step that was undone or redone.

    Attributes:
        step: It.
        content: The selection's bytes after that.
        is_merged: Whether other changes since were laid together with that, as it never stood there before.
        before: The decision before it, which is the next to be undone; None where there is none.
        proposals: The proposals that it was about, as they are by now, and as they are to be.
        history: The file that keeps what was taken out.
        since: How many decisions were made since the step was undone that is redone.
        left: What a further redo would put in, where decisions were made since that was undone; and how many.
    """

    step: Step
    content: bytes
    is_merged: bool
    before: Step | None
    proposals: tuple[str, str]
    history: Path
    since: int = 0
    left: tuple[Step, int] | None = None


class Write(Protocol):
    """Writes what a selection file is to have, and notes it."""

    def __call__(self, content: bytes, proposals: tuple[str, str] = ("", "")) -> bool:
        """Whether that is anything new; ``proposals`` as in ``Step``."""


@dataclass(frozen=True, slots=True)
class History:
    """The steps, and the selection as the last one left it, in lines with their ends."""

    path: Path
    steps: tuple[Step, ...]
    now: tuple[str, ...]

    @property
    def live(self) -> list[tuple[int, ...]]:
        """The numbers of the steps that are not undone: before the first step, and after each."""
        found: list[tuple[int, ...]] = [()]
        for number, step in enumerate(self.steps, 1):
            turn, of = step.turn
            last = found[-1]
            found.append(tuple(one for one in last if one != of) if turn == "undo" else (*last, of or number))
        return found

    @property
    def undone(self) -> list[int]:
        """The numbers of the steps that are undone, the last one last."""
        found: list[int] = []
        for step in self.steps:
            turn, of = step.turn
            found = [one for one in found if one != of] + ([of] if turn == "undo" else [])
        return found

    def made_since_undone(self, number: int) -> int:
        """How many decisions were made since a step was undone."""
        at = max((n for n, step in enumerate(self.steps) if step.turn == ("undo", number)), default=0)
        return sum(not step.turn[0] and step.what != BY_HAND for step in self.steps[at:])

    def has_typed_since(self, number: int) -> bool:
        """Whether what was typed by hand since a step was made, or undone, stands in the file."""
        since = max(n for n, step in enumerate(self.steps, 1) if n == number or step.turn == ("undo", number))
        return any(one > since and self.steps[one - 1].what == BY_HAND for one in self.live[-1])

    def after(self, number: int) -> list[str]:
        """The selection after a step; after none, 0, before the first."""
        lines = list(self.now)
        for step in reversed(self.steps[number:]):
            lines = with_changes(lines, backwards(step.changes))
        return lines

    def with_step(self, what: str, content: bytes, proposals: tuple[str, str] = ("", "")) -> History:
        """The history with a step more."""
        lines = lines_of(content, self.path)
        day = (date_for_files() or datetime.now(UTC).astimezone()).date().isoformat()
        step = Step(" ".join(what.split()), day, line_changes(self.now, lines), proposals)
        return replace(self, steps=(*self.steps, step), now=tuple(lines))

    def with_typed(self, content: bytes) -> History:
        """The history with what people have typed since the last step."""
        return self.with_step(BY_HAND, content) if "".join(self.now).encode() != content else self

    @property
    def content(self) -> bytes:
        """The bytes of its file."""
        lines = [_HEADER.format(selection=self.path.name.replace(".history.txt", ".yaml"))]
        for number, step in enumerate(self.steps, 1):
            lines.append(f"\n=== {number}, {step.day}: {step.what}\n")
            for change in step.changes:
                lines += [f"@ {change.at + 1}\n", *signed("-", change.old), *signed("+", change.new)]
            if any(step.proposals):
                was, became = map(in_lines, step.proposals)
                lines += [f"{_PROPOSALS}\n", *signed("-", was), *signed("+", became)]
        lines += [f"\n{_NOW}\n", *signed(" ", self.now)]
        return seal_text("".join(lines))


def history_path(selection: Path) -> Path:
    """The file of a selection's history."""
    return selection.with_name(f"{selection.stem}.history.txt")


def load_history(selection: Path, content: bytes) -> History:
    """The history of a selection, which begins with what it has now where there is none.

    Args:
        selection: The selection file.
        content: Its bytes.

    Raises:
        DrafterError: if it cannot be read, or is not as drafter wrote it.
    """
    path = history_path(selection)
    if not stands(path):
        return History(path, (), tuple(lines_of(content, selection)))
    kept = read_bytes(path, is_beside=True)
    body = kept.decode("utf-8", "replace").rpartition("# drafter seal: ")[0]
    if not body or seal_text(body) != kept:  # also with other line ends, which would not come back
        raise DrafterError(
            f"{path} has been changed since drafter wrote it, so that what stood in {selection} before "
            "cannot be told from it; nothing was written",
            "Bring it back as it was, or give it another name, and keep it: drafter then begins a new one.",
        )
    return _read(path, body)


def _read(path: Path, body: str) -> History:
    steps: list[Step] = []
    now: list[str] = []
    _, *parts = re.split(r"^(=== .*|@ .*)\n", body, flags=re.MULTILINE)
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        if found := _STEP.fullmatch(title):
            steps.append(Step(found[3], found[2], ()))
        elif title == _NOW:
            now = unsigned(" ", text)
        else:
            step, old, new = steps[-1], unsigned("-", text), unsigned("+", text)
            if title == _PROPOSALS:
                steps[-1] = replace(step, proposals=("".join(old), "".join(new)))
            else:
                change = LineChange(whole(title[2:]) - 1, tuple(old), tuple(new))
                steps[-1] = replace(step, changes=(*step.changes, change))
    return History(path, tuple(steps), tuple(now))


@contextlib.contextmanager
def change_selection(path: Path, what: str, as_read: bytes | None = None) -> Iterator[Write]:
    """Change a selection file as ``change_file`` does, and note in its history what was done: both or none.

    Args:
        path: The file.
        what: What is done, as it was typed.
        as_read: See ``change_file``.

    Raises:
        DrafterError: see ``change_file``; or if the history cannot be read or written.
    """
    with change_file(path, as_read) as write, all_or_none():
        before = read_bytes(path) if path.exists() else b""

        def decided(content: bytes, proposals: tuple[str, str] = ("", "")) -> bool:
            if content == before and not any(proposals):
                return False
            with change_file(history_path(path), is_beside=True) as note:
                history = load_history(path, before).with_typed(before).with_step(what, content, proposals)
                _write(history, write, note, content)
            return True

        yield decided


@contextlib.contextmanager
def turn_back(path: Path, *, is_redo: bool, by_hand: bool) -> Iterator[tuple[Turned, Callable[[], None]]]:
    """Undo the last step of a selection, or redo the one that was undone last.

    Gives what that makes of the selection, and a function that writes it; at the end, all of it or nothing.

    Args:
        path: The selection file.
        is_redo: Whether a step is to be put in again.
        by_hand: Whether to undo what people typed in the file last, and not the last decision.

    Raises:
        DrafterError: if there is no such step, what it changed has been changed since, or a file cannot be
            read or written.
    """
    with (
        change_file(path) as write,
        all_or_none(),
        change_file(history_path(path), is_beside=True) as note,
    ):
        before = read_bytes(path)
        if not history_path(path).exists():
            raise _no_history(path)
        lines_of(before, path)
        history = load_history(path, before).with_typed(before)
        number = _redone(history, path) if is_redo else _last(history, path, by_hand=by_hand)
        lines, is_merged = _turned(history, path, number, is_redo=is_redo)
        content, verb = "".join(lines).encode(), "redo" if is_redo else "undo"
        step, since = history.steps[number - 1], history.made_since_undone(number) if is_redo else 0
        history = history.with_step(f"{verb} {number}", content)
        last = history.undone[-1] if is_redo and history.undone else 0
        made = history.made_since_undone(last) if last else 0
        left = (history.steps[last - 1], made) if made else None
        earlier = [one for one in history.live[-1] if history.steps[one - 1].what != BY_HAND]
        next_one = history.steps[earlier[-1] - 1] if earlier else None
        was, became = step.proposals
        proposals = (was, became) if is_redo else (became, was)
        turned = Turned(step, content, is_merged, next_one, proposals, history.path, since, left)
        yield turned, lambda: _write(history, write, note, content)


def _no_history(path: Path) -> DrafterError:
    return DrafterError(
        f"{history_path(path)} is not there, so that nothing tells what stood in {path} before",
        "It is written with the first decision. If you have renamed the selection, rename its history "
        "likewise. Without it, edit the file: what was replaced stays there as comments.",
        status=ExitStatus.USAGE,
    )


def _last(history: History, path: Path, *, by_hand: bool) -> int:
    """The number of the step that is to be undone."""
    live = history.live[-1]
    own = [one for one in live if (history.steps[one - 1].what == BY_HAND) == by_hand]
    if own:
        return own[-1]
    if by_hand or not live:
        what = "nothing that was typed by hand" if by_hand else "no decision"
        hint = "Without --by-hand, --undo takes back the last decision." if by_hand else _NONE_LEFT
        raise DrafterError(f"there is {what} in {path} to undo", hint, status=ExitStatus.USAGE)
    raise DrafterError(
        f"every decision is undone; what else is new in {path} was typed by hand, and stays",
        "To take that out, too: --undo --by-hand",
        status=ExitStatus.USAGE,
    )


def _redone(history: History, path: Path) -> int:
    if not history.undone:
        raise DrafterError(
            f"nothing is undone in {path}",
            "--redo brings back what --undo took back.",
            status=ExitStatus.USAGE,
        )
    return history.undone[-1]


def _turned(history: History, path: Path, number: int, *, is_redo: bool) -> tuple[list[str], bool]:
    """The selection without a step, or with it; and whether that never stood there before."""
    live = history.live
    wanted = {*live[-1], number} if is_redo else {*live[-1]} - {number}
    there = [at for at, one in enumerate(live) if set(one) == wanted]
    if there:
        return history.after(there[-1]), False
    with_it, without = history.after(number), history.after(number - 1)
    base, theirs = (without, with_it) if is_redo else (with_it, without)
    try:
        return with_both(base, history.now, theirs, _BLOCK.match), True
    except OverlapError as error:
        places = ", ".join(str(one) if one == last else f"{one}–{last}" for one, last in error.lines)
        what = history.steps[number - 1].what
        what = "what was typed by hand" if what == BY_HAND else f"“{what}”"
        facts = {"what": what, "again": "put back" if is_redo else "undone", "history": history.path.name}
        way = "typed" if history.has_typed_since(number) else "decided"
        _, _, message, hint = CATALOGUE.say(f"not-turned/{way}", selection=path, places=places, **facts)
        raise DrafterError(message, hint, status=ExitStatus.PROBLEMS) from None


def _write(
    history: History, write: Callable[[bytes], None], note: Callable[[bytes], None], content: bytes
) -> None:
    """The selection first: what is not noted, where drafter is killed, counts as typed by hand."""
    write(content)
    note(history.content)
