"""Proposals: what people changed in Word and a selection does not say; their file beside the selection.

    - id: legal-aid:wording
      draft: round-1.docx
      number: "12"
      ours: Undertake appropriate and comprehensive …
      theirs: Ensure that everyone who needs it has legal aid …
      set:
        wording: >-
          Ensure that everyone who needs it has legal aid
      as-made: k7qamxw2

``base`` is a hash of what the clause's block said of the same when the proposal was made; where the block
says something else by now, the proposal is stale. ``as-made`` is a hash of ``set``, which people may edit:
only what is as it was made is replaced when the same draft is read again.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

from drafter.files import read_text
from drafter.merge.model import KEYS, NEW_KEYS, OF_WORDS, Conflict, Field, Proposal
from drafter.model import Decision
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity, raise_on_errors
from drafter.records import (
    Problems,
    Record,
    choice,
    compose_text,
    identifier,
    list_of,
    optional,
    required,
    text,
)
from drafter.selection.file import FACTS, comments_of, entry_of, said_in
from drafter.selection.lines import scalar, text_lines

# Reading and writing

_HEADER = """\
# What people changed in Word, proposed for {selection}. Decide about each:
#   drafter select {selection} --take ID, or --leave ID, or --take-all
# You may edit what stands below “set”; drafter keeps that, and your comments, which move up here.
"""
_ID = re.compile(rf"(?P<clause>\S+?):(?P<field>{'|'.join(Field)})(?::[1-9]\d*)?")
_SET = Record(
    "what a proposal sets", SimpleNamespace, **FACTS, before=optional(text, ""), after=optional(text, "")
)
PROPOSAL = Record(
    "a proposal",
    SimpleNamespace,
    id=required(identifier(_ID, f"Write a clause's id and what it is about: legal-aid:{Field.WORDING}.")),
    draft=required(text),
    number=optional(text, ""),
    conflict=optional(choice("conflict", Conflict), Conflict.NO),
    ours=optional(text, ""),
    theirs=optional(text, ""),
    set=required(_SET),
    base=optional(text, ""),
    as_made=optional(text, "", key="as-made"),
)


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals beside a selection.

    Attributes:
        path: Their file; it need not be there.
        found: In order.
        lines: The line on which each begins.
        comments: The comments that people wrote there.
    """

    path: Path
    found: tuple[Proposal, ...] = ()
    lines: tuple[int, ...] = ()
    comments: tuple[str, ...] = ()

    def named(self, name: str) -> list[Proposal]:
        """The proposals that somebody names: by their id, or by the clause for all about it."""
        exact = [one for one in self.found if one.id == name]
        return exact or [one for one in self.found if one.clause == name]


def proposals_path(selection: Path) -> Path:
    """The file of the proposals for a selection."""
    return selection.with_name(f"{selection.stem}.proposals.yaml")


def load_proposals(selection: Path) -> Proposals:
    """Read the proposals for a selection; there are none where there is no file.

    Raises:
        DrafterError: if they cannot be read.
        ContentError: with every fault in them.
    """
    path = proposals_path(selection)
    if not path.exists():
        return Proposals(path)
    content = read_text(path)
    root, problems = compose_text(content, str(path))
    read = list_of(PROPOSAL)(root, problems, "the proposals")
    found = [_proposal(one, problems) for one in read]
    raise_on_errors(problems.in_order())
    header = _HEADER.format(selection=selection.name).splitlines()
    comments = tuple(line for line in comments_of(content, root).values() if line not in header)
    lines = tuple(problems.place_of(one)[0] for one in read)
    return Proposals(path, _numbered(found), lines, comments)


def _proposal(read: SimpleNamespace, problems: Problems) -> Proposal:
    match = _ID.fullmatch(read.id)
    clause, field = (match["clause"], Field(match["field"])) if match else ("", Field.NEW)
    given = read.set
    allowed = NEW_KEYS if field is Field.NEW else KEYS.get(field, ())
    of_place = ("before", "after") if field in (Field.NEW, Field.ORDER) else ()
    is_set = [key for key in _SET.keys if problems.has(given, key)]
    for key in is_set:
        if key not in (*allowed, *of_place):
            at = problems.node_of(given, key)
            problems.add("wrong-key", at, f"“{key}” is no part of a proposal about “{field}”")
    if bool(given.before) + bool(given.after) != bool(of_place) or not is_set:
        needed = " or ".join(of_place[:2] or allowed)
        problems.add("missing-key", problems.node_of(given), f"“{field}” sets {needed}, one of them")
    signs = {sign: tuple(one[1:].strip() for one in given.sources if one[:1] == sign) for sign in "+-"}
    if sum(map(len, signs.values())) != len(given.sources):
        at = problems.node_of(given, "sources")
        problems.add("bad-source", at, "a source says neither + nor -", "Write it like this: [+lac-19h].")
    to = entry_of(clause, given, signs["+"], signs["-"], given.heading)
    told = {key: getattr(read, key) for key in ("ours", "theirs", "conflict", "draft", "base")}
    other, is_before = given.before or given.after, bool(given.before)
    found = Proposal(clause, field, to, other, is_before, label=read.number, **told)
    return replace(found, is_edited=read.as_made != _made_mark(found))


