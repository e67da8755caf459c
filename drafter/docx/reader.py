"""Reads a Word draft back after people edited it, in Word, LibreOffice or another word processor.

The file is never written to. The place of a paragraph is its number among all of the document's body, from 0,
those in tables and text boxes counted: it finds the paragraph again in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from lxml import etree

from drafter.docx.looks.appearance import Appearance
from drafter.docx.looks.colour import Rgb
from drafter.docx.looks.places import Places
from drafter.docx.looks.settings import hides_changes, odd_settings, said_twice
from drafter.docx.looks.shades import shades_in_cells
from drafter.docx.parts.markup import child_of, w
from drafter.docx.parts.numbering import Numbering
from drafter.docx.parts.package import WordPackage
from drafter.docx.parts.programs import programs_in
from drafter.docx.parts.styles import Styles
from drafter.docx.provenance import find_draft, read_draft
from drafter.docx.reading.beside import Comment, Note, commented_in, comments_in, notes_in
from drafter.docx.reading.body import BodyReader
from drafter.docx.reading.edges import Edge, edges_of, prints_marks_on_the_line, sections_of
from drafter.docx.reading.fields import Control, Field, controls_in, fields_in, never_ended, said_of_tables
from drafter.docx.reading.labels import Labels
from drafter.docx.reading.links import Link, links_in
from drafter.docx.reading.note_marks import note_references, own_marks
from drafter.docx.reading.paragraphs import (
    Paragraph,
    as_subparagraph,
    with_contents,
    with_headings,
    with_subparagraphs,
)
from drafter.docx.reading.runs import RunReader
from drafter.docx.tracked.made_on import others_needed
from drafter.docx.tracked.pending import Pending, changes_of_authors
from drafter.docx.tracked.revisions import (
    accept_all,
    accept_of,
    authors_of_looks,
    behind_struck,
)
from drafter.docx.tracked.shown_numbers import labels_with_changes
from drafter.docx.tracked.typed_at_new import Below, Typed, add_needed, below_new, lines_below, printed_in
from drafter.docx.tracked.typed_within import take_typed_within
from drafter.draft.blocks import LEVELS, Role
from drafter.draft.model import Draft


@dataclass(frozen=True)
class WordDocument:
    """A Word draft as it stands, and the draft that was written, as the file keeps it."""

    name: str  # how messages call the file
    accepted: tuple[str, ...] | None  # whose tracked changes were read as accepted; None for everybody's
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    # The ids of the footnotes by all marks, those in deleted text and those that lead nowhere among them.
    mark_order: tuple[str, ...]
    comments: tuple[Comment, ...]
    # Author → for each tracked change that is not yet accepted or rejected the place of its paragraph, or -1.
    changes_by: Mapping[str, tuple[int, ...]]
    changes_of: Mapping[str, tuple[Pending, ...]]  # author → what each of these is
    draft: Draft | None  # None where the file does not say
    is_whole: bool = True  # the draft is as drafter wrote it, by its own fingerprint
    redline_author: str | None = None  # who made it with drafter compare; None where it is no redline
    # The places of paragraphs that cannot be read without changes of others than those who were asked for.
    needed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    # What was typed without tracking in what others put in, where it is read as nobody's.
    typed_in_new: tuple[Typed, ...] = ()
    fields: tuple[Field, ...] = ()  # of the body
    controls: tuple[Control, ...] = ()  # of the body, of notes and of comments
    links: tuple[Link, ...] = ()  # likewise
    # The ids of comments, and on which words each stands, by the places of their paragraphs.
    commented: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    shades: Mapping[int, Rgb] = field(default_factory=dict)  # behind words in cells, by their places
    read_out: tuple[tuple[int, str], ...] = ()  # places of tables, and what is read out in their place
    edges: tuple[Edge, ...] = ()  # what stands at the edges of its pages
    printed_edges: tuple[Edge, ...] | None = None  # what stood there; None where nobody knows
    own_fonts: tuple[str, ...] = ()  # in which its text is set as a whole, and which it brings with it
    programs: tuple[
        str, ...
    ] = ()  # that Word may run when it opens the file: macros, a template from elsewhere
    odd_settings: tuple[str, ...] = ()  # of which nobody knows that they leave its text as it is
    hides_changes: bool = False  # as Word opens it
    other_labels: tuple[Mapping[int, str], ...] = ()  # numbers with all changes shown, and once accepted
    marked_labels: Mapping[str, str] = field(default_factory=dict)  # with all shown, by names of bookmarks

    has_other_looks: bool = False  # by tracked changes of formatting that are read as rejected
    # The same with these as Word shows them; None where nobody asked for it.
    as_formatted: WordDocument | None = None

    @property
    def changes(self) -> int:
        """How many tracked changes are not yet accepted or rejected."""
        return sum(map(len, self.changes_by.values()))

    @property
    def is_redline(self) -> bool:
        """Whether drafter compare made it, changed since or not."""
        return self.redline_author is not None

    @property
    def pending(self) -> Mapping[str, tuple[int, ...]]:
        """Tracked changes by author, but for those that make it a redline of drafter's."""
        return {author: at for author, at in self.changes_by.items() if author != self.redline_author}

    @cached_property
    def note_by_id(self) -> Mapping[str, Note]:
        """Footnotes by id; of two with one id the first, as Word shows it."""
        return MappingProxyType({note.id: note for note in reversed(self.notes)})


