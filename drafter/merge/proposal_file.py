"""The file of proposals beside a selection.

    - id: legal-aid:wording
      draft: round-1.docx
      number: "12"
      ours: Undertake appropriate and comprehensive …
      theirs: Ensure that everyone who needs it has legal aid …
      set:
        wording: >-
          Ensure that everyone who needs it has legal aid
      as-made: k7qamxw2

One with ``by`` is of those named there, who made it as a tracked change or as a comment.

``base`` is a hash of what the clause's block said of the same when the proposal was made; where the block
says something else by now, the proposal is stale. What others proposed there is no part of it, but noted as
``beside``: what came since stays; those of them whose words it changes as ``rewords``. ``was`` is what the
paper had there, where the selection has changed it since. ``left`` says that it was left to be decided about
when all were taken. ``as-made`` is a hash of ``set``, which people may
edit: only what is as it was made is replaced when the same draft is read again.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

from drafter.files.places import seen_from
from drafter.files.reading import read_text, stands
from drafter.files.writing import change_file
from drafter.merge.proposals import KEYS, OF_PLACE, Field, Proposal, numbered
from drafter.merge.telling import CATALOGUE
from drafter.problems import ContentError, Problem, Severity, raise_on_errors
from drafter.records.nodes import Problems, compose_text
from drafter.records.records import (
    Record,
    identifier,
    list_of,
    one_or_many,
    optional,
    required,
    text,
    text_or_nothing,
    yes_or_no,
)
from drafter.selection.file import FACTS, comments_of, entry_of
from drafter.selection.lines import listed, scalar, short_hash, text_lines
from drafter.selection.readers import running_words
from drafter.text.words import whole

_HEADER = """\
# What people changed in Word, proposed for {selection}. Decide about each:
#   drafter select {selection} --take ID, or --leave ID, or --take-all
# You may edit what stands below “set”; drafter keeps that, and your comments, which move up here.
"""
_ID = re.compile(rf"(?P<clause>\S+?):(?P<field>{'|'.join(Field)})(?::[^\s:]+)*")
_SET = Record(
    "what a proposal sets",
    SimpleNamespace,
    **FACTS,
    words=optional(running_words, ""),
    remark=optional(text, ""),
    before=optional(text, ""),
    after=optional(text, ""),
)
_TOLD = ("number", "conflict", "ours", "theirs")
PROPOSAL = Record(
    "a proposal",
    SimpleNamespace,
    id=required(identifier(_ID, f"Write a clause's id and what it is about: legal-aid:{Field.WORDING}.")),
    draft=required(text),
    **{key: optional(text, "") for key in _TOLD},
    by=optional(one_or_many(text), ()),
    set=required(_SET),
    base=optional(text, ""),
    beside=optional(one_or_many(text), ()),
    rewords=optional(one_or_many(text), ()),
    was=optional(one_or_many(text_or_nothing), ()),  # none of what nobody changed since
    is_alternative=optional(yes_or_no, default=False, key="alternative"),
    is_left=optional(yes_or_no, default=False, key="left"),
    as_made=optional(text, "", key="as-made"),
)


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals beside a selection.

    Attributes:
        path: Their file; it need not be there.
        found: In order.
        line: The line on which the first begins.
        comments: The comments that people wrote there.
    """

    path: Path
    found: tuple[Proposal, ...] = ()
    line: int = 0
    comments: tuple[str, ...] = ()


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
    if not stands(path):
        return Proposals(path)
    return read_proposals(selection, read_text(path, is_beside=True))


@contextlib.contextmanager
def change_proposals(selection: Path) -> Iterator[tuple[Proposals, Callable[[Iterable[Proposal]], None]]]:
    """Change the proposals for a selection as ``change_file`` does: they are read under their lock.

    Gives them, and a function that writes those that are to stay; where none do, their file goes.

    Raises:
        DrafterError: see ``change_file``; or if they cannot be read.
        ContentError: with every fault in them.
    """
    with change_file(proposals_path(selection), is_beside=True) as write:
        before = load_proposals(selection)

        def write_proposals(found: Iterable[Proposal]) -> None:
            write(dump_proposals(selection, found, before.comments) or None)

        yield before, write_proposals


def read_proposals(selection: Path, content: str) -> Proposals:
    """The proposals for a selection in the text of their file; see ``load_proposals``.

    Raises:
        ContentError: with every fault in them.
    """
    path = proposals_path(selection)
    root, problems = compose_text(content, str(path))
    read = list_of(PROPOSAL)(root, problems, "the proposals")
    found = [_proposal(one, problems) for one in read]
    raise_on_errors(problems.in_order())
    header = _HEADER.format(selection=selection.name).splitlines()
    comments = tuple(line for line in comments_of(content, root).values() if line not in header)
    return Proposals(path, numbered(found), problems.place_of(read[0])[0] if read else 0, comments)