def dump_proposals(selection: Path, proposals: Iterable[Proposal], comments: Iterable[str]) -> bytes:
    """The bytes of a file of proposals; none where there is nothing to keep."""
    numbered = _numbered(proposals)
    lines = [line for one in numbered for line in ("", *_entry(one))]
    if not lines and not comments:
        return b""
    head = [*_HEADER.format(selection=selection.name).splitlines(), *comments]
    return ("\n".join([*head, *lines]) + "\n").encode()


def _entry(one: Proposal) -> list[str]:
    told = {"number": one.label, "conflict": one.conflict, "ours": one.ours, "theirs": one.theirs}
    lines = [f"- id: {one.id}", f"  draft: {scalar(one.draft)}"]
    for key, words in told.items():
        first, *rest = text_lines(words)
        lines += [f"  {key}: {first}", *(f"  {line}" for line in rest)] if words else []
    lines += ["  set:", *(f"    {line}" for line in _set_lines(one))]
    lines += [f"  base: {one.base}"] if one.base else []
    return [*lines, f"  as-made: {'edited' if one.is_edited else _made_mark(one)}"]


def _set_lines(one: Proposal) -> list[str]:
    lines = [f"{'before' if one.is_before else 'after'}: {one.other}"] if one.other else []
    return [*lines, *one.yaml]


def _made_mark(one: Proposal) -> str:
    return short_hash("\n".join(_set_lines(one)))


def short_hash(words: str) -> str:
    """Eight letters that stand for a text."""
    return base64.b32encode(hashlib.sha256(words.encode()).digest()[:5]).decode().lower()


