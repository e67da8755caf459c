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
from drafter.files.limits import FEWER_AUTHORS, MOST_FOR_AUTHORS, refuse_beyond
from drafter.files.reading import read_bytes
from drafter.merge.own_ids import with_own_ids
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.proposing.alone_in_brackets import with_made_on
from drafter.merge.proposing.authors import Author, proposals_of, word_authors
from drafter.merge.proposing.comments import remarks_of
from drafter.merge.proposing.not_imported import comments_elsewhere
from drafter.merge.proposing.not_taken import problems_of
from drafter.merge.proposing.struck_in_others import (
    Struck,
    on_what_is_left,
    strikes_of,
    struck_in_others,
    wishes_of_new,
)
from drafter.merge.proposing.viewing import Viewer, agreed
from drafter.merge.sides.joined import is_said
from drafter.merge.sides.sponsors import says_names
from drafter.merge.sides.typed_wishes import are_said
from drafter.merge.sides.views import View, changed_places
from drafter.merge.signature import signature
from drafter.merge.taking.brackets_kept import with_brackets_told
from drafter.merge.taking.bringing_back import telling_of_gone
from drafter.merge.taking.halves import with_halves_told
from drafter.merge.taking.named_anew import with_names_told
from drafter.merge.taking.running_gone import with_what_goes
from drafter.merge.taking.torn_brackets import with_torn_told
from drafter.merge.telling import CATALOGUE, apart, notice, refusal, told
from drafter.problems import DrafterError, Problem
from drafter.selection.known_names import known_names
from drafter.selection.loading import OpenSelection
from drafter.text.words import excerpt


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
        over_new: Headings over another's new paragraph, to which they belong: whose, and the words.
    """

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    authors: tuple[Author, ...]
    base: Draft
    other_form: str
    form: str
    of_agreed: frozenset[tuple[str, Field]] = frozenset()
    over_new: frozenset[tuple[str, str]] = frozenset()

    def without_headings_over(self, others: Collection[tuple[str, str]]) -> Imported:
        """It without headings over what another puts in, where the file that has them so was passed on.

        In this one, which lacks the other's paragraph, they stand over what follows.

        Args:
            others: Whose, and the words of each, in the files that are read together.
        """
        waiting = {*others} - self.over_new
        gone = [
            one
            for one in self.proposals
            if one.field in OF_RUNNING and {(*one.by, words) for words in one.theirs.split(" / ")} <= waiting
        ]
        proposals = tuple(one for one in self.proposals if one not in gone)
        authors = tuple(
            replace(each, proposals=each.proposals - sum(one.by == (each.name,) for one in gone))
            for each in self.authors
        )
        return replace(self, proposals=proposals, authors=authors)


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

    viewer = Viewer(selection, made, form, known, of)
    views = [viewer.view(viewer.sides(document))]
    proposals, problems = list(views[0].proposals), list(views[0].problems)
    proposals = [
        one
        for one in proposals
        if (one.field is not Field.SPONSORS or not says_names(one, views[0].merge))
        and not is_said(one, views[0].merge)
        and not are_said(one, views[0].merge)
    ]
    by_delegation = word_authors(document.pending, known)

    def read(names: Sequence[str]) -> WordDocument:
        return read_word(content, name, authors=names)

    with_each = _with_each(content, name, document, by_delegation)
    whole = read_word(content, name) if with_each.keys() - {of} else document
    if of:
        # What it typed, with what it tracked, beside the paper as it was printed.
        paper = read_word(write_word(made, form.word_template), name)
        others = {one: each for one, each in with_each.items() if one != of}
        printed = viewer.view(viewer.sides(paper))
        typed = read_word(content, name, authors=by_delegation.get(of, ()), with_typed=True)
        own = with_made_on(viewer.of_typing(typed, document, others, printed), by_delegation, read)
        proposals = proposals_of(of, printed, own)
        problems = problems_of(of, printed, own, proposals, is_whole=True)
        views.append(own)
    struck = struck_in_others(read, document, by_delegation, with_each)
    with_each = on_what_is_left(with_each, by_delegation, struck)
    sides = {
        one: (before, with_made_on(own, by_delegation, read))
        for one, theirs in with_each.items()
        if (theirs.paragraphs, theirs.notes) != (document.paragraphs, document.notes)
        for before, own in [viewer.of_delegation(one, theirs, views[0], whole)]
    }
    found_by = {of: [one for one in proposals if of in one.by]} if of else {}
    for delegation, (before, own) in sides.items():
        if delegation != of:
            found = proposals_of(delegation, before, own)
            found_by[delegation] = found
            proposals += found
            problems += problems_of(
                delegation, before, own, found, each={one: its for one, (_, its) in sides.items()}
            )
            views.append(own)
    whose = {author: one for one, names in by_delegation.items() for author in names}
    problems += _said_of_typed(document, of, whose)
    over_new = (
        (one, words) for one, (_, own) in sides.items() for words in own.running.over_new if one != of
    )
    remarks, at_clauses = remarks_of(views, known, selection.in_blocks.text)
    problems += comments_elsewhere(document, at_clauses)
    other_form = made.made_from.form if made.made_from.form != form.name else ""
    named = with_own_ids([*proposals, *remarks], selection)
    wishes, more = strikes_of(struck, sides, zip([*proposals, *remarks], named, strict=True))
    problems += more
    every = [*wishes_of_new(named), *wishes]
    found = with_torn_told(with_halves_told(with_what_goes(every, selection), selection))
    found = telling_of_gone(with_names_told(with_brackets_told(found, selection), selection), selection)
    of_agreed = frozenset(one.about for one in found if agreed(views[0].merge, one))
    # Whose words stand in the selection under that name is known by it.
    listed = known_names(selection.file)
    authors = [
        Author(
            one,
            sum(len(document.pending[each]) for each in names),
            sum((one or told("nobody"),) == each.by for each in wishes) + len(found_by.get(one, ())),
            len(_places(one, sides.get(one), views[0] if one == of else None, struck)),
            one in listed or all(each in known for each in names),
        )
        for one, names in by_delegation.items()
    ]
    return Imported(
        tuple(found),
        tuple(problems),
        tuple(authors),
        made,
        other_form,
        form.name,
        of_agreed,
        frozenset(over_new),
    )


def _places(
    name: str, sides: tuple[View, View] | None, plain: View | None, struck: Sequence[Struck]
) -> set[int]:
    """The places of the paragraphs that read otherwise with what a delegation tracked.

    Args:
        name: The delegation.
        sides: The file without that, and with it; None where it reads the same.
        plain: The file with every tracked change rejected, where others typed nothing in it; else None.
        struck: Where delegations struck out what others put in.
    """
    found = {one.place for one in struck if one.by == name}
    return found.union(changed_places(plain or sides[0], sides[1])) if sides else found


def _said_of_typed(document: WordDocument, of: str, whose: Mapping[str, str]) -> Iterator[Problem]:
    """That words were typed without tracking in what others put in, where they are read as nobody's.

    Args:
        document: The Word file with every tracked change rejected.
        of: The delegation whose words the untracked ones are; empty for none.
        whose: Author in Word → delegation.
    """
    for one in document.typed_in_new:
        way = "/wish" if one.is_wish else "" if of else "/nobody"
        key = f"typed-within{way}" if one.is_in_words else "typed-in-new"
        within = [whose.get(author, author) for author in one.within]
        # In its own words it is read as its own, and so is its wish.
        if not (one.is_in_words and (of in within or (of and one.is_wish))):
            yield notice(document.name, key, words=excerpt(one.words), by=apart(within))


def _with_each(
    content: bytes, name: str, document: WordDocument, by_delegation: Mapping[str, tuple[str, ...]]
) -> dict[str, WordDocument]:
    """The file as it is with the changes of each delegation alone."""
    what = "paragraphs, each counted for every author of tracked changes"
    refuse_beyond(len(by_delegation) * len(document.paragraphs), MOST_FOR_AUTHORS, name, what, FEWER_AUTHORS)
    return {one: read_word(content, name, authors=names) for one, names in by_delegation.items()}


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
