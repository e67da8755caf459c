"""Imports what people changed in a Word draft: from the file to proposals for its selection."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.docx.reader import WordDocument, read_word
from drafter.docx.writer import write_word
from drafter.draft.model import Draft
from drafter.drafting import name_mark, open_form
from drafter.files.reading import read_bytes
from drafter.merge.authors import Author, proposals_of, word_authors
from drafter.merge.clause_proposals import decision_proposals, wording_proposals
from drafter.merge.comments import remarks_of
from drafter.merge.gone_words import telling_of_gone
from drafter.merge.joined import instead_of_above, is_said, joined_remarks, joined_wordings
from drafter.merge.kept_notes import notes_kept
from drafter.merge.not_imported import comments_elsewhere, not_imported, status_notices
from drafter.merge.not_taken import problems_of
from drafter.merge.own_ids import with_own_ids
from drafter.merge.parted import parted_wordings, without_parts
from drafter.merge.places import Places, name_new, recognise
from drafter.merge.proposals import Field, Proposal
from drafter.merge.running import RunningText, read_running
from drafter.merge.running_gone import with_what_goes
from drafter.merge.running_proposals import head_proposals, running_proposals
from drafter.merge.signature import signature, went_and_came
from drafter.merge.source_proposals import source_proposals
from drafter.merge.sponsors import says_names, sponsor_proposals
from drafter.merge.telling import CATALOGUE, refusal, told
from drafter.merge.their_clauses import Headings, TheirClause
from drafter.merge.three_way import ThreeWay
from drafter.merge.typed_wishes import are_said, wish_proposals
from drafter.merge.views import View, changed_places, put_in, struck_headings
from drafter.merge.words_now import as_by_now, without_gone
from drafter.problems import DrafterError, Problem
from drafter.returned.document import returned_from
from drafter.selection.loading import OpenSelection


@dataclass(frozen=True, slots=True)
class Imported:
    """What a returned draft has for its selection.

    Attributes:
        proposals: In the order of the document, those about one clause together.
        problems: What cannot be imported, and what a person should know.
        authors: Those who made tracked changes.
        base: The draft that it was made from.
        other_form: The form that it was made with, where that is another than the selection's; else empty.
        form: The selection's form.
        of_agreed: What those proposals are about that change what was agreed.
    """

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    authors: tuple[Author, ...]
    base: Draft
    other_form: str
    form: str
    of_agreed: frozenset[tuple[str, Field]] = frozenset()


def import_edits(
    selection: OpenSelection,
    draft: Path,
    *,
    is_renamed: bool = False,
    known: Mapping[str, str] | None = None,
    base: Draft | None = None,
    of: str = "",
) -> Imported:
    """What people changed in a draft and its selection does not say, as proposals; nothing is written.

    What was changed without tracking is nobody's by name; tracked changes and comments are their authors'.

    Args:
        selection: The selection.
        draft: The Word file.
        is_renamed: Whether the selection has another name than when the draft was made.
        known: Author in Word → delegation, on top of what the selection says.
        base: The draft that it must have been made from; None for any.
        of: The delegation whose words the untracked ones are; empty where they are nobody's by name.

    Raises:
        DrafterError: if the draft was made from another selection or matrix, or cannot be read.
    """
    content, name = read_bytes(draft), str(draft)
    document = read_word(content, name, authors=())
    made = _made_from_it(document.draft, selection, draft, is_renamed=is_renamed)
    if base is not None and printed_words(made) != printed_words(base):
        raise refusal("other-base", draft=draft)
    form, known = open_form(selection.form), {**selection.file.authors, **(known or {})}
    selection = _with_authors(selection, {**known, of: of} if of else known)

    def view(
        document: WordDocument, by: str = "", beside: View | None = None, *, is_whole: bool = False
    ) -> View:
        needed = {
            place: tuple(dict.fromkeys(known.get(one, one) for one in names))
            for place, names in document.needed.items()
        }
        document = replace(document, needed=needed)
        returned = returned_from(document, declared=selection.opened.matrix.declared)
        merge = ThreeWay(returned, made, selection, form)
        of_notes = notes_kept(by, beside, merge) if beside else ()
        own = put_in(beside, document, is_whole=is_whole) if beside else ()
        proposals, running = _merged(merge, own, struck_headings(beside, merge) if beside else ())
        problems = (*merge.problems, *status_notices(merge), *not_imported(returned, running))
        return View(merge, running, (*proposals, *of_notes), problems)

    views = [view(document)]
    proposals, problems = list(views[0].proposals), list(views[0].problems)
    proposals = [
        one
        for one in proposals
        if (one.field is not Field.SPONSORS or not says_names(one, views[0].merge))
        and not is_said(one, views[0].merge)
        and not are_said(one, views[0].merge)
    ]
    authors = []
    by_delegation = word_authors(document.pending, known)
    if of:
        # What it typed, with what it tracked, beside the paper as it was printed.
        printed = view(read_word(write_word(made, form.word_template), name))
        own = view(read_word(content, name, authors=by_delegation.get(of, ())), of, printed, is_whole=True)
        proposals = proposals_of(of, printed, own)
        problems = problems_of(of, printed, own, proposals, is_whole=True)
        views.append(own)
    for delegation, names in by_delegation.items():
        changes = sum(len(document.pending[one]) for one in names)
        is_known = delegation in selection.file.delegations or all(one in known for one in names)
        with_theirs = read_word(content, name, authors=names)
        if (with_theirs.paragraphs, with_theirs.notes) == (document.paragraphs, document.notes):
            authors.append(Author(delegation, changes, 0, 0, is_known))  # of looks only
            continue
        own = view(with_theirs, delegation or told("nobody"), views[0])
        if delegation == of:
            count = sum(of in one.by for one in proposals)
            places = len(changed_places(views[0], own))
            authors.append(Author(delegation, changes, count, places, is_known))
            continue
        found = proposals_of(delegation, views[0], own)
        proposals += found
        problems += problems_of(delegation, views[0], own, found)
        authors.append(Author(delegation, changes, len(found), len(changed_places(views[0], own)), is_known))
        views.append(own)
    remarks, at_clauses = remarks_of(views, known, selection.in_blocks.text)
    problems += comments_elsewhere(document, at_clauses)
    other_form = made.made_from.form if made.made_from.form != form.name else ""
    found = telling_of_gone(
        with_what_goes(with_own_ids([*proposals, *remarks], selection), selection), selection
    )
    of_agreed = frozenset(one.about for one in found if _agreed(views[0].merge, one))
    return Imported(tuple(found), tuple(problems), tuple(authors), made, other_form, form.name, of_agreed)


def printed_words(draft: Draft) -> object:
    """What of a draft tells whether others were made from the same base."""
    return [(clause.id, signature(clause)) for clause in draft.printed]


def _made_from_it(made: Draft | None, selection: OpenSelection, draft: Path, *, is_renamed: bool) -> Draft:
    """The draft inside a Word file, if it was made from a selection and its matrix."""
    if made is None:
        _, _, message, hint = CATALOGUE.say("no-draft", draft=draft)
        raise DrafterError(message, hint)
    matrix, path, options = selection.opened.matrix, selection.path, dict(made.made_from.options)
    used = {source for clause in made.printed for source in clause.sources}
    is_same = made.matrix.name == matrix.name
    if not is_same or not all(one in matrix.sources for one in used):
        way = "/older" if is_same else ""
        names = {"its": made.matrix.name, "ours": matrix.name}
        raise refusal(f"other-matrix{way}", draft=draft, selection=path, **names)
    name = options.get("selection", "")
    is_its_own = name in ("", path.name, name_mark(path.name)) or is_renamed
    if not is_its_own and hashlib.sha256(selection.content).hexdigest() != options.get("selection-sha256"):
        its = "of another name" if name.startswith("#") else name
        raise refusal("other-selection", draft=draft, its=its, ours=path.name)
    return made


def _with_authors(selection: OpenSelection, known: Mapping[str, str]) -> OpenSelection:
    return replace(selection, file=replace(selection.file, authors=known))


def _merged(
    merge: ThreeWay, own: Collection[int], struck: Collection[Headings]
) -> tuple[list[Proposal], RunningText]:
    """Everything in a returned draft that is to be proposed; and the running words in it.

    Args:
        merge: The three sides.
        own: The places of paragraphs that a delegation put in.
        struck: The headings that it struck.
    """
    recognise(merge, [clause for clause in merge.theirs.clauses if clause.sources])
    running = read_running(merge, own)
    recognise(merge, [clause for clause in merge.theirs.clauses if clause.place in running.blocks])
    merge.clauses = list(_comparable(merge, running))
    name_new(merge)
    places = Places(merge, struck)
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
    found += [*joined_wordings(merge), *joined_remarks(merge), *parted_wordings(merge)]
    found += [*sponsor_proposals(merge), *wish_proposals(merge)]
    of_words = list(running_proposals(merge, running, merge.draft_with(found)))
    of_words += head_proposals(merge, running, merge.draft_with(of_words))
    found = _in_order(merge, [*found, *instead_of_above(merge, of_words)])
    _check_result(merge, found)
    return found, running


def _comparable(merge: ThreeWay, running: RunningText) -> Iterator[TheirClause]:
    """The clauses that stand and that the selection still has, and those that drafter did not make."""
    for clause in merge.theirs.clauses:
        if clause.id and clause.id not in merge.entries:
            if clause.printed and clause.signature != signature(clause.printed):
                _, come = went_and_came(signature(clause.printed), clause.signature)
                own = "" if clause.id in merge.selection.by_id else "/own"
                words = come or " / ".join(text for text, *_ in clause.signature)
                merge.note(f"not-in-selection{own}", clause, words=words, selection=merge.selection.file.name)
        elif clause.id or clause.sources or clause.place in running.blocks:
            yield clause
        elif clause.place not in running.home:
            merge.note("no-citation", clause)


def _in_order(merge: ThreeWay, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals in the order of the document, with their numbers; marked where it is out, or was agreed."""
    # By those of the paper that everybody has: what came or went in one file changes the numbers there.
    labels = {clause.id: clause.label for clause in merge.clauses}
    labels |= {printed.id: printed.label for printed in merge.base.printed}
    ids = dict.fromkeys(
        [
            *(one.clause for one in proposals if one.field is Field.WORDS),
            *(clause.id for clause in merge.clauses),
            *(one.id for one in merge.base.printed),
            *merge.entries,
        ]
    )
    rank = {given: place for place, given in enumerate(ids)}
    fields = list(Field)
    marked = []
    for one in proposals:
        ours = merge.entries.get(one.clause)
        is_out = ours is not None and ours.is_out and one.field is not Field.ORDER
        agreed = _agreed(merge, one)
        conflict = agreed or one.conflict
        if is_out and one.clause not in merge.joined_since:
            conflict = "the selection has it out"
        marked.append(replace(one, number=labels.get(one.clause, one.number), conflict=conflict))
    return sorted(marked, key=lambda one: (rank[one.clause], fields.index(one.field)))


