"""What stands before and behind the text: how to read it, its contents; annexes, and how it was made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter.draft.model import (
    LEVELS,
    Block,
    CellParagraph,
    Clause,
    ClauseNumber,
    ClauseRange,
    Contents,
    ContentsEntry,
    GroupHeading,
    Options,
    PageBreak,
    Paragraph,
    Quotation,
    Role,
    Row,
    Table,
    Variant,
)
from drafter.form.forms import Form
from drafter.form.outline import Matter
from drafter.matrix.criteria import NotUsed, in_words
from drafter.model import Alternatives, AnnexSize, Edition, Kind, Matrix, Recommendation
from drafter.phrases import Phrases
from drafter.text import capitalized, excerpt

# A table of contents stands beside the text on its first pages: where it would be longer, and where a picture
# would have more than some four pages, lower levels are left out.
_MOST_ENTRIES = 25
_MOST_THEMES = 100

# The columns of the picture, in parts of the whole: themes, clauses, and each region.
_WIDTHS = (36, 12)
_REGION_WIDTH = 11
_WIDEST_REGIONS = 55  # all of them together

# The columns of each annex, with their widths; “was” for the numbers of an earlier draft.
_COLUMNS = {
    "sources": {"clause": 10, "was": 7, "region": 15, "paragraph": 12, "changes": 63},
    "not-used": {"region": 15, "paragraph": 12, "text": 43, "reason": 30},
}
# A reason that so many recommendations have is said once.
_MANY = 8
_CLOSING = ".;,"
# A page of text, in words with those of its footnotes; contents are for texts of more than some pages.
_WORDS_A_PAGE = 520
_PAGES_WITHOUT_CONTENTS = 10

_HEADINGS = {"#": Role.HEADING_1, "##": Role.HEADING_2, "###": Role.HEADING_3}
_HEADING = re.compile(r"(#{1,3}) +(.*)", re.DOTALL)
_LEAD_IN = re.compile(r"\*\*(?P<lead_in>[^*]+)\*\*\s*(?P<text>.*)", re.DOTALL)
_RECOMMENDATION_ID = re.compile(r"\b[a-z][a-z0-9]*-[1-9]\d*[a-z]?\b")


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a template's words.

    Blank lines stand between them, "#" to "###" before headings, and "**" around words that lead in.
    """
    found = []
    for stretch in re.split(r"\n\s*\n", text.strip()):
        line = " ".join(stretch.split())
        if heading := _HEADING.fullmatch(line):
            found.append(Paragraph(_HEADINGS[heading[1]], heading[2]))
        elif lead_in := _LEAD_IN.fullmatch(line):
            found.append(Paragraph(Role.TEXT, lead_in["text"], lead_in["lead_in"]))
        else:
            found.append(Paragraph(Role.TEXT, line))
    return found


def with_headings(blocks: Sequence[Block], phrases: Phrases) -> Iterator[Block]:
    """All blocks of a draft, each clause with the headings above it, and the table of contents filled in.

    Where there is such a table, the headings that it lists are numbered.

    Args:
        blocks: The front matter, with a table of contents that is still empty, and the text.
        phrases: Of the form.
    """
    roles = list(_HEADINGS.values())
    count = [sum(isinstance(b, Paragraph) and b.role is role for b in blocks) for role in roles]
    most = next((most for most in (3, 2) if sum(count[:most]) <= _MOST_ENTRIES), 1)
    listed = roles[:most] if any(isinstance(block, Contents) for block in blocks) else []
    path = ["", "", ""]
    entries: list[tuple[Paragraph, list[Clause]]] = []
    under: dict[int, list[Clause]] = {}  # for each open heading that is listed, the clauses below it
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.role in LEVELS:
            level = LEVELS[block.role]
            path[level:] = [block.words, "", ""][: 3 - level]
            if block.role in roles:
                under = {upper: own for upper, own in under.items() if upper < level}
            if block.role in listed:
                done.append(replace(block, entry=len(entries) + 1))
                entries.append((block, under.setdefault(level, [])))
                continue
        elif isinstance(block, Clause):
            done.append(replace(block, headings=(path[0], path[1], path[2])))
            for own in under.values():
                own.append(block)
            continue
        done.append(block)
    shown = tuple(
        _contents_entry(number, heading, own, phrases) for number, (heading, own) in enumerate(entries, 1)
    )
    return (replace(b, entries=shown, levels=most) if isinstance(b, Contents) else b for b in done)


