"""Opens a selection file with the matrix, the concordance and the form that it names."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from drafter.decisions import SelectionEntry
from drafter.draft.placing import Place, place_of
from drafter.draft.running import Names
from drafter.files.reading import decode, read_bytes
from drafter.form.forms import load_form
from drafter.form.outline import Outline, read_outline
from drafter.matrix.candidates import Candidate, candidates
from drafter.matrix.criteria import Criteria
from drafter.matrix.loading import OpenMatrix
from drafter.matrix.selecting import ResolvedClause
from drafter.model import NO_THEME
from drafter.paper import GUIDANCE_AS_CLAUSES
from drafter.problems import (
    ContentError,
    DrafterError,
    ExitStatus,
    Problem,
    Severity,
    raise_on_errors,
)
from drafter.records.nodes import Problems, compose_text
from drafter.selection.blocks import SelectionText, unfit
from drafter.selection.consistency import Entries, check_criteria
from drafter.selection.file import SELECTION, SelectionFile, pair_of
from drafter.selection.lines import NoteLine
from drafter.selection.named_files import find_named_form, open_named_matrix, with_sources
from drafter.selection.resolve import place_clauses, sources_of
from drafter.selection.room import check_room
from drafter.selection.source_file import SOURCES_FILE
from drafter.selection.telling import CATALOGUE
from drafter.text.looks import did_you_mean

_START = "Start a selection under another name: drafter select -o selection.yaml."
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
            raise unfit(self.path, self.content)
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
            raise unknown_clause(clause, self.sources, self.path)
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
        """Where each clause of the file that has sources or a text would stand, in or out."""
        return self.places(place_clauses(self.opened.matrix, self.by_id, self.file))

    def note_of(self, place: Place) -> NoteLine | None:
        """What drafter notes in the block of a clause; None where no recommendation is behind it."""
        item = place.item
        if not any(member in self.opened.matrix.by_id for member in item.candidate.members):
            return None
        theme = item.theme or NO_THEME
        return NoteLine.of(self.opened.matrix, item.candidate.members, theme, place.words)


def unknown_clause(
    clause: str, known: Iterable[str], path: Path, *, may_come_in: bool = False
) -> DrafterError:
    """That there is no such clause, with the nearest one.

    Args:
        clause: As it was named.
        known: The ids that would have been right.
        path: The selection's file.
        may_come_in: Whether one of the matrix that the file does not have would have been right, too.
    """
    where = f"neither in {path} nor in its matrix" if may_come_in else f"in {path}"
    all_of_them = f"“drafter select {path} --list” shows those of the file"
    return DrafterError(
        f"there is no clause “{clause}” {where}",
        did_you_mean(clause, known)
        or all_of_them + (", “drafter list” those of the matrix." if may_come_in else "."),
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
        raise ContentError([Problem("empty-file", "the file is empty", hint=_START, file=str(path))])
    top = SELECTION(root, problems)
    is_reread = opened is not None
    opened = opened or open_named_matrix(top, problems, path.parent, given)
    if not is_reread:
        opened = with_sources(top, problems, path.parent, opened)
    form = form or find_named_form(top, problems, path.parent, given)
    cut = None
    if is_utf_8 and not any(problem.severity is Severity.ERROR for problem in problems.found):
        with contextlib.suppress(DrafterError):
            cut = SelectionText.of(text, path)
    by_id = {candidate.id: candidate for candidate in candidates(opened.matrix, opened.concordance)}
    blocks = cut.blocks if cut and may_have_gone else ()
    gone = {block.id for block in blocks if block.id not in by_id and block.is_bare and block.note}
    outline = _outline(form)
    if outline:
        _check_words(top, problems, opened, outline)
    check_room(top, problems, opened.matrix.declared.proposals)
    if top.criteria:
        check_criteria(top.criteria, problems, opened.matrix)
    noted = {block.id: block.note.members for block in cut.blocks if block.note} if cut else {}
    parts = tuple(part.id for part in outline.parts) if outline else ()
    declared_in = top.sources or SOURCES_FILE
    entries = Entries(
        opened.matrix, opened.concordance, by_id, problems, noted, parts, declared_in, path.name
    )
    entries.read(top.clauses, gone)
    raise_on_errors(problems.in_order())
    file = SelectionFile(
        path.name,
        **vars(top.options),
        head=top.about,
        words=top.words,
        is_public=top.public,
        criteria=top.criteria or Criteria(),
        clauses=tuple(entries.found.values()),
        sources=top.sources,
        delegations=top.delegations,
        authors=top.authors,
        lines={given: problems.place_of(block, "id")[0] for given, block in entries.blocks.items()},
    )
    sources, found = sources_of(file.clauses, by_id), problems.in_order()
    return OpenSelection(path, content, file, opened, form, by_id, sources, cut, found)


def _outline(form: Path) -> Outline | None:
    """The outline of a form; None where it cannot be read, which ``load_form`` reports."""
    try:
        return read_outline(form)[0]
    except DrafterError:
        return None


def _check_words(top: SimpleNamespace, problems: Problems, opened: OpenMatrix, outline: Outline) -> None:
    """Report running words for what neither the form nor the matrix has."""
    known = Names(outline.parts, opened.matrix).known
    for name in top.words:
        if name not in known:
            key, _ = pair_of(problems.node_of(top, "words"), name)
            code, severity, message, hint = CATALOGUE.say("unknown-words", name=name)
            problems.add(code, key, message, did_you_mean(name, known) or hint, severity)
