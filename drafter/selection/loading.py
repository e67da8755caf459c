"""Opens a selection file with the matrix, the concordance and the form that it names."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from drafter.draft.clauses import Place, place_of
from drafter.draft.model import Clause
from drafter.files import decode, read_bytes, seen_from
from drafter.form.forms import load_form
from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import Criteria, ResolvedClause
from drafter.matrix.loading import DEFAULT_FORM, OpenMatrix, find_form, open_matrix
from drafter.model import GUIDANCE_AS_CLAUSES, Candidate, SelectionEntry
from drafter.problems import (
    ContentError,
    DrafterError,
    ExitStatus,
    Problem,
    Severity,
    did_you_mean,
    raise_on_errors,
)
from drafter.records import Problems, compose_text
from drafter.selection.blocks import SelectionText, unfit
from drafter.selection.consistency import Entries, check_criteria
from drafter.selection.file import CATALOGUE, SELECTION, SelectionFile, split_lines
from drafter.selection.lines import NoteLine
from drafter.selection.resolve import place_clauses, sources_of
from drafter.text import longest_rising

_YAML = (".yaml", ".yml")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class OpenSelection:
    """A selection file, read against its matrix.

    Attributes:
        path: The file.
        content: Its bytes.
        file: What it says.
        opened: The matrix and the concordance.
        form: The folder of the form.
        by_id: Every candidate by id.
        sources: The sources of each clause of the file.
        cut: The file as lines; None where its style, or UTF-16, does not allow to change it.
        problems: Warnings.
    """

    path: Path
    content: bytes
    file: SelectionFile
    opened: OpenMatrix
    form: Path
    by_id: Mapping[str, Candidate]
    sources: Mapping[str, tuple[str, ...]]
    cut: SelectionText | None
    problems: tuple[Problem, ...]

    @property
    def in_blocks(self) -> SelectionText:
        """The file as lines.

        Raises:
            DrafterError: if it is written in a style that cannot be changed line by line.
        """
        if self.cut is None:
            raise unfit(self.path)
        return self.cut

    def reread(self, changed: SelectionText) -> OpenSelection:
        """The same with another text, against the same matrix; its bytes are those that are to be written.

        Raises:
            ContentError: with every fault in it.
        """
        if changed.text == self.in_blocks.text:
            return self
        mark = _BYTE_ORDER_MARK if self.content.startswith(_BYTE_ORDER_MARK) else b""
        content = mark + changed.text.encode()
        return read_selection(self.path, content, {}, self.opened, self.form, may_have_gone=True)

    def entry(self, clause: str) -> SelectionEntry | None:
        """What the file says of a clause; None where it does not have it."""
        return next((one for one in self.file.clauses if one.id == clause), None)

    def clause(self, clause: str) -> SelectionEntry:
        """What the file says of a clause.

        Raises:
            DrafterError: if it does not have it.
        """
        entry = self.entry(clause)
        if entry is None:
            raise unknown_clause(clause, self.sources, f" in {self.path}")
        return entry

    @property
    def changed_sources(self) -> dict[str, str]:
        """For each clause whose sources are others than drafter noted, what has changed, in words."""
        decided = {source for clause in self.file.clauses for source in (*clause.added, *clause.dropped)}
        found = {}
        for block in self.cut.blocks if self.cut else ():
            if block.note and self.sources.get(block.id):
                now = NoteLine.of(self.opened.matrix, self.sources[block.id], block.note.theme, "")
                change = block.note.changes(now, decided)
                if change:
                    found[block.id] = change
        return found

    def places(self, chosen: Iterable[ResolvedClause]) -> dict[str, Place]:
        """Where clauses would stand in a draft, by id: part by part, in each in the order given."""
        form, is_clause = load_form(self.form), self.file.guidance == GUIDANCE_AS_CLAUSES
        rank = {part.id: n for n, part in enumerate(form.parts)}
        found = [place_of(item, self.opened.matrix, form, guidance_as_clauses=is_clause) for item in chosen]
        found.sort(key=lambda place: rank[place.part.id] if place.part else len(rank))
        return {place.item.candidate.id: place for place in found}

    @property
    def placed(self) -> dict[str, Place]:
        """Where each clause of the file that has sources would stand, in or out."""
        return self.places(place_clauses(self.opened.matrix, self.by_id, self.file))

    def note_of(self, place: Place) -> NoteLine:
        """What drafter notes in the block of a clause."""
        item = place.item
        return NoteLine.of(self.opened.matrix, item.candidate.members, item.theme, place.lead.text)


def unknown_clause(clause: str, known: Iterable[str], where: str = "") -> DrafterError:
    """That there is no such clause, with the nearest one."""
    return DrafterError(
        f"there is no clause “{clause}”{where}",
        did_you_mean(clause, known) or "“drafter list” shows every id.",
        status=ExitStatus.USAGE,
    )


def open_selection(
    path: Path, *, matrix: str = "", concordance: str = "", form: str = "", may_have_gone: bool = False
) -> OpenSelection:
    """Open a selection file.

    Args:
        path: The file.
        matrix: A matrix to use in place of the one that the file names.
        concordance: Likewise.
        form: Likewise.
        may_have_gone: Do not report clauses that drafter put there, that nobody wrote anything about, and
            that stand neither in the matrix nor in the concordance any more.

    Raises:
        DrafterError: if a file cannot be read.
        ContentError: with every fault in a file.
    """
    given = {"matrix": matrix, "concordance": concordance, "form": form}
    return read_selection(path, read_bytes(path), given, may_have_gone=may_have_gone)


def read_selection(
    path: Path,
    content: bytes,
    given: Mapping[str, str],
    opened: OpenMatrix | None = None,
    form: Path | None = None,
    *,
    may_have_gone: bool,
) -> OpenSelection:
    """Hold the bytes of a file against its matrix; see ``open_selection``.

    Args:
        path: The file, which need not be there.
        content: Its bytes.
        given: What is used in place of the "matrix", "concordance" and "form" that it names.
        opened: Its matrix and concordance, where they are open already.
        form: The folder of its form, where that is known already.
        may_have_gone: Do not report clauses that have gone.
    """
    text, is_utf_8 = decode(content, path), True
    try:
        text = content.decode("utf-8-sig")  # with its own line ends
    except UnicodeDecodeError:
        is_utf_8 = False  # UTF-16: it can be read, not changed
    root, problems = compose_text(text.replace("\r\n", "\n").replace("\r", "\n"), str(path))
    if root is None:
        raise ContentError([Problem("empty-file", "the file is empty", file=str(path))])
    top = SELECTION(root, problems)
    opened = opened or _open_matrix(top, problems, path.parent, given)
    form = form or _find_form(top, problems, path.parent, given)
    cut = None
    if is_utf_8 and not any(problem.severity is Severity.ERROR for problem in problems.found):
        with contextlib.suppress(DrafterError):
            cut = SelectionText.of(text, path)
    by_id = {candidate.id: candidate for candidate in candidates(opened.matrix, opened.concordance)}
    blocks = cut.blocks if cut and may_have_gone else ()
    gone = {block.id for block in blocks if block.id not in by_id and block.is_bare and block.note}
    if top.criteria:
        check_criteria(top.criteria, problems, opened.matrix)
    noted = {block.id: block.note.members for block in cut.blocks if block.note} if cut else {}
    entries = Entries(opened.matrix, opened.concordance, by_id, problems, noted, split_lines(text))
    entries.read(top.clauses, gone)
    raise_on_errors(problems.in_order())
    file = SelectionFile(
        path.name,
        **vars(top.options),
        criteria=top.criteria or Criteria(),
        clauses=tuple(entries.found.values()),
        lines={given: problems.place_of(block, "id")[0] for given, block in entries.blocks.items()},
    )
    sources, found = sources_of(file.clauses, by_id), problems.in_order()
    return OpenSelection(path, content, file, opened, form, by_id, sources, cut, found)


def source_problems(selection: OpenSelection) -> list[Problem]:
    """Clauses whose sources are others than they were when drafter last noted them.

    An own wording is a person's words for certain sources, so this is a warning there.
    """
    if selection.cut is None:
        return []
    changed, noted = selection.changed_sources, {block.id for block in selection.cut.blocks if block.note}
    found = []
    for entry in selection.file.clauses:
        change = changed.get(entry.id, "")
        if change:
            way = "/own-words" if entry.has_own_words else ""
            found.append(_problem(selection, f"changed-sources{way}", entry.id, change=change))
        elif entry.has_own_words and entry.id not in noted:
            found.append(_problem(selection, "changed-sources/untold", entry.id, file=selection.path.name))
    return found


def out_of_place(selection: OpenSelection, drafted: Iterable[Clause]) -> list[Problem]:
    """Clauses that do not stand in the draft where their blocks stand in the file, part by part.

    Clauses of one heading stand together in a draft, and moving a block does not change its heading: who
    moves one among the blocks of another heading is told.

    Args:
        selection: The file.
        drafted: The clauses as they stand in the draft.
    """
    place = {entry.id: n for n, entry in enumerate(selection.file.clauses)}
    parts: dict[str, list[Clause]] = {}
    for clause in drafted:
        parts.setdefault(clause.part, []).append(clause)
    found = []
    for own in parts.values():
        in_place = longest_rising([place[clause.id] for clause in own])
        found += [clause for clause in own if place[clause.id] not in in_place]
    return [_problem(selection, "stands-apart", one.id, heading=one.heading) for one in found]


def _problem(selection: OpenSelection, key: str, clause: str, **facts: object) -> Problem:
    code, severity, message, hint = CATALOGUE.say(key, clause=clause, **facts)
    line = selection.file.lines[clause]
    return Problem(code, message, severity, hint, str(selection.path), line, 1, clause)


def named_for(folder: Path, named: str) -> str:
    """How a file in a folder names what the user named: a path as seen from that folder."""
    return seen_from(folder, Path(named)) if named and Path(named).exists() else named


def named_from(folder: Path, named: str) -> str:
    """What a file names, seen from where drafter runs: a path in it is seen from the file's folder."""
    if not named or Path(named).is_absolute():
        return named
    beside = folder / named
    is_path = "/" in named or "\\" in named or Path(named).suffix.lower() in (*_YAML, ".txt")
    return str(beside) if is_path or beside.exists() else named


