"""The annexes of a draft: where each paragraph comes from, and what of the matrix is in none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from drafter.decisions import Withdrawn
from drafter.draft.blocks import Block, CellParagraph, ClauseId, GroupHeading, Paragraph, Quotation, Role, Row
from drafter.draft.clause import Clause, ClauseNumber
from drafter.draft.model import Options
from drafter.draft.put_together import how_put_together
from drafter.draft.variant import Edit, Variant
from drafter.draft.withdrawn import of_own_text, where_it_stands, wished, withdrawn_rows
from drafter.matrix.criteria import in_words
from drafter.matrix.selecting import NotUsed
from drafter.model import RECOMMENDATION_ID, Kind, Matrix, Recommendation
from drafter.paper import Alternatives, AnnexSize, Edition
from drafter.phrases import Phrases
from drafter.sources import Proposal, Source
from drafter.stretches import SourcedStretch
from drafter.text.italics import literal, literal_facts, unmarked
from drafter.text.words import capitalized, excerpt

# The columns of each annex, with their widths; “was” for the numbers of an earlier draft. Where a wider font
# stands in for the template's, a head or “para. 61 (a)” still breaks between its words alone.
_COLUMNS = {
    "sources": {"clause": 25, "was": 14, "region": 28, "paragraph": 26, "changes": 121},
    "not-used": {"region": 15, "paragraph": 13, "text": 43, "reason": 29},
}
# A reason that so many recommendations have is said once.
_MANY = 8
_CLOSING = ".;,"
_POSSIBLE_ID = re.compile(rf"(?<![\w-]){RECOMMENDATION_ID.pattern}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Annex:
    """What an annex holds.

    Attributes:
        count: Of what it lists.
        said_once: What is said once of many.
        columns: The names of the table's columns, with their widths in parts of the whole.
        rows: Of the table.
    """

    count: int
    said_once: tuple[Block, ...]
    columns: Mapping[str, int]
    rows: tuple[Row | GroupHeading, ...]


@dataclass(frozen=True, slots=True)
class AnnexMaker:
    """Makes what the annexes of one draft hold.

    Attributes:
        clauses: The numbered clauses, then guidance.
        not_used: What is in none of them.
        options: How the draft is made.
        withdrawn: What people withdrew, with its words.
    """

    matrix: Matrix
    phrases: Phrases
    clauses: Sequence[Clause]
    not_used: Sequence[NotUsed]
    options: Options
    withdrawn: Sequence[Withdrawn] = ()

    def annex(self, name: str) -> Annex | None:
        """An annex of ``ANNEXES``; None where it would be empty, or is not wanted."""
        is_for_desk = name == "not-used" and self.options.edition is Edition.DELEGATES
        if is_for_desk or self.options.annexes is AnnexSize.NONE:
            return None
        columns = dict(_COLUMNS[name])
        if self.options.was is None:
            columns.pop("was", None)
        if name == "sources":
            rows: list[Row | GroupHeading] = list(self._sources())
            annex = Annex(len(rows), (), columns, tuple(rows))
        else:
            said_once, rows = self._not_used()
            left_out = {item.id for item in self.not_used}
            rows = [*withdrawn_rows(self.withdrawn, left_out, self.matrix, self.phrases), *rows]
            if not self._is_full:
                columns = {"opening" if name == "text" else name: own for name, own in columns.items()}
            annex = Annex(len(self.not_used), tuple(said_once), columns, tuple(rows))
        return annex if annex.said_once or annex.rows else None

    @property
    def _is_full(self) -> bool:
        return self.options.annexes is AnnexSize.FULL

    def _not_used(self) -> tuple[list[Block], list[Row | GroupHeading]]:
        """What is said once of many, unless every text is to stand verbatim; and a row for each other.

        Those of a theme stand below its heading, which names its section: another may have its title.
        """
        by_reason: dict[str, list[Recommendation]] = {}
        for item in self.not_used:
            if not item.wishes:
                own = by_reason.setdefault(in_words(item.reason, self.phrases), [])
                own.append(self.matrix.by_id[item.id])
        said_once = {} if self._is_full else {why: own for why, own in by_reason.items() if len(own) > _MANY}
        rows: list[Row | GroupHeading] = []
        for theme_id, items in groupby(self.not_used, lambda item: self.matrix.by_id[item.id].themes[0]):
            theme = self.matrix.theme_by_id[theme_id]
            titles = [theme.title, self.matrix.section_by_id[theme.section].title]
            titles = [literal(title) for title in titles if title]
            heading = [GroupHeading(None, titles[0], tuple(titles[1:]))] if titles else []
            own_rows = [
                self._not_used_row(item)
                for item in items
                if item.wishes or in_words(item.reason, self.phrases) not in said_once
            ]
            rows += [*heading, *own_rows] if own_rows else []
        blocks: list[Block] = [
            Paragraph.of(
                Role.TEXT,
                "; ".join(self._by_meeting(own)) + ".",
                unmarked(self.phrases.say("said-once", why=capitalized(why), count=len(own)))[0],
            )
            for why, own in said_once.items()
        ]
        return blocks, rows

    def _not_used_row(self, item: NotUsed) -> Row:
        source = self.matrix.by_id[item.id]
        reasons = [capitalized(in_words(item.reason, self.phrases)), *wished(item.wishes, self.phrases)]
        if item.shared_with and self._is_full:
            same = "; ".join(map(self._in_words, item.shared_with))
            reasons.append(self.phrases.say("says-the-same", sources=same))
        if item.id in self.matrix.corrected:
            reasons.append(self.phrases.say("corrected"))
        texts: Iterable[CellParagraph] = [literal(excerpt(source.text))]
        if self._is_full:
            texts = self._texts(source, "")
        return (*self._place(source), tuple(texts), tuple(reasons))

    def _by_meeting(self, items: Sequence[Recommendation]) -> Iterator[str]:
        """The paragraphs of each meeting's report: “Africa: paras. 28 (a), (c), 30”."""
        order = self.matrix.citing_order
        ordered = sorted(items, key=lambda item: (order[item.id][0], item.regions, order[item.id]))
        for _, several in groupby(ordered, lambda item: item.regions):
            of_regions = list(several)
            own = [item.citation for item in of_regions]
            listed: list[str] = []
            elsewhere = [self.phrases.paragraph(one) for one in own if not one.paragraph]
            for number, citations in groupby(
                (one for one in own if one.paragraph), lambda citation: citation.number
            ):
                below = ", ".join(filter(None, (one.label.partition(" ")[2] for one in citations)))
                listed.append(f"{number}\N{NO-BREAK SPACE}{below}" if below else number)
            said = self.phrases.say("paragraphs", count=len(listed), listed=", ".join(listed))
            places = ", ".join([said, *elsewhere] if listed else elsewhere)
            yield f"{self._regions(of_regions[0])}: {places}"

    def _sources(self) -> Iterator[Row]:
        """One row a source: paragraph, who contributed it, where it stands, its words, how they were used."""
        for clause in self.clauses:
            was = () if self.options.was is None else ((self.options.was.get(clause.id, "–"),),)
            about = list(self._about(clause))
            # The desk names clauses by their ids in a selection; they are nobody else's concern.
            named = [ClauseId(clause.id)] if self.options.edition is Edition.WORKING else []
            is_lead = clause.printed_as is Alternatives.LEAD
            is_merged = clause.printed_as is Alternatives.INLINE  # none of its wordings stands there as it is
            if not clause.sources and not all(version.by for version in clause.variants):
                label = (ClauseNumber.of(clause) if clause.number else self.phrases.say("no-number"), *named)
                whose, how = of_own_text(clause.variants[0].text, self.phrases)
                yield label, *was, (whose,), ("–",), (*about, *how)
                about, named = [], []
            for number, version in enumerate(clause.variants):
                used = self._how_used(clause, version)
                if not version.sources and version.by:
                    cells = ((literal(self.phrases.named(version.by)),), ("–",), (*about, *used))
                    yield ((self._number_of(clause, number), *named), *was, *cells)
                    about, named = [], []
                for place, source in enumerate(version.sources):
                    item = self.matrix.sources[source]
                    how = used if place == 0 or version.is_own else [self.phrases.say("as-above")]
                    if version.is_drafters and not version.supported and source not in version.cf:
                        how = [self.phrases.say("as-in-source")]  # people quote it, word for word
                    how = [*how, *(self._whose(version) if place == 0 else ())]
                    how = [*how, *(self._other_places(item, clause) if self._is_full else ())]
                    has_line = not is_lead or version.is_addition or number == 0 or bool(version.by)
                    is_printed = not version.is_own and has_line
                    printed = version.text if is_printed and not is_merged else ""
                    is_corrected = item.id in self.matrix.corrected
                    lead_in = self.phrases.say("words-corrected" if is_corrected else "words")
                    words = tuple(self._texts(item, printed, lead_in))
                    if is_corrected:
                        how.append(self.phrases.say("corrected"))
                    same = () if how or words else (self.phrases.say("as-in-source"),)
                    said = (*about, *how, *words, *same)
                    first = (self._number_of(clause, number), *named)
                    about, named = [], []
                    yield first, *was, *self._place_of(item, version), said

    def _about(self, clause: Clause) -> Iterator[str]:
        """What a reviewer wants to know first: who contributed, and how the texts were put together.

        Of a clause from one source the row below says it all.
        """
        said = []
        if len(clause.sources) > 1:
            of_words = {
                source
                for version in clause.variants
                for source in version.sources
                if not _is_cited_alone(self.matrix.sources[source], version, self.phrases)
            }
            keys = [
                key for one in of_words if one in self.matrix.by_id for key in self.matrix.by_id[one].regions
            ]
            names = [literal(self.matrix.region_by_key[key].name) for key in clause.regions if key in keys]
            others = (self.matrix.sources[one] for one in clause.sources if one not in self.matrix.by_id)
            names += dict.fromkeys(
                where_it_stands(one, self.matrix, self.phrases)[0] for one in others if one.id in of_words
            )
            if names:
                said.append(self.phrases.say("from", regions=self.phrases.in_a_row(names)))
        # In brief, what stands nowhere else in the paper: the rest has rows of its own.
        left_out = {item.id for item in self.not_used}
        near = [one for one in clause.near if self._is_full or one in left_out]
        beside = [self.matrix.by_id[one] for one in near if one not in clause.sources]
        if (
            beside and clause.kind is not Kind.GUIDANCE
        ):  # nobody weighs wordings of what the drafters are told
            said.append(self.phrases.say("near", near="; ".join(self._by_meeting(beside))))
        if said:
            yield " ".join(said)
        yield from (remark.text for remark in clause.remarks)
        if len(clause.sources) > 1:
            yield from how_put_together(clause, self.phrases)
        if clause.shared_note:  # in words that stand on this page
            note = _POSSIBLE_ID.sub(lambda match: self._in_words(match[0]), clause.shared_note)
            yield self.phrases.say("note", note=note)

    def _how_used(self, clause: Clause, version: Variant) -> list[str]:
        if (
            clause.printed_as is Alternatives.LEAD
            and version is not clause.variants[0]
            and not (version.is_addition or version.by)
        ):
            return [self.phrases.say("not-printed-own" if clause.variants[0].is_own else "not-printed")]
        if version.by:
            key = "proposed" if version.is_own else "proposed-source"
            return [self.phrases.say(key, named=literal(self.phrases.named(version.by)))]
        if version.is_own:
            return [self.phrases.say("own-words-instead")]
        end = len(_bare(version.text))
        told = (edit.why for edit in version.edits if self._is_full or not _is_alike(edit, end))
        return list(
            dict.fromkeys(map(capitalized, told))
        )  # once: an abbreviation may be spelt out at several places

    def _whose(self, version: Variant) -> Iterator[str]:
        """Of a person's words for several sources, stretch by stretch, which of these has them."""
        if not version.is_own or not version.sources[1:]:
            return
        found = version.stretches(self.matrix.sources)
        is_told = all(self.matrix.sources[source].text for source in version.sources)
        for one in found if any(one.sources for one in found) else ():
            words = literal(version.text[one.start : one.end])
            if one.sources:
                named = self.phrases.in_a_row([self._in_words(source) for source in one.sources])
                yield self.phrases.say("words-of", words=words, named=named)
            elif by := _proposing(version, one) or version.by:
                yield self.phrases.say("words-of", words=words, named=literal(self.phrases.named(by)))
            else:
                yield self.phrases.say("words-own" if is_told else "words-untold", words=words)

    def _other_places(self, item: Source, clause: Clause) -> Iterator[str]:
        """The other themes that the source itself stands under in the matrix."""
        others = [self._title(theme) for theme in item.themes if theme != clause.theme]
        if others:
            key = "also-under" if clause.theme in item.themes else "under"
            yield self.phrases.say(key, themes="; ".join(others))

    def _title(self, theme_id: str) -> str:
        theme = self.matrix.theme_by_id[theme_id]
        if sum(other.title == theme.title for other in self.matrix.themes) == 1:
            return self.phrases.say("word", word=literal(theme.title))
        section = self.matrix.section_by_id[theme.section].title
        return self.phrases.say(
            "theme-in-section", **literal_facts({"theme": theme.title, "section": section})
        )

    def _in_words(self, possible_id: str) -> str:
        item = self.matrix.sources.get(possible_id)
        return ", ".join(where_it_stands(item, self.matrix, self.phrases)) if item else possible_id

    def _regions(self, item: Recommendation) -> str:
        return where_it_stands(item, self.matrix, self.phrases)[0]

    def _place(self, item: Source) -> Row:
        """The cells that say where a source stands."""
        whose, place = where_it_stands(item, self.matrix, self.phrases)
        return (whose,), (place,)

    def _number_of(self, clause: Clause, wording: int) -> CellParagraph:
        """What stands in the first column: the number of a wording, or where it stands without one."""
        return (
            ClauseNumber.of(clause, clause.line_of(wording))
            if clause.number
            else self.phrases.say("no-number")
        )

    def _place_of(self, item: Source, version: Variant) -> Row:
        """The same of a source that a wording cites: its own words are of who proposes them."""
        whose, place = where_it_stands(item, self.matrix, self.phrases)
        if not _is_cited_alone(item, version, self.phrases):
            return (whose,), (place,)
        return (literal(self.phrases.named(version.by)),), (f"{whose}, {place}",)

    def _texts(self, item: Source, printed: str, lead_in: str = "") -> Iterator[CellParagraph]:
        """What a source says, verbatim; where every text is not wanted, only what differs from the print."""
        if item.text is None:
            yield self.phrases.say("not-at-hand")
        elif self._is_full or _own_words(item.text) != _own_words(printed):
            yield Quotation(item.id, item.text, lead_in)
        if not isinstance(item, Recommendation):
            return
        for placement in item.placements:
            if placement.text != item.text:
                theme = self._title(placement.theme)
                yield Quotation(
                    item.id, placement.text, unmarked(self.phrases.say("under-has", theme=theme))[0]
                )
        if item.remark and self.options.edition is Edition.WORKING:
            yield self.phrases.say("in-matrix", remark=item.remark)


