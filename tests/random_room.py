"""A negotiation by random play: drafts, returned files, decisions; and what must hold after each step.

A game is a list of steps, each with a number from which all its choices follow. Without some of its steps it
is still a game: one in which something goes wrong can be made shorter (``shrunk``). What must hold says
``random_oracle``: it knows who wrote which word, and reads the Word file, the proposals and what is told.

    python tests/random_room.py 0 20            # plays the games of twenty seeds
    python tests/random_room.py 13 14 --shrink  # makes the shortest game of one that fails, and prints it
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from random_books import DELEGATIONS, WORD, Books, MeetingText, Paper, Word, plain
from random_edits import EDITS, Hand
from random_oracle import Done, FaultError, State, look
from random_strokes import Handed, NoPlaceError

from drafter import drafting
from drafter.cli import draft
from drafter.selection import joining, loading, named_files, update
from tools import drafter_here

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: alternatives-to-incarceration
- id: lac-79j
- id: legal-aid
  wording: Pay for legal aid in zqdesk000 courts
- id: desk-lettered
  text: |
    Reaffirm our zqdesk001 commitment to:
    (a) the rule of zqdesk002 law;
    (b) the zqdesk003 prevention of crime
- id: desk-preamble
  part: preamble
  text: "Alarmed by zqdesk004 growth,"
- id: desk-named
  text: Commit to zqdesk005 peace
  wordings:
  - by: [Brazil, Egypt]
    wording: Build no zqbrazil006 prison
  - by: [Egypt]
    wording: Mend the zqegypt007 prisons
- id: desk-joint
  sources: [+joint-1, +joint-2]
  wordings:
  - sources: [joint-1]
  - by: [Brazil, Chile]
    sources: [joint-1]
    wording: Found many zqbrazil010 funds of villages
  - sources: [joint-2]
"""
# What was declared, and stands in the paragraph desk-joint and beside it.
SOURCES = """\
proposals:
- id: joint-1
  by: [Brazil, Egypt]
  text: Found a zqbrazil008 fund for widows
- id: joint-2
  by: [Norway]
  on-behalf-of: the Nordic Group
  text: Open zqnorway009 libraries in harbours
"""
# Who sits where, and under which name in Word.
SEATS = {"Brazil": "J. Silva"}


@dataclass(frozen=True)
class Step:
    """One step: what is done, the number of its choices, and for a file those of its edits."""

    kind: str
    seed: int
    edits: tuple[int, ...] = ()


@dataclass
class File:
    """A file that comes back: its words, from which draft, and whose its untracked words are."""

    path: Path
    base: Path
    of: str
    words: set[str]
    is_read: bool = False


# What happens between rounds, by how often.
_STEPS = "read read take take take leave settle settle undo redo".split()


def steps_of(seed: int, rounds: int = 4) -> list[Step]:
    """The steps of a game."""
    chance = random.Random(seed)
    number = functools.partial(chance.randrange, 10**6)
    steps: list[Step] = []
    for _ in range(rounds):
        steps.append(Step("draft", number()))
        steps += [
            Step("file", number(), tuple(number() for _ in range(chance.randint(1, 4))))
            for _ in range(chance.randint(1, 4))
        ]
        steps += [Step(chance.choice(_STEPS), number()) for _ in range(chance.randint(2, 6))]
        steps += [Step("read", number()), Step("take", number()), Step("take", number())]
    return [*steps, Step("check", 0), Step("undo-all", 0)]


@contextlib.contextmanager
def quicker() -> Iterator[None]:
    """Within it the form and the matrix that ship are loaded once; nothing changes them."""
    load_form = functools.cache(drafting.load_form)
    open_matrix = functools.cache(named_files.open_matrix)
    with contextlib.ExitStack() as stack:
        for module in (drafting, joining, loading):
            stack.enter_context(mock.patch.object(module, "load_form", load_form))
        for module in (named_files, update, draft):
            stack.enter_context(mock.patch.object(module, "open_matrix", open_matrix))
        yield