def _open_matrix(
    top: SimpleNamespace, problems: Problems, folder: Path, given: Mapping[str, str]
) -> OpenMatrix:
    if not (given["matrix"] or top.matrix):
        raise ContentError(problems.in_order())
    entries = given["concordance"] or named_from(folder, top.concordance)
    try:
        return open_matrix(given["matrix"] or named_from(folder, top.matrix), entries or None)
    except ContentError:
        raise
    except DrafterError as error:
        is_about_concordance = bool(entries) and entries in error.message
        _report_at(top, problems, "concordance" if is_about_concordance else "matrix", given, error)
        raise ContentError(problems.in_order()) from error


def _find_form(top: SimpleNamespace, problems: Problems, folder: Path, given: Mapping[str, str]) -> Path:
    try:
        return find_form(given["form"] or named_from(folder, top.form) or DEFAULT_FORM)
    except DrafterError as error:
        _report_at(top, problems, "form", given, error)
        return folder


def _report_at(
    top: SimpleNamespace, problems: Problems, key: str, given: Mapping[str, str], error: DrafterError
) -> None:
    """Report at a key's place that what it names cannot be opened, unless another was given in its place."""
    if given[key] or not problems.has(top, key):
        raise error
    problems.add(f"bad-{key}", problems.node_of(top, key), error.message, error.hint)