def read_word(
    content: bytes,
    name: str,
    *,
    original: bool = False,
    authors: Collection[str] | None = None,
    with_typed: bool = False,
    with_looks: bool = False,
) -> WordDocument:
    """Read a Word draft.

    Args:
        content: The file's bytes.
        name: How messages call it.
        original: Whether tracked changes are read as rejected; otherwise they are read as accepted.
        authors: Whose tracked changes are read as accepted, all others as rejected, but for those that make a
            redline of drafter's; None for everybody's.
        with_typed: Whether what was typed without tracking is these authors', too.
        with_looks: Whether it is also read with the tracked changes of formatting that are else rejected.

    Raises:
        DrafterError: if it is no Word file, is damaged, or would grow beyond all bounds.
    """
    document, has_lines_below = _read(
        content, name, original=original, authors=authors, with_names=with_typed
    )
    if with_looks and document.has_other_looks:
        formatted, _ = _read(content, name, original=original, authors=authors, with_formatting=True)
        document = replace(document, as_formatted=formatted)
    if authors is None or not has_lines_below:
        return document
    whole, _ = _read(content, name)
    hosts = {place: one.place for one in whole.paragraphs for place in one.below}
    return _read(content, name, authors=authors, hosts=hosts, with_typed=with_typed, with_names=with_typed)[0]


