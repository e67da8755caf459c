"""Imports what people changed in a Word draft: from the file to proposals for its selection.

What no selection can say is told, kind by kind, and stays in Word. Where “drafter check” finds it, it is
taken from there. Severity is another matter here than there: nothing of it is wrong, but whoever drafts
again will not see it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.check.draft import open_comments
from drafter.check.finding import Finding, finding
from drafter.check.note_marks import misplaced_marks
from drafter.check.outside import Kind, added_findings, annex_findings, changed_texts
from drafter.check.structure import stray_findings
from drafter.check.words import names_of_regions, regions_of, reworded_findings, some_of, unreadable_findings
from drafter.docx.reader import read_word
from drafter.draft.model import Draft
from drafter.drafting import open_form
from drafter.files import read_bytes
from drafter.merge.places import Places, name_new, recognise
from drafter.merge.proposals import CATALOGUE, Field, Proposal, refusal
from drafter.merge.theirs import TheirClause, notice, signature
from drafter.merge.three_way import ThreeWay, decision_proposals, source_proposals, wording_proposals
from drafter.model import Decision
from drafter.problems import DrafterError, Problem
from drafter.returned.document import ReadLine, Returned, returned_from
from drafter.selection.loading import OpenSelection
from drafter.text import excerpt, words_of

_WAYS = {Kind.BOX: "/box", Kind.HEADINGS: "/headings"}
_MOST_SHOWN = 5  # open comments


@dataclass(frozen=True, slots=True)
class Imported:
    """What a returned draft has for its selection.

    Attributes:
        proposals: In the order of the document, those about one clause together.
        problems: What cannot be imported, and what a person should know.
        tracked: How many tracked changes were read as accepted.
        other_form: The form that it was made with, where that is another than the selection's; else empty.
        form: The selection's form.
    """

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    tracked: int
    other_form: str
    form: str


def import_edits(selection: OpenSelection, draft: Path, *, is_renamed: bool = False) -> Imported:
    """What people changed in a draft and its selection does not say, as proposals; nothing is written.

    Args:
        selection: The selection.
        draft: The Word file.
        is_renamed: Whether the selection has another name than when the draft was made.

    Raises:
        DrafterError: if the draft was made from another selection or matrix, or cannot be read.
    """
    document = read_word(read_bytes(draft), str(draft))
    made = _made_from_it(document.draft, selection, draft, is_renamed=is_renamed)
    form = open_form(selection.form)
    returned = returned_from(document)
    merge = ThreeWay(returned, made, selection, form)
    proposals = _merged(merge)
    problems = (*merge.problems, *_not_imported(returned))
    other_form = made.made_from.form if made.made_from.form != form.name else ""
    return Imported(tuple(proposals), problems, document.changes, other_form, form.name)


def _made_from_it(made: Draft | None, selection: OpenSelection, draft: Path, *, is_renamed: bool) -> Draft:
    """The draft inside a Word file, if it was made from a selection and its matrix."""
    if made is None:
        _, _, message, hint = CATALOGUE.say("no-draft", draft=draft)
        raise DrafterError(message, hint)
    matrix, path, options = selection.opened.matrix, selection.path, dict(made.made_from.options)
    used = {source for clause in made.printed for source in clause.sources}
    is_same = made.matrix.name == matrix.name
    if not is_same or not used <= set(matrix.by_id):
        way = "/older" if is_same else ""
        names = {"its": made.matrix.name, "ours": matrix.name}
        raise refusal(f"other-matrix{way}", draft=draft, selection=path, **names)
    name = options.get("selection", "")
    is_its_own = not name or name == path.name or is_renamed
    if not is_its_own and hashlib.sha256(selection.content).hexdigest() != options.get("selection-sha256"):
        raise refusal("other-selection", draft=draft, its=name, ours=path.name)
    return made


def _merged(merge: ThreeWay) -> list[Proposal]:
    """Everything in a returned draft that is to be proposed."""
    recognise(merge)
    merge.clauses = list(_comparable(merge))
    name_new(merge)
    places = Places(merge)
    of_sources, of_new = source_proposals(merge)
    found = [
        *decision_proposals(merge),
        *of_sources,
        *places.heading_proposals(),
        *places.order_proposals(),
        *places.new_proposals(of_new),
    ]
    kinds = {one.clause: one for one in places.kind_proposals(merge.composed_with(found))}
    for place, one in enumerate(found):
        if one.field is Field.NEW and one.clause in kinds:  # it has its kind in its block
            found[place] = replace(one, to=replace(one.to, kind=kinds.pop(one.clause).to.kind))
    found += kinds.values()
    found += wording_proposals(merge, merge.composed_with(found), kinds)
    found = _in_order(merge, found)
    _check_result(merge, found)
    return found


def _comparable(merge: ThreeWay) -> Iterator[TheirClause]:
    """The clauses that stand and that the selection still has, and those that drafter did not make."""
    for clause in merge.theirs.clauses:
        if clause.id and clause.id not in merge.entries:
            if clause.printed and clause.signature != signature(clause.printed):
                merge.note("not-in-selection", clause, selection=merge.selection.file.name)
        elif not clause.id and not clause.sources:
            merge.note("no-citation", clause)
        else:
            yield clause


def _in_order(merge: ThreeWay, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals in the order of the document, with their numbers; marked where the clause is out."""
    labels = {printed.id: printed.label for printed in merge.base.printed}
    labels |= {clause.id: clause.label for clause in merge.clauses}
    ids = dict.fromkeys(
        [*(clause.id for clause in merge.clauses), *(one.id for one in merge.base.printed), *merge.entries]
    )
    rank = {given: place for place, given in enumerate(ids)}
    fields = list(Field)
    marked = []
    for one in proposals:
        ours = merge.entries.get(one.clause)
        is_out = ours is not None and ours.decision is Decision.OUT and one.field is not Field.ORDER
        conflict = "the selection has it out" if is_out else one.conflict
        marked.append(replace(one, number=labels.get(one.clause, ""), conflict=conflict))
    return sorted(marked, key=lambda one: (rank[one.clause], fields.index(one.field)))


