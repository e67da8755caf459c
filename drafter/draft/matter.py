"""What stands before and after the text: how the draft was made, its contents and origins; the annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter.draft.model import (
    LEVELS,
    Block,
    Clause,
    ClauseNumber,
    ClauseRange,
    Contents,
    ContentsEntry,
    GroupHeading,
    PageBreak,
    Paragraph,
    Role,
    Row,
    Table,
    Variant,
)
from drafter.form.forms import Form
from drafter.form.outline import Addition
from drafter.matrix.criteria import NotUsed, in_words
from drafter.model import Alternatives, Kind, Matrix, Recommendation
from drafter.phrases import Phrases
from drafter.text import capitalized

# Nobody reads a table of contents, or looks at a picture, of more than some four pages: then lower levels
# are left out.
_MOST_ENTRIES = 150
_MOST_THEMES = 100

# The columns of the picture, in parts of the whole: themes, clauses, and each region.
_WIDTHS = (38, 10)
_REGION_WIDTH = 11
_WIDEST_REGIONS = 55  # all of them together

# The columns of each annex, with their widths; “was” for the numbers of an earlier draft.
_COLUMNS = {
    "concordance": {"clause": 5, "was": 5, "region": 9, "paragraph": 7, "text": 36, "changes": 18},
    "not-used": {"region": 9, "paragraph": 7, "text": 40, "reason": 19},
}

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
    """Makes the front matter and the annexes of one draft.

    Attributes:
        clauses: The numbered clauses.
        guidance: Guidance.
        was: Clause id → its number in an earlier draft; None where Annex I is not to name it.
    """

    matrix: Matrix
    form: Form
    clauses: Sequence[Clause]
    guidance: Sequence[Clause]
    was: Mapping[str, str] | None

    @property
    def _phrases(self) -> Phrases:
        return self.form.phrases

    # Before the text

    def front(self, item: Addition, about: Mapping[str, object]) -> Iterator[Block]:
        """An item of the front; a table of contents is not yet filled in."""
        heading, *others = paragraphs_of(self.form.say(item.text, **about))
        if item.id == "how-made":
            yield replace(heading, role=Role.BOX_HEADING)
            yield from (replace(paragraph, role=Role.BOX_TEXT) for paragraph in others)
        elif item.id == "contents":
            yield replace(heading, role=Role.CONTENTS_HEADING)
            yield from others
            yield Contents()
        elif self.clauses:
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

    # After the text

    def annex(self, annex: Addition, not_used: Sequence[NotUsed]) -> Iterator[Block]:
        """An annex on a page of its own; nothing of one that would be empty."""
        rows = tuple(self._all_sources() if annex.id == "concordance" else self._not_used(not_used))
        if not rows:
            return
        sources = sum(not isinstance(row, GroupHeading) for row in rows)
        heading, *others = words = paragraphs_of(self.form.say(annex.text, rows=sources))
        yield PageBreak(landscape=annex.landscape)
        yield from words
        columns = {
            name: width for name, width in _COLUMNS[annex.id].items() if name != "was" or self.was is not None
        }
        headings = tuple(self._phrases.say(f"column-{name}") for name in columns)
        description = " ".join(paragraph.text for paragraph in others)
        yield Table(headings, tuple(columns.values()), rows, heading.text, description)

    def _not_used(self, not_used: Sequence[NotUsed]) -> Iterator[Row | GroupHeading]:
        """Those of a theme below its heading, which names its section: another may have its title."""
        for theme_id, items in groupby(not_used, lambda item: self.matrix.by_id[item.id].themes[0]):
            theme = self.matrix.theme_by_id[theme_id]
            yield GroupHeading(None, theme.title, (self.matrix.section_by_id[theme.section].title,))
            for item in items:
                reasons = [capitalized(in_words(item.reason, self._phrases))]
                if item.shared_with:
                    same = "; ".join(map(self._in_words, item.shared_with))
                    reasons.append(self._phrases.say("says-the-same", sources=same))
                yield (*self._source(self.matrix.by_id[item.id]), tuple(reasons))

    def _all_sources(self) -> Iterator[Row | GroupHeading]:
        """One row a source, below its clause: clause, region, paragraph, verbatim text, how it was used."""
        for clause in (*self.clauses, *self.guidance):
            yield GroupHeading(ClauseNumber.of(clause), clause.heading, tuple(self._about(clause)))
            was = () if self.was is None else ((self.was.get(clause.id, "–"),),)
            for number, version in enumerate(clause.variants):
                shown = number if clause.printed_as is Alternatives.BIS else 0
                used = self._how_used(clause, version)
                for place, source in enumerate(version.sources):
                    item = self.matrix.by_id[source]
                    how = used if place == 0 or version.is_own else [self._phrases.say("as-above")]
                    how = [*how, *self._other_places(item, clause)] or [self._phrases.say("unchanged")]
                    yield ((ClauseNumber.of(clause, shown),), *was, *self._source(item), tuple(how))

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
        remarks = (self._phrases.say("to-look-at", remark=remark.text) for remark in version.remarks)
        # Each change once: an abbreviation may be spelt out at several places.
        return [*dict.fromkeys(capitalized(edit.why) for edit in version.edits), *remarks]

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

    def _source(self, item: Recommendation) -> Row:
        """The cells that say where a source stands, and what it says."""
        texts = [item.text]
        for placement in item.placements:
            if placement.text != item.text:
                theme = self._title(placement.theme)
                texts.append(self._phrases.say("under-has", theme=theme, text=placement.text))
        if item.remark:
            texts.append(self._phrases.say("in-matrix", remark=item.remark))
        region = self.matrix.region_by_key[item.region].name
        return (region,), (self._phrases.paragraph(item.citation),), tuple(texts)


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