def _contents_entry(
    number: int, heading: Paragraph, clauses: Sequence[Clause], phrases: Phrases
) -> ContentsEntry:
    shown = ""
    if clauses:
        numbers = ClauseRange(ClauseNumber.of(clauses[0]), ClauseNumber.of(clauses[-1])).text
        shown = phrases.say("clauses-below", count=len(clauses), numbers=numbers)
    return ContentsEntry(number, LEVELS[heading.role] + 1, heading.text, shown)


@dataclass(frozen=True, slots=True)
class MatterMaker:
    """Makes what stands before and behind the text of one draft.

    Attributes:
        clauses: The numbered clauses.
        guidance: Guidance.
        not_used: What is in none of them.
        about: What templates are told of the draft.
        options: How it is made.
    """

    matrix: Matrix
    form: Form
    clauses: Sequence[Clause]
    guidance: Sequence[Clause]
    not_used: Sequence[NotUsed]
    about: Mapping[str, object]
    options: Options

    @property
    def _phrases(self) -> Phrases:
        return self.form.phrases

    def front(self, item: Matter, text: Sequence[Block]) -> Iterator[Block]:
        """What stands before a text; a table of contents is not yet filled in."""
        words = paragraphs_of(self.form.say(item.text, **self.about))
        if item.id == "note":
            yield from (replace(paragraph, role=Role.NOTE) for paragraph in words)
        elif _pages(text) > _PAGES_WITHOUT_CONTENTS:
            yield replace(words[0], role=Role.CONTENTS_HEADING)
            yield from words[1:]
            yield Contents()

    def back(self, item: Matter) -> Iterator[Block]:
        """What stands behind the text; nothing of an annex that would be empty, or is not wanted."""
        if item.id in _COLUMNS:
            yield from self._annex(item)
            return
        heading, *others = words = paragraphs_of(self.form.say(item.text, **self.about))
        if item.id == "origins" and not self.clauses:
            return
        if any(other.landscape != item.landscape for other in self.form.back):
            yield PageBreak(landscape=item.landscape)
        if item.id == "how-made":
            yield from words
        else:
            yield heading
            yield from (replace(paragraph, role=Role.CAPTION) for paragraph in others)
            yield self._origins(heading.text, " ".join(p.text for p in others))

    def _origins(self, title: str, description: str) -> Table:
        order, regions = self.matrix.theme_order, self.matrix.regions
        place = {clause.id: number for number, clause in enumerate(self.clauses)}
        by_theme = sorted(self.clauses, key=lambda clause: order[clause.theme])  # stable: numbers ascend
        has_rows_of_themes = len({clause.theme for clause in self.clauses}) <= _MOST_THEMES
        rows: list[Row | GroupHeading] = []
        for section_title, group in groupby(by_theme, key=lambda clause: clause.section):
            section, own = self._heading(section_title, "section"), list(group)
            if not has_rows_of_themes:
                rows.append(self._origin(section, sorted(own, key=lambda c: place[c.id]), place))
                continue
            rows.append(GroupHeading(None, section))
            for _, under in groupby(own, key=lambda clause: clause.theme):
                several = list(under)
                printed = self._heading(several[0].heading, "theme", section)
                rows.append(self._origin(printed, several, place))
        columns = [self._phrases.say(f"column-{name}") for name in ("theme", "clauses")]
        width = min(_REGION_WIDTH, max(1, _WIDEST_REGIONS // len(regions)))
        return Table(
            (*columns, *(region.name for region in regions)),
            (*_WIDTHS, *(width for _ in regions)),
            tuple(rows),
            title,
            description,
            shaded_from=len(_WIDTHS),
        )

    def _heading(self, title: str, level: str, without: str = "") -> str:
        """What is printed for a title; where the text has no heading for it, another, or the title itself."""
        return capitalized(self.form.heading(title, level) or without or title)

    def _origin(self, title: str, clauses: Sequence[Clause], place: Mapping[str, int]) -> Row:
        """A row: clauses in the order of the text, those that follow one another together; and by region."""
        runs: list[list[Clause]] = []
        for clause in clauses:
            if runs and place[clause.id] == place[runs[-1][-1].id] + 1:
                runs[-1].append(clause)
            else:
                runs.append([clause])
        ranges = tuple(ClauseRange(ClauseNumber.of(run[0]), ClauseNumber.of(run[-1])) for run in runs)
        counts = (sum(region.key in clause.regions for clause in clauses) for region in self.matrix.regions)
        return ((title,), (ranges,), *((str(n) if n else "–",) for n in counts))

    def _annex(self, item: Matter) -> Iterator[Block]:
        """An annex on a page of its own."""
        is_for_desk = item.id == "not-used" and self.options.edition is Edition.DELEGATES
        if is_for_desk or self.options.annexes is AnnexSize.NONE:
            return
        said_once: list[Block] = []
        if item.id == "sources":
            rows: list[Row | GroupHeading] = list(self._sources())
        else:
            said_once, rows = self._not_used()
        if not rows and not said_once:
            return
        count = len(self.not_used) if item.id == "not-used" else len(rows)
        heading, *others = words = paragraphs_of(self.form.say(item.text, **{**self.about, "rows": count}))
        yield PageBreak(landscape=item.landscape)
        yield from words
        yield from said_once
        if rows:
            wanted = {
                name: width
                for name, width in _COLUMNS[item.id].items()
                if name != "was" or self.options.was is not None
            }
            columns = (f"column-{name}" for name in wanted)
            description = " ".join(paragraph.text for paragraph in others)
            yield Table(
                tuple(map(self._phrases.say, columns)),
                tuple(wanted.values()),
                tuple(rows),
                heading.text,
                description,
            )

    @property
    def _is_full(self) -> bool:
        return self.options.annexes is AnnexSize.FULL

    def _not_used(self) -> tuple[list[Block], list[Row | GroupHeading]]:
        """What is said once of many, unless every text is to stand verbatim; and a row for each other.

        Those of a theme stand below its heading, which names its section: another may have its title.
        """
        by_reason: dict[str, list[Recommendation]] = {}
        for item in self.not_used:
            own = by_reason.setdefault(in_words(item.reason, self._phrases), [])
            own.append(self.matrix.by_id[item.id])
        said_once = {} if self._is_full else {why: own for why, own in by_reason.items() if len(own) > _MANY}
        rows: list[Row | GroupHeading] = []
        for theme_id, items in groupby(self.not_used, lambda item: self.matrix.by_id[item.id].themes[0]):
            theme = self.matrix.theme_by_id[theme_id]
            heading = GroupHeading(None, theme.title, (self.matrix.section_by_id[theme.section].title,))
            own_rows = [
                self._not_used_row(item)
                for item in items
                if in_words(item.reason, self._phrases) not in said_once
            ]
            rows += [heading, *own_rows] if own_rows else []
        blocks: list[Block] = [
            Paragraph(
                Role.TEXT,
                "; ".join(self._by_meeting(own)) + ".",
                self._phrases.say("said-once", why=capitalized(why), count=len(own)),
            )
            for why, own in said_once.items()
        ]
        return blocks, rows

    def _not_used_row(self, item: NotUsed) -> Row:
        source = self.matrix.by_id[item.id]
        reasons = [capitalized(in_words(item.reason, self._phrases))]
        if item.shared_with and self._is_full:
            same = "; ".join(map(self._in_words, item.shared_with))
            reasons.append(self._phrases.say("says-the-same", sources=same))
        texts: Iterable[CellParagraph] = [excerpt(source.text)]
        if self._is_full:
            texts = self._texts(source, "")
        return (*self._place(source), tuple(texts), tuple(reasons))

    def _by_meeting(self, items: Sequence[Recommendation]) -> Iterator[str]:
        """The paragraphs of each meeting's report: “Africa: paras. 28 (a), (c), 30”."""
        for key in self.matrix.in_region_order(item.region for item in items):
            own = [item.citation for item in items if item.region == key]
            own.sort(key=lambda citation: (citation.paragraph, citation.letter))
            listed: list[str] = []
            for paragraph, citations in groupby(own, lambda citation: citation.paragraph):
                letters = ", ".join(f"({one.letter})" for one in citations if one.letter)
                listed.append(f"{paragraph}\N{NO-BREAK SPACE}{letters}" if letters else str(paragraph))
            said = self._phrases.say("paragraphs", count=len(listed), listed=", ".join(listed))
            yield f"{self.matrix.region_by_key[key].name}: {said}"

    def _sources(self) -> Iterator[Row]:
        """One row a source: paragraph, who contributed it, where it stands, its words, how they were used."""
        for clause in (*self.clauses, *self.guidance):
            was = () if self.options.was is None else ((self.options.was.get(clause.id, "–"),),)
            about = list(self._about(clause))
            is_lead = clause.printed_as is Alternatives.LEAD
            for number, version in enumerate(clause.variants):
                shown = number if clause.printed_as is Alternatives.BIS else 0
                used = self._how_used(clause, version)
                for place, source in enumerate(version.sources):
                    item = self.matrix.by_id[source]
                    how = used if place == 0 or version.is_own else [self._phrases.say("as-above")]
                    how = [*how, *(self._other_places(item, clause) if self._is_full else ())]
                    is_printed = not version.is_own and (version is clause.variants[0] or not is_lead)
                    words = self._texts(item, version.text if is_printed else "", self._phrases.say("words"))
                    said = (*about, *how, *words) or (self._phrases.say("as-in-source"),)
                    about = []
                    yield ((ClauseNumber.of(clause, shown),), *was, *self._place(item), said)

    def _about(self, clause: Clause) -> Iterator[str]:
        """What a reviewer wants to know first: who contributed, and how the texts were put together.

        Of a clause from one source the row below says it all.
        """
        if len(clause.sources) > 1:
            names = [self.matrix.region_by_key[key].name for key in clause.regions]
            yield self._phrases.say("from", regions=in_a_row(names, self._phrases))
        yield from (remark.text for remark in clause.remarks)
        if len(clause.sources) > 1:
            yield from self._put_together(clause)
        if clause.shared_note:  # in words that stand on this page
            note = _RECOMMENDATION_ID.sub(lambda match: self._in_words(match[0]), clause.shared_note)
            yield self._phrases.say("note", note=note)

    def _put_together(self, clause: Clause) -> Iterator[str]:
        """How the sources' texts became one clause, and why."""
        count = len(clause.variants)
        own = sum(version.is_own for version in clause.variants)
        if count == 1:
            how = "own-words" if own else "one-wording"
        elif clause.printed_as is Alternatives.BIS and clause.kind is Kind.GUIDANCE:
            how = "wordings-guidance"
        else:
            how = f"wordings-{clause.printed_as}"
        was_added = clause.entry is not None and clause.entry.added
        why = self._phrases.say("put-together" if was_added else "judged-same")
        yield self._phrases.say(how, count=count, why=why)
        if own and count > 1:
            what = "own-all" if own == count else "own-one" if own == 1 else "own-some"
            yield self._phrases.say(what, own=own)

    def _how_used(self, clause: Clause, version: Variant) -> list[str]:
        if clause.printed_as is Alternatives.LEAD and version is not clause.variants[0]:
            return [self._phrases.say("not-printed-own" if clause.variants[0].is_own else "not-printed")]
        if version.is_own:
            return [self._phrases.say("own-words-instead")]
        # Each change once: an abbreviation may be spelt out at several places.
        every = list(dict.fromkeys(capitalized(edit.why) for edit in version.edits))
        if self._is_full:
            return every
        # What a form does to all alike is not said of each: the closing mark, the “To” before the verb.
        end = len(_bare(version.text))
        alike = {edit.why for edit in version.edits if edit.start >= end}
        alike |= {edit.why for edit in version.edits if edit.start == 0 and edit.inserted.startswith("To ")}
        return [why for why in every if why not in map(capitalized, alike)]

    def _other_places(self, item: Recommendation, clause: Clause) -> Iterator[str]:
        """The other themes that the source itself stands under in the matrix."""
        others = [self._title(theme) for theme in item.themes if theme != clause.theme]
        if others:
            key = "also-under" if clause.theme in item.themes else "under"
            yield self._phrases.say(key, themes="; ".join(others))

    def _title(self, theme_id: str) -> str:
        theme = self.matrix.theme_by_id[theme_id]
        if sum(other.title == theme.title for other in self.matrix.themes) == 1:
            return self._phrases.say("word", word=theme.title)
        section = self.matrix.section_by_id[theme.section].title
        return self._phrases.say("theme-in-section", theme=theme.title, section=section)

    def _in_words(self, possible_id: str) -> str:
        item = self.matrix.by_id.get(possible_id)
        if item is None:
            return possible_id
        return f"{self.matrix.region_by_key[item.region].name}, {self._phrases.paragraph(item.citation)}"

    def _place(self, item: Recommendation) -> Row:
        """The cells that say where a source stands."""
        region = self.matrix.region_by_key[item.region].name
        return (region,), (self._phrases.paragraph(item.citation),)

    def _texts(self, item: Recommendation, printed: str, lead_in: str = "") -> Iterator[CellParagraph]:
        """What a source says, verbatim; where every text is not wanted, only what differs from the print."""
        if self._is_full or _own_words(item.text) != _own_words(printed):
            yield Quotation(item.id, item.text, lead_in)
        for placement in item.placements:
            if placement.text != item.text:
                theme = self._title(placement.theme)
                yield Quotation(item.id, placement.text, self._phrases.say("under-has", theme=theme))
        if item.remark and self.options.edition is Edition.WORKING:
            yield self._phrases.say("in-matrix", remark=item.remark)


def _own_words(text: str) -> str:
    """A text without its closing mark, and without the “To” that a form puts before its verb."""
    words = _bare(text).removeprefix("To ")
    return words[:1].casefold() + words[1:]


def _bare(text: str) -> str:
    """A text without its closing mark."""
    return text.rstrip(_CLOSING)


def _pages(text: Sequence[Block]) -> float:
    """How many pages a text takes, more or less."""
    words = 0
    for block in text:
        if isinstance(block, Clause):
            pieces = [piece for line in block.lines for piece in line.stretches]
            words += sum(len(piece.text.split()) for piece in pieces)
            words += sum(len(note.text.split()) for piece in pieces for note in piece.footnotes)
        elif isinstance(block, Paragraph):
            words += len(block.text.split())
    return words / _WORDS_A_PAGE


def in_a_row(names: Sequence[str], phrases: Phrases) -> str:
    """Names in a sentence; semicolons where a name has an “and” of its own.

    “Africa and Europe”, “Asia and the Pacific; Africa; and Europe”.
    """
    *others, last = names
    if not others:
        return last
    is_long = any(phrases.say("and") in name for name in names)
    key, mark = ("last-of-long-list", "; ") if is_long else ("last-of-list", ", ")
    return phrases.say(key, others=mark.join(others), last=last)