def _check_result(merge: ThreeWay, proposals: Sequence[Proposal]) -> None:
    """Tell which clauses would not be drafted as they stand, with everything taken."""
    touched = {one.clause for one in proposals}
    composed = merge.composed_with(proposals) if proposals else {}
    for clause in merge.clauses:
        there = composed.get(clause.id)
        if clause.id not in touched or there is None:
            continue
        if not merge.agree(signature(there), clause.signature, loosely=True):
            merge.note("not-as-it-stands", clause)


# What cannot become a proposal


def _not_imported(returned: Returned) -> Iterator[Problem]:
    name = returned.document.name
    found = dict.fromkeys(_of_check(returned))
    for one in sorted(found, key=lambda one: one.place):
        way = "footnote" if one.code == "unreadable-text" and one.notes else "stays"
        yield notice(name, f"{one.code}/{way}", clause=one.clause, said=one.sentence, hint=one.hint)
    for changed in changed_texts(returned, {one.place for one in found if one.place >= 0}):
        yield notice(name, f"text-of-the-form{_WAYS.get(changed.kind, '')}", words=changed.in_words)
    if comments := open_comments(returned.document):
        said = [f"{one.author or 'nobody'}: “{excerpt(one.text)}”" for one in comments]
        yield notice(name, "open-comments", count=len(said), shown=some_of(said, _MOST_SHOWN, "; "))


def _of_check(returned: Returned) -> Iterator[Finding]:
    yield from unreadable_findings(returned, with_signs=False)  # signs are left out, and that is said
    yield from reworded_findings(returned)
    for line in returned.lines:
        if not line.line.is_copy and not line.rests:
            yield from misplaced_marks(returned, line)
            yield from _names_of_regions(returned, line)
    others = [*stray_findings(returned), *annex_findings(returned)]
    others = [one for one in others if one.code != "unknown-heading"]  # told with all other headings
    yield from others
    told = {one.place for one in others if one.place >= 0}
    yield from added_findings(returned, told)


def _names_of_regions(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Names of regions after a clause that are not those of its footnotes: drafter prints those."""
    was = " ".join(printed.support for printed in line.printed)
    stands = line.line.support
    if words_of(was) == words_of(stands):
        return
    resolver = returned.resolver
    named, before = resolver.regions_named(stands), resolver.regions_named(was)
    cited = [source for _, source in line.cited]
    printed = [source for printed in line.printed for source in printed.cited]
    if cited != printed and named == regions_of(returned, cited):
        return  # the footnotes were changed, and the names with them
    changes = [
        f"{', '.join(names_of_regions(returned, keys))} {verb}"
        for keys, verb in ((named - before, "added"), (before - named, "taken out"))
        if keys
    ]
    yield finding(line, "support-changed", what="; ".join(changes) or f"“{excerpt(stands)}”")