def _numbered(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    counts: Counter[tuple[str, Field]] = Counter()
    numbered = []
    for one in proposals:
        counts[one.about] += 1
        numbered.append(replace(one, place=counts[one.about]))
    return tuple(numbered)


def seen_from(selection: Path, draft: Path) -> str:
    """A Word file as proposals name it: as seen from the selection's folder, so that no other is like it."""
    place, folder = draft.parent.resolve() / draft.name, selection.parent.resolve()
    try:
        name = Path(os.path.relpath(place, folder)).as_posix()
    except ValueError:  # on another drive
        name = place.as_posix()
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", name)


def pending_problems(selection: Path) -> list[Problem]:
    """That proposals from Word are still to be decided about; or what is wrong with their file."""
    try:
        proposals = load_proposals(selection)
    except ContentError as error:
        return [replace(problem, severity=Severity.WARNING) for problem in error.problems]
    if not proposals.found:
        return []
    one = proposals.found[0]
    several = len(proposals.found) > 1
    are = "s from Word are" if several else " from Word is"
    said = f"{len(proposals.found)} proposal{are} neither taken nor left, and not drafted: {one.id}"
    said += " and others" if several else ""
    hint = f"drafter select {selection.name} --take-all, or --take ID, or --leave ID"
    file, line = str(proposals.path), proposals.lines[0]
    return [Problem("pending-proposals", said, Severity.NOTE, hint, file, line, 1, one.clause)]


# Renewing, and what is stale


@dataclass(frozen=True, slots=True)
class Renewed:
    """The proposals after a draft was read.

    Attributes:
        found: All of them.
        of_draft: Those of the draft that it still makes.
        gone: How many earlier ones of the draft do not hold any more.
        namesakes: Other Word files of the same name that have proposals too.
    """

    found: tuple[Proposal, ...]
    of_draft: tuple[Proposal, ...]
    gone: int
    namesakes: tuple[str, ...]


def renewed(before: Sequence[Proposal], made: Sequence[Proposal], draft: str, selection: str) -> Renewed:
    """Proposals with those of a draft in the place of its earlier ones, unless a person has edited these.

    Args:
        before: Those that stand in the file.
        made: Those of the draft, in the order of the document.
        draft: The Word file, as ``seen_from`` names it.
        selection: The selection's text.
    """
    said = said_in(selection)
    earlier = [one for one in before if one.draft == draft]
    edited = {one.about: one for one in earlier if one.is_edited}
    wanted = {one.about for one in made}
    own = []
    for one in made:
        base = _base(said.get(one.clause, {}), one.field, is_out=one.is_out)
        own.append(edited.get(one.about) or replace(one, draft=draft, base=base))
    own += [one for about, one in edited.items() if about not in wanted]
    # In the order of the selection, new clauses with those beside which they go.
    rank = {given: place for place, given in enumerate(said)}
    own.sort(key=lambda one: rank.get(one.other if one.field is Field.NEW else one.clause, len(rank)))
    at = next((n for n, one in enumerate(before) if one.draft == draft), len(before))
    others = [one for one in before if one.draft != draft]
    found = _numbered([*others[:at], *own, *others[at:]])
    abouts = {one.about for one in own}
    called = PurePosixPath(draft).name
    namesakes = dict.fromkeys(one.draft for one in others if PurePosixPath(one.draft).name == called)
    return Renewed(
        found,
        tuple(one for one in found if one.draft == draft and one.about in wanted),
        sum(one.about not in abouts for one in earlier),
        tuple(namesakes),
    )


def _base(said: Mapping[str, object], field: Field, *, is_out: bool) -> str:
    """The hash of what a proposal would replace; empty where that is nothing."""
    replaced = _replaced(said, field, is_out=is_out)
    return short_hash(repr(sorted(replaced.items()))) if replaced else ""


def _replaced(said: Mapping[str, object], field: Field, *, is_out: bool) -> dict[str, object]:
    """What a proposal would replace or make useless: words where the clause goes out, and the reverse."""
    keys: tuple[str, ...] = KEYS.get(field, ())
    if field is Field.WORDING:
        keys = (*keys, "lead")  # of no use beside “wordings”
    if is_out:
        keys = (*keys, *(key for other in OF_WORDS for key in KEYS[other]))
    replaced = {key: said[key] for key in keys if key in said}
    if field in OF_WORDS and _in_words(said.get("decision")) == Decision.OUT:
        replaced["decision"] = said["decision"]
    return replaced


_LONGEST = 70  # characters of a value that are shown


def refuse_stale(selection: str, path: Path, chosen: Iterable[Proposal]) -> None:
    """Refuse to take proposals whose blocks say something else than when they were made.

    Args:
        selection: The selection's text.
        path: The selection, for messages.
        chosen: The proposals that are to be taken.

    Raises:
        DrafterError: naming them, and what would be replaced.
    """
    said = said_in(selection)
    stale = []
    for one in chosen:
        block = said.get(one.clause, {})
        if one.field is not Field.NEW and one.base != _base(block, one.field, is_out=one.is_out):
            replaced = _replaced(block, one.field, is_out=one.is_out)
            now = "; ".join(f"{key}: {_shortened(_in_words(value))}" for key, value in replaced.items())
            stale.append((one, now or "nothing any more"))
    if not stale:
        return
    listing = "".join(f"\n    {one.id} ({one.came_from}); the block says: {now}" for one, now in stale)
    several = len(stale) > 1
    raise DrafterError(
        f"nothing was written: since {'these proposals were' if several else 'this proposal was'} made, "
        f"something else has been written or taken in the same place, which would be replaced:{listing}",
        _what_to_do(path, [one for one, _ in stale]),
        status=ExitStatus.USAGE,
    )


def _what_to_do(path: Path, stale: Sequence[Proposal]) -> str:
    files = dict.fromkeys(str(path.parent / one.draft) for one in stale if not one.is_edited)
    ways = []
    if files:
        again = ", ".join(f'"{file}"' if " " in file else file for file in files)
        ways.append(f"To compare anew with what stands there now, read the Word file again: --from {again}.")
    if edited := [one.id for one in stale if one.is_edited]:
        ways.append(f"You edited {', '.join(edited)}: write what you want into the block itself.")
    return " ".join([*ways, f"Or leave it: {' '.join(f'--leave {one.id}' for one in stale)}"])


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return str(value[0])
    if isinstance(value, list):
        return f"[{', '.join(_in_words(item) for item in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_in_words(item)}" for key, item in value.items())
    return ""


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 2]} …"