def _agreed(merge: ThreeWay, proposal: Proposal) -> str:
    """That a clause was agreed, and when, if a proposal changes its words or takes it out."""
    ours, drafted = merge.entries.get(proposal.clause), merge.drafted.get(proposal.clause)
    is_about_words = proposal.field in (Field.WORDING, Field.SOURCES) or proposal.is_out
    if (
        not is_about_words
        or proposal.is_untouched
        or ours is None
        or ours.stands is None
        or not ours.stands.is_agreed
    ):
        return ""
    return "" if drafted is None or drafted.was_agreed else f"it was {ours.stands.in_words}"


def _check_result(merge: ThreeWay, proposals: Sequence[Proposal]) -> None:
    """Tell which clauses would not be drafted as they stand, with everything taken."""
    touched = {one.clause for one in proposals}
    composed = merge.composed_with(proposals) if proposals else {}
    for clause in merge.clauses:
        there = composed.get(clause.id)
        if clause.id not in touched or there is None or clause.id in merge.joined_since:
            continue
        before = merge.drafted.get(clause.id)
        now, _ = without_gone(*without_parts(merge, *as_by_now(clause, before)), before)
        if not merge.agree(merge.known_of(there, now), now.signature, loosely=True):
            merge.note("not-as-it-stands", clause)
