"""What must hold after each step of a random negotiation, and what goes since somebody decided so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from random_books import WORD, Books, MeetingText, Paper, Word, misnamed, plain


class FaultError(Exception):
    """Something does not hold: its kind, and what it is about."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(f"{kind}: {what}")
        self.kind = kind


@dataclass(frozen=True)
class State:
    """Where a negotiation stands.

    Attributes:
        paper: What would be drafted.
        pending: What is proposed, by its name.
        selection: The selection file.
    """

    paper: Paper
    pending: dict[str, dict[str, Any]]
    selection: str

    def has(self, name: str, word: Word) -> bool:
        """Whether a word is printed, or to be decided about.

        A remark may stand in the selection alone. A heading that has no paragraph any more is told as printed
        nowhere, and waits below ``words`` there.
        """
        is_waiting = name in _written(self.pending)
        return self.paper.has(name) or is_waiting or (word.kind != "words" and name in self.selection)


@dataclass(frozen=True)
class Done:
    """A step: its kind, the options of what decides, what was told, and how things stood before it."""

    kind: str
    options: str
    told: str
    before: State

    @property
    def taken(self) -> list[dict[str, Any]]:
        """The proposals that were taken."""
        names = re.findall(r"(?m)^Taken: (\S+)", self.told)
        return [self.before.pending[name] for name in names if name in self.before.pending]

    @property
    def is_as_text(self) -> bool:
        return "--as-text" in self.options

    @property
    def was_told_apart(self) -> bool:
        """Whether it was told of what was taken that the selection has changed the same since."""
        return any("selection has changed" in one.get("conflict", "") for one in self.taken)


def look(books: Books, done: Done, now: State) -> None:
    """Raise what does not hold after a step.

    Raises:
        FaultError: if words are lost, or stand under a false name.
    """
    for name, word in books.items():
        if word.is_read:
            _look_for(name, word, done, now)
    for proposal in done.taken if done.is_as_text else ():
        for name in WORD.findall(_written(proposal.get("set"))):
            books[name].is_text = True
            if not proposal.get("by"):  # the paper is all that is to stand, with the names in it
                books[name].may_be |= books[name].names_behind
    if re.match(r"--(?:drop|status withdrawn) \d+ [a-z]+ ", done.options) and "To undo" in done.told:
        _look_at_the_others(done, now)
    for text in books.texts:
        has_settled = text.is_settled or _is_text_decided(done, text)
        text.is_settled = text.words not in now.paper.plain
        if text.is_settled and not has_settled:
            raise FaultError("a meeting's words lost", f"{text.clause}: {text.words[:80]}")
    if wrong := misnamed(books, now.paper):
        raise FaultError(wrong[0].partition(":")[0], "\n".join(wrong))


def _look_at_the_others(done: Done, now: State) -> None:
    """Raise it if more than the one wording goes that was named by its number."""
    label = re.sub(r"^--(?:drop|status withdrawn) (\d+ [a-z]+) .*", r"\1", done.options)
    stand = [_alone(line.text) for line in now.paper.lines]
    for line in done.before.paper.lines:
        if line.clause and not line.text.startswith(f"{label}.") and _alone(line.text) not in stand:
            raise FaultError("went with another", f"“{line.text}”, {done.options}")


def _alone(text: str) -> str:
    """The words of a printed wording without its number, and what is said behind it."""
    words = re.sub(r"^\d+(?: [a-z]+)?\.\s*", "", text)
    words = re.sub(
        r"(?:\s*(?:\([^()\[\]]*\)|Whole paragraph:|\[(?:Open|Agreed|Reserv)[^\]]*\]))+$", "", words
    )
    return plain(words)


def _look_for(name: str, word: Word, done: Done, now: State) -> None:
    """Raise it if a word is nowhere, though nobody was told and nobody decided so."""
    is_told = (done.kind == "read" and name in done.told) or _is_decided(done, name, word)
    has_settled = word.is_settled or is_told
    word.is_settled = not now.has(name, word)
    if word.is_settled and not has_settled:
        stood = "printed" if done.before.paper.has(name) else "not printed"
        lines = [line for line in now.selection.splitlines() if name in line]
        raise FaultError("lost", f"{name} ({word.kind}), {stood} before; the selection has {lines}")


def _is_decided(done: Done, name: str, word: Word) -> bool:
    """Whether somebody decided that a word goes.

    It was left; or words were taken in its place: those of its own author, or as the text where it was the
    text, too. What is struck out whole, dropped or withdrawn goes to Annex II, and is not lost.
    """
    if done.kind == "leave":
        left = re.findall(r"(?m)^Left: (\S+)", done.told)
        return any(name in _written(done.before.pending.get(one)) for one in left)
    if done.kind == "redo":
        return bool(word.reworded_by)
    if done.kind != "take":
        return False
    lines = [line for line in done.before.paper.lines if name in line.words]
    is_nameless = not any(line.names | line.words[name] for line in lines)
    for proposal in done.taken:
        by = set(proposal.get("by", ())) or {""}
        # The desk strikes its own: it is its text. What was taken as the text is so, too, where it stands
        # under no name: the list showed it as gone, and it stays in the block as a comment.
        is_its_own = not word.who or (word.is_text and is_nameless)
        is_struck = by == {""} and "" in word.struck_by and is_its_own
        is_free = by == {word.who} or (is_nameless and (by == {""} or done.is_as_text))
        if (is_struck or by & word.reworded_by) and is_free:
            return True
    return done.was_told_apart


def _is_text_decided(done: Done, text: MeetingText) -> bool:
    """Whether somebody decided that a meeting's words go, or are put otherwise."""
    if done.kind in ("undo", "redo", "undo-all"):
        return True
    if done.kind == "settle":
        return done.options.startswith(("--join", "--split", "--drop", "--status withdrawn"))
    touched = text.reworded_by | text.struck_by
    for proposal in done.taken:
        by = set(proposal.get("by", ())) or {""}
        if by & touched and (by == {""} or done.is_as_text):
            return True
    return done.was_told_apart


def _written(value: object) -> str:
    return yaml.safe_dump(value, width=9999, allow_unicode=True)