class Game:
    """A game in a folder."""

    def __init__(self, folder: Path, selection: str = SELECTION) -> None:
        self.folder, self.selection = folder, folder / "selection.yaml"
        self.selection.write_text(selection, encoding="utf-8")
        (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
        self.started = self.selection.read_bytes()
        self.books = Books()
        for word in sorted(set(WORD.findall(selection + SOURCES)), key=lambda one: one[-3:]):
            who = re.fullmatch(r"zq([a-z]+)\d+", word)[1].title()
            self.books[word] = Word("" if who == "Desk" else who, "words", is_read=True)
        for word, also in (("zqbrazil006", "Egypt"), ("zqbrazil008", "Egypt"), ("zqbrazil010", "Chile")):
            self.books[word].may_be.add(also)
        self.drafts: list[Path] = []
        self.files: list[File] = []
        self.log: list[str] = []
        self.options = ""
        self.first = self.paper_file()
        self.state = self.standing()
        self.start_texts()

    def start_texts(self) -> None:
        """What the meetings said."""
        for line in self.state.paper.lines:
            if line.clause and line.style in ("SingleTxt", "AltTxt") and not line.words:
                text = line.text.partition("[")[2].rpartition("]")[0] or line.text
                self.books.texts.append(MeetingText(line.clause, plain(text)))

    # drafter

    def drafter(self, *arguments: str | Path, log: bool = True) -> tuple[int, str]:
        """Run drafter; its status, and what it says."""
        done = drafter_here(*arguments)
        told = (done.stdout + done.stderr).decode()
        if log:
            line = " ".join(repr(str(one)) if " " in str(one) else str(one) for one in arguments)
            self.log.append(f"$ drafter {line}\n{told}".replace(str(self.folder) + "/", ""))
        for rude in ("Traceback", "fault in drafter"):
            if rude in told:
                raise FaultError("traceback", f"{arguments}: {told[-1500:]}")
        return done.returncode, told

    def select(self, *arguments: str | Path) -> tuple[int, str]:
        return self.drafter("select", self.selection, *arguments)

    def decided(self, *options: str | Path) -> str:
        """Decide something; what is told. Drafter may refuse it."""
        self.options = " ".join(map(str, options))
        return self.select(*options)[1]

    def paper_file(self) -> bytes:
        """A working edition of what the selection says now."""
        made = self.folder / "now.docx"
        status, told = self.drafter("draft", self.selection, "-o", made, "--overwrite", log=False)
        if status:
            raise FaultError("no draft", told)
        content = made.read_bytes()
        made.unlink()
        return content

    def proposals(self) -> dict[str, dict[str, Any]]:
        path = self.folder / "selection.proposals.yaml"
        return {one["id"]: one for one in yaml.safe_load(path.read_text("utf-8"))} if path.exists() else {}

    # Play

    def play(self, steps: Sequence[Step]) -> None:
        """All steps; after each what must hold is looked at.

        Raises:
            FaultError: at the first thing that does not hold.
        """
        for step in steps:
            chance, before = random.Random(step.seed), self.state
            self.log.append(f"-- {step}")
            self.options = ""
            try:
                told = getattr(self, step.kind.replace("-", "_"))(
                    chance, *([step.edits] if step.edits else [])
                )
            except NoPlaceError:
                continue
            if step.kind not in ("draft", "file", "check"):
                self.state = self.standing(before)
                look(self.books, Done(step.kind, self.options, told, before), self.state)

    def standing(self, before: State | None = None) -> State:
        """Where it stands; what drafter would print is known while nothing is decided."""
        selection = self.selection.read_text("utf-8")
        is_same = before is not None and before.selection == selection
        return State(before.paper if is_same else Paper(self.paper_file()), self.proposals(), selection)

    def draft(self, chance: random.Random) -> None:
        """The paper of a round, for the desk or for delegates."""
        path = self.folder / f"draft-{len(self.drafts) + 1}.docx"
        edition = chance.choice(["working", "delegates"])
        status, told = self.drafter("draft", self.selection, "--edition", edition, "-o", path)
        if status:
            raise FaultError("no draft", told)
        self.drafts.append(path)

    def file(self, chance: random.Random, edits: Sequence[int] = ()) -> None:
        """A file that comes back."""
        if not self.drafts:
            raise NoPlaceError
        base = self.drafts[-1] if chance.random() < 0.85 else chance.choice(self.drafts)
        edit = Handed(base.read_bytes())
        names = chance.sample(DELEGATIONS, 2)
        mode = chance.choice(["tracked", "tracked", "tracked of two", "desk", "of"])
        known = set(self.books)
        for seed in edits:
            own = random.Random(seed)
            who = own.choice(names) if mode == "tracked of two" else names[0]
            author = SEATS.get(who, who)
            if mode in ("desk", "of"):
                author, who = "", who if mode == "of" else ""
            hand = Hand(edit, self.books, own, author, who)
            for _ in range(5):
                with contextlib.suppress(NoPlaceError):
                    kind = own.choice(EDITS)
                    self.log.append(f"   {who or 'the desk'} ({mode}): {getattr(hand, kind)()}")
                    break
        path = self.folder / f"back-{len(self.files) + 1}.docx"
        edit.renumber()
        path.write_bytes(edit.save())
        # What somebody wrote and then took out again in the same file was never sent.
        sent = {name for part in edit.parts.values() if b"zq" in part for name in WORD.findall(part.decode())}
        words = (set(self.books) - known) & sent
        self.files.append(File(path, base, names[0] if mode == "of" else "", words))
        self.log.append(
            f"   {path.name} made from {base.name}, of {self.files[-1].of or '-'}: {sorted(words)}"
        )

    def read(self, chance: random.Random) -> str:
        """Files of a round are read, or one that was read before."""
        fresh = [one for one in self.files if not one.is_read]
        files = fresh if fresh and chance.random() < 0.85 else self.files
        if not files:
            raise NoPlaceError
        first = chance.choice(files)
        group = [one for one in files if (one.base, one.of) == (first.base, first.of)]
        group = chance.sample(group, chance.randint(1, len(group)))
        known = [part for who, author in SEATS.items() for part in ("--by-author", f"{author}={who}")]
        of = ["--of", first.of] if first.of else []
        status, told = self.select("--from", *[one.path for one in group], *known, *of)
        if status:
            raise FaultError("not read", told)
        for one in group:
            one.is_read = True
            for word in one.words:
                self.books[word].is_read = True
        return told

    def take(self, chance: random.Random) -> str:
        """Some of what is proposed is taken, or all; beside the text or as the text."""
        names = list(self.state.pending)
        if not names:
            raise NoPlaceError
        way = chance.choice(["some", "some", "clause", "all"])
        more = ["--as-text"] if chance.random() < 0.25 else []
        if way == "all":
            chosen = ["--take-all"]
        else:
            some = chance.sample(names, min(len(names), chance.randint(1, 3)))
            if way == "clause":
                some = [some[0].partition(":")[0]]
            chosen = [part for one in some for part in ("--take", one)]
        return self.decided(*chosen, *more)

    def leave(self, chance: random.Random) -> str:
        if not self.state.pending:
            raise NoPlaceError
        return self.decided("--leave", chance.choice(list(self.state.pending)))

    def settle(self, chance: random.Random) -> str:
        """Anything that the desk or the room decides."""
        ids = [one["id"] for one in yaml.safe_load(self.selection.read_text("utf-8"))["clauses"]]
        one, other = chance.sample(ids, 2)
        name = chance.choice(DELEGATIONS)
        labels = [
            found[0] for line in self.state.paper.lines if (found := re.match(r"\d+ [a-z]+(?=\.)", line.text))
        ]
        label = chance.choice(labels or ["1 bis"])
        status = chance.choice(["open", "agreed ad referendum", "agreed", "reserved", "withdrawn"])
        ways: list[list[str | Path]] = [
            ["--join", one, other],
            ["--split", one],
            ["--drop", one, "--reason", "too long", "--by", "Chair"],
            ["--drop", label, "--reason", "too long", "--by", "Chair"],
            ["--keep", one],
            ["--maybe", one, "--reason", "wait", "--by", name],
            ["--move", one, "--after", other],
            ["--status", status, one, "--by", name, "--at", "first informal"],
            ["--status", "withdrawn", label, "--by", name],
            ["--status", "withdrawn", self.of_several(label, name), "--by", name],
            ["--status", status, label, "--by", name],
            ["--section", "item-4", "--min-regions", chance.choice(["3", "4", "5"])],
            ["--supported", one, "--by", "A. Diallo"],
        ]
        way = chance.choice(ways)
        if {label, self.of_several(label, name)} & {*way}:
            way = [*way, "--in", self.numbered()]
        return self.decided(*way)

    def of_several(self, label: str, name: str) -> str:
        """The number of a wording that somebody proposes, the first of its paragraph among them."""
        own = [line.text.partition(".")[0] for line in self.state.paper.lines if name in line.names]
        return next((one for one in own if re.match(r"\d+( [a-z]+)?$", one)), label)

    def numbered(self) -> Path:
        path = self.folder / "numbered.docx"
        self.drafter("draft", self.selection, "-o", path, "--overwrite", log=False)
        return path

    def undo(self, _: random.Random) -> str:
        return self.select("--undo")[1]

    def redo(self, _: random.Random) -> str:
        return self.select("--redo")[1]

    def undo_all(self, _: random.Random) -> str:
        """Every decision undone: the first selection, and the first Word file."""
        for _ in range(200):
            if self.select("--undo")[0]:
                break
        if self.selection.read_bytes() != self.started:
            raise FaultError("undo", f"not the first selection:\n{self.selection.read_text('utf-8')}")
        if self.paper_file() != self.first:
            raise FaultError("undo", "not the first Word file")
        return ""

    def check(self, _: random.Random) -> None:
        """A fresh draft has no errors that nobody's words account for."""
        path = self.folder / "fresh.docx"
        self.drafter("draft", self.selection, "-o", path, "--overwrite")
        _, told = self.drafter("check", path)
        errors = re.findall(r"(?m)^.*: error: .*$", told)
        wrong = [one for one in errors if "people’s words" not in one]
        if wrong:
            raise FaultError("check", "\n".join(wrong))


def played(folder: Path, steps: Sequence[Step]) -> tuple[FaultError | None, list[str]]:
    """Play a game in a new folder; what did not hold, and what was done."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    game = Game(folder)
    try:
        game.play(steps)
    except FaultError as fault:
        game.log.append("\n".join(f"| {one.text[:200]}" for one in game.state.paper.lines if one.clause))
        game.log.append(game.selection.read_text("utf-8"))
        return fault, game.log
    return None, game.log


def shrunk(folder: Path, steps: Sequence[Step], kind: str) -> list[Step]:
    """A game with fewer steps and edits in which the same kind of thing goes wrong."""

    def fails(some: Sequence[Step]) -> bool:
        fault, _ = played(folder, some)
        return fault is not None and fault.kind == kind

    kept = list(steps)
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for at in reversed(range(len(kept))):
            less = kept[:at] + kept[at + 1 :]
            if fails(less):
                kept, is_smaller = less, True
        for at, step in enumerate(kept):
            for out in reversed(range(len(step.edits))):
                if len(kept[at].edits) > 1:
                    fewer = kept[at].edits[:out] + kept[at].edits[out + 1 :]
                    less = [*kept[:at], Step(step.kind, step.seed, fewer), *kept[at + 1 :]]
                    if fails(less):
                        kept, is_smaller = less, True
    return kept


def main() -> int:
    """Play the games of some seeds, and say which do not hold."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--shrink", action="store_true")
    given, failed = parser.parse_args(), 0
    with tempfile.TemporaryDirectory() as name, quicker():
        folder = Path(name)
        for seed in range(given.first, given.last):
            steps = steps_of(seed, given.rounds)
            fault, log = played(folder, steps)
            sys.stdout.write(f"{seed}: {fault or 'holds'}\n")
            failed += fault is not None
            if fault and given.shrink:
                steps = shrunk(folder, steps, fault.kind)
                fault, log = played(folder, steps)
            if fault:
                sys.stdout.write("\n".join([*log, str(fault)]) + "\n")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
