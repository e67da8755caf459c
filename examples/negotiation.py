"""Plays a negotiation: forty paragraphs of the Kyoto matrix, five delegations, ten rounds, and counts.

    python examples/negotiation.py FOLDER             # ten rounds; some minutes
    python examples/negotiation.py FOLDER --rounds 3 --paragraphs 16 --without-libreoffice

In every round the draft goes out; delegations and the facilitator edit it in Word, some in LibreOffice; the
files come back, and somebody decides. The script keeps its own books of every word that anybody wrote, and
compares them with what drafter's files say, with nothing of drafter but its command line:

- every word of the last text is a source's as it stood in round 1, or somebody's, in a round;
- that somebody and that round are what the selection and the print say, too;
- nothing that anybody wrote is lost: it is in the text, in the selection, in a proposal, or was left by name;
- no footnote of people's words is counted as unchanged or quoted;
- with every decision undone, as drafter undoes it, the selection is that of round 1 again, and so is the Word
  file, byte for byte; everything that anybody wrote is still beside it, and redone it is all there as before.

Exit status 1 if one of these does not hold.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from docx import Document
from lxml import etree

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "tests")]

from word_editing import Edit, element, run, said, style_of, through_libreoffice
from word_reading import annex_b, w
from word_tracking import added_below, reword, struck_whole

from tools import drafter_here

DELEGATIONS = ["Brazil", "Chile", "Egypt", "Japan", "Norway"]
# Under which names they sit at their computers.
AUTHORS = {"J. Silva": "Brazil", "M. Abdel Fattah": "Egypt"}
SEAT = {name: author for author, name in AUTHORS.items()}
NAMES = "|".join(DELEGATIONS)
THROUGH_LIBREOFFICE = ["Japan", "Norway"]
PARAGRAPHS = 40
REOPENED = 15
AGREED_IN_A_ROUND = 3
NOBODY, DESK = "the facilitator", "the secretariat"

# What people write is made of these: no two write the same words.
LEADS = ["bearing in mind", "with due regard to", "in the light of", "taking account of", "with a view to"]
MANNERS = "affordable coastal digital early frugal honest joint local mobile modest patient rural".split()
MATTERS = "archives bridges clinics dialects elders ferries gardens harbours islands jurors kin mills".split()
PHRASES = (f"{lead} {manner} {matter}" for lead, manner, matter in itertools.product(LEADS, MANNERS, MATTERS))
SAID = re.compile(rf"(?:{'|'.join(LEADS)}) (?:{'|'.join(MANNERS)}) (?:{'|'.join(MATTERS)})")


@dataclass
class Written:
    """Words that somebody wrote: who, in which round, of which kind, and about which paragraph."""

    who: str
    round: int
    kind: str
    clause: str
    words: str
    fates: list[str] = field(default_factory=list)
    as_text: bool = False


class Negotiation:
    """The folder of a negotiation, and the script's own books."""

    def __init__(self, folder: Path, rounds: int, paragraphs: int, *, has_libreoffice: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.rounds, self.paragraphs = folder, rounds, paragraphs
        self.has_libreoffice = has_libreoffice
        self.selection = folder / "selection.yaml"
        self.proposals = folder / "selection.proposals.yaml"
        self.history = folder / "selection.history.txt"
        self.written: list[Written] = []
        self.base: list[str] = []
        self.sources: list[dict[str, object]] = []
        self.joins: list[tuple[str, str]] = []
        self.joined: dict[str, set[str]] = {}
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []

    # drafter, as a user runs it

    def drafter(self, *arguments: str | Path, status: int = 0) -> str:
        """Run drafter; what it says."""
        done = drafter_here(*arguments)
        told = (done.stdout + done.stderr).decode()
        if done.returncode != status:
            self.fault(f"drafter {' '.join(map(str, arguments))}: status {done.returncode}\n{told}")
        return told

    def fault(self, said_of_it: str) -> None:
        """Something does not hold."""
        self.faults.append(said_of_it)
        print(f"FAULT: {said_of_it}", flush=True)

    def write(self, who: str, number: int, kind: str, clause: str, said_as: str = "{}") -> str:
        """Words that nobody wrote before, entered in the books."""
        words = said_as.format(next(PHRASES))
        self.written.append(Written(who, number, kind, clause, words))
        self.counts[kind] += 1
        return words

    def play(self) -> None:
        """All rounds, and what holds at the end."""
        self.start()
        for number in range(1, self.rounds + 1):
            print(f"Round {number}", flush=True)
            draft = self.folder / f"round-{number}.docx"
            self.drafter("draft", self.selection, "-o", draft)
            self.look(draft)
            if number == 1:
                self.first = draft.read_bytes()
                self.printed_first = texts_of(Edit(self.first))
            files = self.edit(number, draft)
            self.take_home(number, files)
            self.settle(number)
        last = self.folder / "last.docx"
        self.drafter("draft", self.selection, "-o", last)
        self.look(last)
        self.trace(last)
        self.names(last)
        self.nothing_is_lost(last)
        self.undo()

    def start(self) -> None:
        """The first forty paragraphs of what the regions ask for, shared or not."""
        made = self.folder / "all.json"
        self.drafter("draft", "--matrix", "kyoto-2021", "--min-regions", "1", "--format", "json", "-o", made)
        drafted = json.loads(made.read_text("utf-8"))["clauses"]
        made.unlink()
        self.base = [one["id"] for one in drafted if one["part"] == "actions"][: self.paragraphs]
        # A joined text has the words of Annex B as they stand there.
        texts = {given: [text for _, text in one.placements] for given, one in annex_b().sources.items()}
        self.annex = {
            one["id"]: [text for given in one["sources"] for text in texts[given]] for one in drafted
        }
        blocks = "".join(f"- id: {one}\n" for one in self.base)
        head = f"matrix: kyoto-2021\ndelegations: [{', '.join(DELEGATIONS)}]\nclauses:\n"
        self.selection.write_text(head + blocks, encoding="utf-8")
        self.started = self.selection.read_bytes()

    # What people do in Word

    def edit(self, number: int, draft: Path) -> list[Path]:
        """The files that come back from a round."""
        content = draft.read_bytes()
        files = [self.delegates_file(number, at, name, content) for at, name in enumerate(DELEGATIONS)]
        files.append(self.facilitators_file(number, content))
        again = [file for file in files if file.stem.partition("-")[2].title() in THROUGH_LIBREOFFICE]
        if self.has_libreoffice:
            saved = through_libreoffice(self.folder / f"libreoffice-{number}", again)
            for file, by_libreoffice in zip(again, saved, strict=True):
                file.write_bytes(by_libreoffice.read_bytes())
        return files

    def targets(self, edit: Edit, number: int, salt: int, count: int) -> Iterator[str]:
        """Paragraphs that stand in a draft, other ones for each person and round; some are met by two."""
        standing = [one for one in self.base if mark(one) in marks_of(edit)]
        start = number * 7 + salt * 2
        return iter([standing[(start + step) % len(standing)] for step in range(count)])

    def delegates_file(self, number: int, at: int, name: str, content: bytes) -> Path:
        """A delegation's file: tracked changes under the name of whoever sits there, and a comment."""
        edit, author = Edit(content), SEAT.get(name, name)
        targets = self.targets(edit, number, at, 6)
        for _ in range(2 if at == number % 5 else 1):
            clause = next(targets)
            paragraph = paragraph_of(edit, clause)
            anchor = anchor_in(paragraph, number + at)
            words = self.write(name, number, "proposal", clause)
            reword(paragraph, author, anchor, f"{anchor} {words}")
        if at in (number % 5, (number + 1) % 5):  # a bracket with names, tracked
            clause = next(targets)
            paragraph = paragraph_of(edit, clause)
            anchor = anchor_in(paragraph, number + at)
            wish = f"[{{}}] ({name}: retain; {DELEGATIONS[(at + 2) % 5]}: delete)"
            words = self.write(name, number, "proposal", clause, wish)
            self.counts["bracket"] += 1
            reword(paragraph, author, anchor, f"{anchor} {words}")
        if at == (number + 2) % 5:  # a paragraph of its own
            clause = next(targets)
            words = self.write(name, number, "own", clause, "Resolve to act {}")
            self.counts["proposal"] += 1
            added_below(edit, paragraph_of(edit, clause), author, f"{words};")
        if at == (number + 3) % 5:  # a paragraph struck out
            clause = next(targets)
            self.counts["proposal"] += 1
            self.counts["struck"] += 1
            struck_whole(paragraph_of(edit, clause), author)
        file = self.folder / f"r{number:02}-{name.lower()}.docx"
        edit.renumber()
        file.write_bytes(edit.save())
        if at == (number + 4) % 5:
            clause = next(targets)
            words = self.write(name, number, "remark", clause, "Too narrow, {}.")
            self.counts["proposal"] += 1
            comment(file, said(paragraph_of(edit, clause)), author, words)
        return file

    def facilitators_file(self, number: int, content: bytes) -> Path:
        """The facilitator's, where nothing is tracked: brackets, a new paragraph, agreed text reopened."""
        edit = Edit(content)
        targets = self.targets(edit, number, 5, 6)
        chosen = []
        for wish in range(4):
            clause = next(targets)
            chosen.append(clause)
            paragraph = paragraph_of(edit, clause)
            anchor = anchor_in(paragraph, number + wish)
            one, other = DELEGATIONS[(number + wish) % 5], DELEGATIONS[(number + wish + 2) % 5]
            words = self.write(NOBODY, number, "bracket", clause, f"[{{}}] ({one}: delete; {other}: retain)")
            edit.replace_words(paragraph, anchor, f"{anchor} {words}")
        printed = texts_of(Edit(content))
        agreed = [one for one, texts in printed.items() if any("[Agreed]" in text for text in texts)]
        for clause in [one for one in agreed if one not in chosen][:2]:
            if self.counts["reopened"] < REOPENED:
                words = self.write(NOBODY, number, "reopened", clause)
                paragraph = paragraph_of(edit, clause)
                own = [one.words for one in self.written if one.words in said(paragraph)]
                # Nothing comes between the words that somebody wrote.
                anchor = anchor_in(paragraph, number) if clause in self.base else own[0].split()[-1]
                edit.replace_words(paragraph, anchor, f"{anchor} {words}")
        below = paragraph_of(edit, next(targets))
        words = self.write(NOBODY, number, "own", "", "Commit ourselves to act {}")
        new = element(f'<w:p><w:pPr><w:pStyle w:val="{style_of(below)}"/></w:pPr></w:p>')
        new.append(run(f"{words};"))
        below.addnext(new)
        file = self.folder / f"r{number:02}-facilitator.docx"
        edit.renumber()
        file.write_bytes(edit.save())
        return file

    # What comes home, and what is decided

    def take_home(self, number: int, files: list[Path]) -> None:
        """All files of a round are read; of what they propose some is taken, some left, some waits."""
        known = [part for pair in AUTHORS.items() for part in ("--by-author", "=".join(pair))]
        reopened = [one.clause for one in self.written if (one.kind, one.round) == ("reopened", number)]
        told = self.drafter("select", self.selection, "--from", *files, *(known if number == 1 else ()))
        for clause in reopened:
            if not re.search(rf"^{clause}:\S+  .*it was agreed", told, re.MULTILINE):
                self.fault(f"round {number}: nobody is told that {clause} was agreed")
        found = self.proposed()
        for one in [one for one in self.written if one.round == number]:
            if not any(one.words in words for words in found.values()):
                self.fault(
                    f"round {number}: {one.who}’s “{one.words}” ({one.kind}) comes home nowhere\n{told}"
                )
        fresh = [name for name in found if found[name].startswith(f"draft: r{number:02}-")]
        own = [name for name in fresh if not name.endswith(tuple(f":{one.lower()}" for one in DELEGATIONS))]
        theirs = [name for name in fresh if name not in own]
        self.decide("take", own)
        touched = {name.partition(":")[0] for name in own}
        as_text, left, beside = [], [], []
        for place, name in enumerate(theirs):
            clause = name.partition(":")[0]
            if place % 6 == 3 and clause not in touched and ":wording" in name:
                touched.add(clause)
                as_text.append(name)
            elif place % 6 == 4:
                left.append(name)
            elif place % 6 != 5:
                beside.append(name)
        self.decide("take", as_text, "--as-text")
        self.decide("leave", left)
        for one in ([name] for name in beside) if number % 2 else [beside]:
            self.decide("take", one)

    def proposed(self) -> dict[str, str]:
        """What is proposed, by name."""
        found = yaml.safe_load(self.proposals.read_text("utf-8")) if self.proposals.exists() else []
        return {one["id"]: f"draft: {one['draft']} {plain(one)}" for one in found}

    def decide(self, way: str, names: list[str], *more: str) -> None:
        """Take or leave proposals; what was left, or taken as the text, is entered in the books."""
        found = self.proposed()
        names = [name for name in names if name in found]  # some went along with those that say the same
        if not names:
            return
        told = self.drafter(
            "select", self.selection, *[part for name in names for part in (f"--{way}", name)], *more
        )
        for name in names:
            if way == "leave" and f"{name} waits for " in told:
                continue  # another paragraph would take its words along
            if f"{'Left' if way == 'leave' else 'Taken'}: {name} " not in told:
                self.fault(f"it is not said that {name} was to {way}\n{told}")
            for one in self.written:
                if one.words in found[name] and way == "leave" and not one.fates:
                    one.fates.append("left")
                one.as_text |= one.words in found[name] and bool(more)

    def settle(self, number: int) -> None:
        """What the room settles: paragraphs agreed, joined, moved; a paragraph that an editor writes."""
        lines = [self.write(DESK, number, kind, "") for kind in ("own", "line", "line")]
        text = "Call for action {}:\n    (a) here, {};\n    (b) abroad, {}".format(*lines)
        self.append(f"- id: own-{number}\n  text: |\n    {text}\n")
        self.declare(number)
        self.agree(number)
        self.step(number)
        self.join(number)

    def agree(self, number: int) -> None:
        """Three paragraphs are agreed, if so many can be: without brackets or wordings to choose from."""
        start, agreed = 7 * number % len(self.base), 0
        blocks = re.findall(r"(?m)^- id: (\S+)$", self.selection.read_text("utf-8"))
        own = [one for one in blocks if one not in self.base]
        for clause in [*self.base[start:], *self.base[:start], *own]:
            said_so = ("--status", "agreed", clause, "--at", f"informal {number}")
            agreed += drafter_here("select", self.selection, *said_so).returncode == 0
            if agreed == AGREED_IN_A_ROUND:
                break

    def step(self, number: int) -> None:
        """One paragraph is left open, and another goes up."""
        free = [one for one in self.base if one not in self.joined]
        open_one, moved, above = free[number % (len(free) - 2)], *free[number % (len(free) - 2) + 1 :][1::-1]
        words = self.write("the Chair", number, "reason", open_one, "Wait {}")
        for step in (
            ("--maybe", open_one, "--reason", words, "--by", "Chair"),
            ("--move", moved, "--before", above),
        ):
            self.drafter("select", self.selection, *step)

    def join(self, number: int) -> None:
        """Two joins a round; one of the round before is split again."""
        if self.joins:
            first, other = self.joins.pop(0)
            self.drafter("select", self.selection, "--split", first)
        for step in range(2):
            free = [one for one in self.base if one not in self.joined]
            at = (number * 5 + step * 11) % (len(free) - 1)
            first, other = free[at : at + 2]
            self.drafter("select", self.selection, "--join", first, other)
            self.joins.append((first, other))
            self.joined.setdefault(first, set()).add(other)
            self.joined.setdefault(other, set()).add(first)
            self.counts["join"] += 1

    def append(self, block: str) -> None:
        """A block that somebody types at the end of the selection."""
        with self.selection.open("a", encoding="utf-8") as stream:
            stream.write(block)

    def declare(self, number: int) -> None:
        """A proposal made in the room: the desk declares it, and puts it below a paragraph."""
        name = DELEGATIONS[number % 5]
        # One that has sources said already is left as it is; so is one that is out.
        free = r"(?m)^- id: (\S+)\n(?!(?:  .*\n)*  (?:sources|decision):)"
        blocks = re.findall(free, self.selection.read_text("utf-8"))
        free = [one for one in blocks if one in self.base]
        clause = free[number * 3 % len(free)]
        words = self.write(name, number, "declared", clause, "Resolve to go on {}")
        self.counts["proposal"] += 1
        self.sources.append(
            {"id": f"{name.lower()}-{number}", "by": [name], "meeting": f"informal {number}", "text": words}
        )
        (self.folder / "sources.yaml").write_text(
            yaml.safe_dump({"proposals": self.sources}), encoding="utf-8"
        )
        text = self.selection.read_text("utf-8")
        block = f"- id: {clause}\n"
        text = text.replace(block, f"{block}  sources: [+{name.lower()}-{number}]\n")
        self.selection.write_text(text, encoding="utf-8")

    # What holds

    def look(self, draft: Path) -> None:
        """No footnote of people's words is called unchanged or quoted."""
        told = drafter_here("check", draft, "--json").stdout
        (counted,) = json.loads(told)["summary"]["drafts"]
        edit = Edit(draft.read_bytes())
        theirs = rest = 0
        now_joined = {first for first, _ in self.joins}
        for clause, lines in printed_in(edit).items():
            for place, (words, count) in enumerate(lines):
                own = [one for one in self.written if one.words in words]
                # What was put together of two texts is nobody's in particular, and no source's.
                is_theirs = any(one.kind != "declared" for one in own) or (
                    place == 0 and clause in now_joined
                )
                theirs += is_theirs
                # A proposal that sources.yaml declares is a source: its words, unedited, are quoted.
                rest += 0 if is_theirs else max(count, len(own))
        assured = counted["unchanged"] + counted["quoted"]
        if assured > rest:
            self.fault(
                f"{draft.name}: {assured} footnotes unchanged or quoted, but only {rest} of others’ words"
            )
        if counted["citations"] + counted["without_footnote"] - assured < theirs:
            self.fault(
                f"{draft.name}: {theirs} texts have people’s words, and fewer are told to be looked at"
            )
        print(f"  {draft.name}: {theirs} paragraphs with people’s words; {counted['text']}")

    def trace(self, last: Path) -> None:
        """Every word of the last text is a source's, or somebody's."""
        by: Counter[str] = Counter()
        sources = {
            clause: [tokens(text) for text in (*texts, *self.annex.get(clause, ()))]
            for clause, texts in self.printed_first.items()
        }
        for clause, texts in texts_of(Edit(last.read_bytes())).items():
            own = sources.get(clause, [])
            others = [text for other in self.joined.get(clause, ()) for text in sources.get(other, ())]
            for text in texts:
                rest = text
                for one in sorted(self.written, key=lambda one: -len(one.words)):
                    if one.words in rest:
                        rest = rest.replace(one.words, " ")
                        by[f"{one.who}, round {one.round}"] += len(one.words.split())
                left = tokens(strip_marks(rest))
                if left and not is_of(left, own, others):
                    self.fault(f"{clause}: whose words are these? “{text}”\n    left: {' '.join(left)}")
                by["sources, round 1"] += len(left)
        self.words_by = by

    def names(self, last: Path) -> None:
        """Whose words they are, and from which round, is what print and selection say, too."""
        blocks = re.split(r"(?m)^- id: ", self.selection.read_text("utf-8"))
        said_in = {block.split(maxsplit=1)[0]: block for block in blocks[1:]}
        for clause, texts in texts_of(Edit(last.read_bytes())).items():
            block = "".join(said_in.get(one, "") for one in (clause, *self.joined.get(clause, ())))
            for text in texts:
                sponsors = sponsors_of(text)
                own = [one for one in self.written if one.words in text]
                for name in sponsors:
                    if not any(one.who == name for one in own):
                        self.fault(f"{clause}: nothing in it is {name}’s: “{text}”")
                for one in own:
                    file = f"# from r{one.round:02}-{one.who.split()[-1].lower()}.docx"
                    if one.kind == "declared" or one.who == DESK:
                        continue
                    if file not in block:
                        self.fault(f"{clause}: the selection does not say that “{one.words}” is {file[7:]}’s")
                    # What the desk rewords of another's words stands beside these, which keep the name.
                    is_named = any(one.words in other and one.who in sponsors_of(other) for other in texts)
                    if one.who in DELEGATIONS and not (one.as_text or is_named):
                        self.fault(f"{clause}: “{one.words}” is {one.who}’s, who is not named: “{text}”")

    def nothing_is_lost(self, last: Path) -> None:
        """Whatever anybody wrote is somewhere."""
        printed = "\n".join(text for texts in texts_of(Edit(last.read_bytes())).values() for text in texts)
        printed += "\n" + "\n".join(map(said, Edit(last.read_bytes()).body.iter(w("p"))))
        decided = plain(self.selection.read_text("utf-8"))
        waiting = " ".join(self.proposed().values())
        for one in self.written:
            for name, text in (("printed", printed), ("in the selection", decided), ("waiting", waiting)):
                if one.words in text:
                    one.fates.insert(0, name)
            if not one.fates:
                self.fault(f"{one.who}’s “{one.words}” of round {one.round} ({one.kind}) is lost")

    def undo(self) -> None:
        """Every decision is undone, and what was typed by hand: the selection and Word file of round 1."""
        last, proposals = self.selection.read_bytes(), self.proposed()
        steps = 0
        while self.selection.read_bytes() != self.started:
            if self.undone() or self.undone("--by-hand"):
                steps += 1
            else:
                self.fault("nothing more can be undone, and this is not the selection of round 1")
                break
        again = self.folder / "round-1-again.docx"
        self.drafter("draft", self.selection, "-o", again)
        if again.read_bytes() != self.first:
            self.fault("round 1 does not come out again")
        sources = self.folder / "sources.yaml"
        beside = plain("".join(one.read_text("utf-8") for one in (self.proposals, self.history, sources)))
        for one in self.written:
            if one.words not in beside:
                self.fault(f"{one.who}’s “{one.words}” of round {one.round} ({one.kind}) is lost when undone")
        for _ in range(steps):
            self.drafter("select", self.selection, "--redo")
        if self.selection.read_bytes() != last:
            self.fault("redone, the selection is not what it was")
        for name, one in self.proposed().items() ^ proposals.items():
            self.fault(f"undone and redone, a proposal is not what it was: {name}: {one}")
        self.counts["undone"] = steps
        if "nothing is undone" not in self.drafter("select", self.selection, "--redo", status=2):
            self.fault("more was undone than redone")

    def undone(self, *more: str) -> bool:
        """Whether a step could be undone; what is in the way of a decision is told, and stays."""
        before = self.selection.read_bytes()
        done = drafter_here("select", self.selection, "--undo", *more)
        if done.returncode and self.selection.read_bytes() != before:
            self.fault(f"refused, and written none the less: {done.stderr.decode()}")
        return done.returncode == 0

    def table(self) -> None:
        """What was written, and where it is."""
        kinds = dict.fromkeys(one.kind for one in self.written)
        fates = ("printed", "in the selection", "waiting", "left")
        print(f"\n{'written':12}{'':>6}" + "".join(f"{fate:>18}" for fate in fates))
        for kind in kinds:
            own = [one for one in self.written if one.kind == kind]
            first = Counter(one.fates[-1] if "printed" not in one.fates else "printed" for one in own)
            print(f"{kind:12}{len(own):6}" + "".join(f"{first[fate]:18}" for fate in fates))
        print("\nWords of the last text by who put them there")
        for who, count in sorted(self.words_by.items()):
            print(f"  {who:32}{count:6}")
        print("\n" + ", ".join(f"{count} × {name}" for name, count in sorted(self.counts.items())))
        print(f"{len(self.faults)} faults")


# Reading


def mark(clause: str) -> str:
    """The bookmark of a clause."""
    return f"clause_{clause.replace('-', '_')}"


def marks_of(edit: Edit) -> set[str]:
    """The bookmarks of a draft."""
    return {one.get(w("name")) for one in edit.document.iter(w("bookmarkStart"))}


def paragraph_of(edit: Edit, clause: str) -> etree._Element:
    """The first paragraph of a clause."""
    return edit.clause(mark(clause))


def printed_in(edit: Edit) -> dict[str, list[tuple[str, int]]]:
    """The wordings of each clause as printed, each with the number of its footnotes."""
    found: dict[str, list[tuple[str, int]]] = {}
    clause = ""
    for paragraph in edit.lines("SingleTxt", "AltTxt", "LetteredTxt", "GuidanceTxt"):
        names = [one.get(w("name")) for one in paragraph.iter(w("bookmarkStart"))]
        own = [name for name in names if name.startswith("clause_")]
        if own:
            clause = own[0].removeprefix("clause_").replace("_", "-")
        for broken in paragraph.iter(w("br"), w("tab")):
            broken.tag = w("t")
            broken.text = " "
        found.setdefault(clause, []).append((said(paragraph), len(edit.references(paragraph))))
    return found


def texts_of(edit: Edit) -> dict[str, list[str]]:
    """The wordings of each clause as printed."""
    return {clause: [text for text, _ in lines] for clause, lines in printed_in(edit).items()}


def plain(value: object) -> str:
    """All words of a value of YAML, or of a text, on one line and without marks of comments."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(re.sub(r"(?m)^\s*#+ ?", " ", text).split())


def sponsors_of(text: str) -> list[str]:
    """Whose names stand behind a printed wording."""
    status = r"(?: (?:Whole paragraph: )?\[[^\]]*\])?"
    found = re.search(rf"\(((?:{NAMES})(?:, (?:{NAMES}))*)\){status}$", text)
    return found[1].split(", ") if found else []


def strip_marks(text: str) -> str:
    """A printed wording without its number, names behind it, brackets with who wants what, and status."""
    text = re.sub(r"^\s*\d+ (?:[a-z]+|\(\d+\))\.", " ", text)
    wish = rf"(?:{NAMES})(?:, (?:{NAMES}))*(?:: (?:delete|retain))?"
    text = re.sub(
        rf"\({wish}(?:; {wish})*\)|Call for action|\([ab]\) (?:here|abroad),|Resolve to (?:act|go on)",
        " ",
        text,
    )
    since = "(?:words changed|alternative proposed) since agreed"
    status = rf"\[(?:Agreed(?: ad ref\.)?|Open: {since}|Reservation: [^\]]*)\]"
    return re.sub(rf"Whole paragraph: (?:{status})?|{status}", " ", text)


def tokens(text: str) -> list[str]:
    """Words, without capitals and points."""
    return re.findall(r"\w+(?:[’'-]\w+)*", text.casefold())


def is_of(some: list[str], own: list[list[str]], others: list[list[str]]) -> bool:
    """Whether words stand in one of some texts in this order, or in two of them that were joined."""
    pairs = [(one, []) for one in (*own, *others)] + list(itertools.combinations([*own, *others], 2))
    return any(is_within(some, *pair) for pair in pairs)


def is_within(some: list[str], one: list[str], other: list[str]) -> bool:
    """Whether words are put together of two texts, each in its own order; what both have may stand once."""
    states = {(0, 0)}
    for word in some:
        after = set()
        for at, place in states:
            here = one.index(word, at) + 1 if word in one[at:] else 0
            there = other.index(word, place) + 1 if word in other[place:] else 0
            after |= {(here, place)} if here else set()
            after |= {(at, there)} if there else set()
            after |= {(here, there)} if here and there else set()
        # Of two states the one that has more of both before it is the better.
        states = {a for a in after if not any(b != a and b[0] <= a[0] and b[1] <= a[1] for b in after)}
        if not states:
            return False
    return True


def anchor_in(paragraph: etree._Element, salt: int) -> str:
    """Words of a paragraph behind which to write: in one run, outside brackets and what somebody wrote."""
    texts = [one.text or "" for one in paragraph.iter(w("t")) if one.getparent().getparent() is paragraph]
    text, whole = max(texts, key=len), said(paragraph)
    free, inside = [], []
    for found in re.finditer(r"(?<= )[a-z]+ [a-z]+(?= )", text):
        before = text[: found.start()].removeprefix("[")  # of several wordings each stands in brackets
        is_named = before.count("(") > before.count(")")
        is_theirs = any(
            one.start() <= found.end() and found.start() <= one.end() for one in SAID.finditer(text)
        )
        if whole.count(found[0]) == 1 and not is_named and not is_theirs:
            (inside if before.count("[") > before.count("]") else free).append(found[0])
    chosen = free or inside  # of joined texts that have little in common each stands in brackets
    return chosen[salt * 3 % len(chosen)]


def comment(file: Path, paragraph: str, author: str, words: str) -> None:
    """A comment on a paragraph of a Word file, as another program writes it."""
    document = Document(str(file))
    place = next(one for one in document.paragraphs if one.text[:60].strip() and one.text[:60] in paragraph)
    document.add_comment(place.runs, text=words, author=author, initials=author[:2])
    saved = io.BytesIO()
    document.save(saved)
    file.write_bytes(saved.getvalue())


def main() -> int:
    """Play it, and say what holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS)
    parser.add_argument("--without-libreoffice", action="store_true", help="save nothing by LibreOffice")
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        sys.exit(f"{given.folder} has files in it already: name a new folder")
    has_libreoffice = not given.without_libreoffice
    played = Negotiation(given.folder, given.rounds, given.paragraphs, has_libreoffice=has_libreoffice)
    played.play()
    played.table()
    return 1 if played.faults else 0


if __name__ == "__main__":
    sys.exit(main())