def _is_cited_alone(item: Source, version: Variant, phrases: Phrases) -> bool:
    """Whether a source is cited by a delegation's own words, and its words are none of theirs.

    What somebody declared is theirs, in other words, too.
    """
    is_declared = isinstance(item, Proposal) and bool({*version.by} & {*phrases.proposers(item)})
    return bool(version.by) and version.is_own and not is_declared


def _proposing(version: Variant, words: SourcedStretch) -> tuple[str, ...]:
    """Who proposes words of a text in a bracket under its name: the nearest one around them."""
    around = (one for one in version.brackets if one.start <= words.start and words.end <= one.end)
    every = [
        tuple(name for wish in one.wishes if not wish.says for name in wish.by)
        for one in sorted(around, key=lambda one: one.end - one.start)
    ]
    return next(filter(None, every), ())


def _own_words(text: str) -> str:
    """A text without its closing mark, and without the “To” that a form puts before its verb."""
    words = _bare(text).removeprefix("To ")
    return words[:1].casefold() + words[1:]


def _is_alike(edit: Edit, end: int) -> bool:
    """Whether a change is what a form does to all alike: the closing mark, the “To” before the first verb.

    Args:
        edit: The change.
        end: Where the closing mark of the text begins.
    """
    is_mark = edit.start >= end and not (edit.inserted + edit.removed).strip(_CLOSING + " ")
    return is_mark or (edit.start == 0 and edit.inserted.startswith("To ") and not edit.removed[1:])


def _bare(text: str) -> str:
    """A text without its closing mark."""
    return text.rstrip(_CLOSING + " ")