def _proposal(read: SimpleNamespace, problems: Problems) -> Proposal:
    match = _ID.fullmatch(read.id)
    clause, field = (match["clause"], Field(match["field"])) if match else ("", Field.NEW)
    given = read.set
    beside = ("before", "after") if field in OF_PLACE else ()
    is_set = [key for key in _SET.keys if problems.has(given, key)]
    for key in is_set:
        if key not in (*KEYS[field], *beside):
            at = problems.node_of(given, key)
            problems.add("wrong-key", at, f"“{key}” is no part of a proposal about “{field}”")
    if match and (bool(given.before) + bool(given.after) != bool(beside) or not is_set):
        needed = " or ".join(f"“{key}: …”" for key in beside or KEYS[field])
        at, hint = problems.node_of(given), f"Write {needed} there, one of them."
        problems.add("missing-key", at, f"“set” of {read.id} does not say what it sets", hint)
    signs = {sign: tuple(one[1:].strip() for one in given.sources if one[:1] == sign) for sign in "+-"}
    if sum(map(len, signs.values())) != len(given.sources):
        at = problems.node_of(given, "sources")
        problems.add("bad-source", at, "a source says neither + nor -", "Write it like this: [+lac-19h].")
    to = entry_of(clause, given, signs["+"], signs["-"], given.heading)
    to = replace(to, above=given.words) if field is Field.WORDS else to
    to = replace(to, reason=given.remark) if field is Field.REMARK else to
    told = {
        key: getattr(read, key)
        for key in (*_TOLD, "draft", "base", "by", "beside", "rewords", "was", "is_alternative", "is_left")
    }
    last = read.id.rpartition(":")[2]
    place = whole(last) if last.isdecimal() else 1
    found = Proposal(clause, field, to, given.before or given.after, bool(given.before), place=place, **told)
    return replace(found, is_edited=read.as_made != _made_mark(found))


def dump_proposals(selection: Path, proposals: Iterable[Proposal], comments: Iterable[str]) -> bytes:
    """The bytes of a file of proposals; none where there is nothing to keep."""
    lines = [*comments, *(line for one in numbered(proposals) for line in ("", *_entry(one)))]
    head = _HEADER.format(selection=selection.name)
    return (head + "\n".join(lines) + "\n").encode() if lines else b""


def _entry(one: Proposal) -> list[str]:
    lines = [f"- id: {one.id}", f"  draft: {scalar(one.draft)}"]
    lines += [f"  by: {listed(one.by)}"] if one.by else []
    for key in _TOLD:
        first, *rest = text_lines(getattr(one, key))
        lines += [f"  {key}: {first}", *(f"  {line}" for line in rest)] if getattr(one, key) else []
    lines += ["  set:", *(f"    {line}" for line in one.set_lines)]
    lines += [f"  base: {one.base}"] if one.base else []
    lines += [f"  beside: {listed(one.beside)}"] if one.beside else []
    lines += [f"  rewords: {listed(one.rewords)}"] if one.rewords else []
    lines += [f"  was: {listed(one.was)}"] if one.was else []
    lines += ["  alternative: yes"] if one.is_alternative else []
    lines += ["  left: yes"] if one.is_left else []
    return [*lines, f"  as-made: {'edited' if one.is_edited else _made_mark(one)}"]


def _made_mark(one: Proposal) -> str:
    return short_hash("\n".join(one.set_lines))


def named_in(selection: Path, draft: Path) -> str:
    """A Word file as proposals name it: as seen from the selection's folder, so that no other is like it."""
    name = seen_from(selection.parent.resolve(), draft.parent.resolve() / draft.name)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", name)


def pending_problems(selection: Path) -> list[Problem]:
    """That proposals from Word are still to be decided about; or what is wrong with their file."""
    try:
        proposals = load_proposals(selection)
    except ContentError as error:
        return [replace(problem, severity=Severity.WARNING) for problem in error.problems]
    if not proposals.found:
        return []
    one, count = proposals.found[0], len(proposals.found)
    key = f"pending-proposals{'/several' if count > 1 else ''}"
    facts = {"count": count, "first": one.id, "selection": selection.name}
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    return [Problem(code, message, severity, hint, str(proposals.path), proposals.line, 1, one.clause)]