def _read(
    content: bytes,
    name: str,
    *,
    original: bool = False,
    authors: Collection[str] | None = None,
    hosts: Mapping[int, int] | None = None,
    with_typed: bool = False,
    with_names: bool = False,
    with_formatting: bool = False,
) -> tuple[WordDocument, bool]:
    """Read a Word draft; and whether a line stands there that may be one of what others put in above it.

    Args:
        content: The file's bytes.
        name: How messages call it.
        original: See ``read_word``.
        authors: See ``read_word``.
        hosts: The place of each line → that of the paragraph that it is one of; None where nobody has looked.
        with_typed: See ``read_word``.
        with_names: Whether names so typed behind what others put in are theirs, too.
        with_formatting: Whether all changes of formatting are accepted, whosoever they are.
    """
    package = WordPackage.open(content, name)
    styles, lists = Styles(package.related_tree("styles")), package.related_tree("numbering")
    document = package.tree(package.document)
    body = child_of(document, w.body)
    roots = {kind: package.related_tree(kind) for kind in ("footnotes", "endnotes", "comments")}
    # What is counted in the file as it stands, tracked changes and all.
    places = {element: place for place, element in enumerate(body.iter(w.p))}
    mark_order, marked = tuple(note_references(body)), frozenset(own_marks(body))
    kept = read_draft(stored[1], name) if (stored := find_draft(package)) else None
    draft, redline_author = (kept.draft, kept.redline_author) if kept else (None, None)
    changes_by, changes_of = changes_of_authors(package, body, roots, places)
    formatters = {author for root in (body, *roots.values()) for author in authors_of_looks(root)}
    restyled = {places[one] for one in behind_struck(body)}
    of_text = () if original or redline_author is None else (redline_author,)
    chosen = () if original else None if authors is None else (*authors, *of_text)
    needed: dict[int, tuple[str, ...]] = {}
    behind = below_new(body, places) if chosen is not None and changes_by else ()
    below, typed, printed = (
        Below(),
        list[Typed](),
        printed_in(draft if chosen is not None and changes_by else None),
    )
    if chosen is not None and hosts is not None:
        below = lines_below(body, places, hosts, chosen, with_typed=with_typed)

    def decide(root: etree._Element) -> Mapping[etree._Element, etree._Element]:
        if chosen is None:
            return accept_all(root)
        others = others_needed(root, chosen, of_text)
        if root is body:
            typed.extend(
                (
                    *add_needed(
                        body, chosen, others, below, printed, with_typed=with_typed, with_names=with_names
                    ),
                    *take_typed_within(
                        body, chosen, others, () if original else printed, is_theirs=with_names
                    ),
                )
            )
        needed.update({places[one]: tuple(sorted(those)) for one, those in others.items() if one in places})
        return accept_of(root, chosen, others, with_formatting=with_formatting)

    other_labels, marked_labels = labels_with_changes(body, lists, styles, places) if changes_by else ((), {})
    for root in roots.values():
        decide(root)
    edges = edges_of(package, roots, sections_of(document), document.find(w.background), decide)
    places |= {one: places[first] for one, first in decide(body).items() if first in places}
    appearance = Appearance.of(package, styles)
    settings = package.related_tree("settings")
    stands = Places(appearance.formatting, appearance.palette, document, settings)
    is_raised, keeps = (
        not (kept and prints_marks_on_the_line(kept.edges)),
        kept is not None and kept.has_directions,
    )
    runs = RunReader(
        styles,
        appearance,
        marks_are_raised=is_raised,
        never_ended=never_ended(body),
        keeps_directions=keeps,
    )
    labels, numbering = Labels(draft.labels if draft else ()), Numbering(lists, styles)
    reader = BodyReader(body, styles, runs, stands, numbering, places, labels)
    reader.read(body)
    paragraphs = tuple(reader.paragraphs)
    has_lines = False
    if draft:
        levels = {
            one.words: LEVELS[one.role] + 1
            for one in draft.texts
            if one.role in LEVELS and one.role is not Role.CHAPEAU
        }
        paragraphs = with_headings(paragraphs, restyled | reader.marked_headings, levels)
        paragraphs = with_contents(paragraphs, draft.in_contents, levels)
        has_lines = any(one.place in behind and as_subparagraph(one) for one in paragraphs)
        paragraphs = with_subparagraphs(paragraphs, {one.words for one in draft.texts}, below.apart)
        for host, line in [(one.place, line) for one in paragraphs for line in one.below if line in needed]:
            needed[host] = tuple(sorted({*needed.get(host, ()), *needed.pop(line)}))
    fields = tuple(fields_in(body, places))
    of_notes, of_comments = (
        RunReader(
            styles,
            appearance,
            never_ended=frozenset().union(*map(never_ended, several)),
            keeps_directions=keeps,
        )
        for several in ((roots["footnotes"], roots["endnotes"]), (roots["comments"],))
    )
    read = WordDocument(
        name=name,
        accepted=None if chosen is None else tuple(chosen),
        paragraphs=paragraphs,
        notes=tuple(notes_in(roots, mark_order, paragraphs, of_notes, numbering, reader.pages, marked)),
        mark_order=mark_order,
        comments=tuple(
            comments_in(roots["comments"], package.related_tree("commentsExtended"), of_comments, numbering)
        ),
        changes_by=changes_by,
        changes_of=changes_of,
        draft=draft,
        is_whole=kept is None or kept.is_whole,
        redline_author=redline_author,
        needed=needed,
        typed_in_new=tuple(typed),
        fields=fields,
        controls=tuple(one for root in (body, *roots.values()) for one in controls_in(root, places)),
        links=tuple(links_in(package, {"": body, **roots}, places, fields)),
        commented=commented_in(body, places),
        shades=shades_in_cells(body, appearance.palette, places),
        read_out=tuple(said_of_tables(body, places)),
        edges=edges,
        printed_edges=kept.edges if kept else None,
        own_fonts=tuple(sorted(appearance.fonts.of_all)),
        programs=programs_in(package),
        odd_settings=(*odd_settings(settings), *said_twice(package.related_tree("styles"))),
        hides_changes=hides_changes(settings),
        other_labels=other_labels,
        marked_labels=marked_labels,
        has_other_looks=chosen is not None and not formatters <= {*chosen},
    )
    return read, has_lines
