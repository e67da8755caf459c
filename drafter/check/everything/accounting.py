"""Pairs what was printed with what is seen, and tells each difference that nothing has told at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from drafter.check.around import brackets_differ
from drafter.check.capitals import capitals_differ
from drafter.check.everything.beside import (
    box_findings,
    control_findings,
    field_findings,
    link_findings,
    note_field_findings,
)
from drafter.check.everything.blanks import blank_findings
from drafter.check.everything.contents import contents_findings
from drafter.check.everything.edges import edge_findings
from drafter.check.everything.numbers import number_findings, set_in_findings
from drafter.check.everything.order import AT_THE_TOP
from drafter.check.everything.printed import PrintedText
from drafter.check.everything.remarks import remark_findings
from drafter.check.everything.seen import SeenText, other_numbers
from drafter.check.everything.texts import Texts, opens_a_list
from drafter.check.finding import CATALOGUE, At, Finding, ShownText, finding
from drafter.check.harmless import as_read, brackets, without_blanks_before_marks
from drafter.check.kept import in_other_brackets
from drafter.check.relations import relation_of
from drafter.check.signs import ends_otherwise, signs_come, signs_differ, signs_turn
from drafter.check.words import some_of
from drafter.docx.parts.styles import NOTE, RUNNING_TEXT, TITLE
from drafter.docx.reading.edges import forms_of_numbers
from drafter.draft.blocks import Role
from drafter.problems import Severity
from drafter.returned.document import ReadLine
from drafter.text.differences import changes_in_words
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

# What a finding of these says is not that words, or where they stand, are others than was printed.
_SAYS_NOTHING_OF_WORDS = frozenset(
    """placeholder tracked-changes open-comments footnotes-differ footnote-added footnote-changed
    footnote-lost no-footnote footnote-misplaced footnote-order footnote-without-citation footnote-reworded
    footnote-without-support running-words peoples-words status-changed sponsors-changed review-pending
    review-changed""".split()
)
_MOST_WORDS = 6
_OPENING = 30  # signs by which a line is known
_GOES_ON = re.compile(r"[\w,]\s*$")
_SAYS_BRACKETS = ("bracket-not-closed", "unknown-clause")
_SAYS_EXCHANGED = ("label-changed", "stands-elsewhere")
_SAYS_WHERE = ("moved-clause", "heading-gone", "duplicated-clause", "split-clause", "merged-clauses")


def unaccounted_findings(texts: Texts, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What nobody has told yet of what a reader sees and was not printed so; of tables see ``tables``.

    Args:
        texts: The text outside tables, printed and seen.
        findings: What was found so far.
    """
    returned, draft = texts.returned, texts.draft
    unaccounted = _Unaccounted(texts, findings)
    forms = forms_of_numbers(returned.document.printed_edges or ())
    numbers = number_findings(texts.pairs, unaccounted.at, other_numbers(returned), forms)
    yield from unaccounted.with_exchanged([*numbers, *unaccounted.findings()])
    yield from set_in_findings(texts.pairs, unaccounted.at)
    yield from blank_findings(texts)
    said = [one for one in findings if one.severity is not Severity.NOTE]
    of_words = {one.place for one in said if one.code not in _SAYS_NOTHING_OF_WORDS}
    yield from field_findings(returned, draft, of_words)
    yield from control_findings(returned)
    yield from note_field_findings(returned)
    yield from link_findings(returned)
    yield from box_findings(returned, {one.place for one in said})
    yield from contents_findings(returned.document, draft, texts.pairs)
    yield from remark_findings(returned, draft, texts.pairs)
    yield from edge_findings(returned.document)


@dataclass(frozen=True)
class _Unaccounted:
    texts: Texts
    told: Sequence[Finding]  # what was found so far

    @cached_property
    def _told_of_words(self) -> AbstractSet[int]:
        """Where something was told of words."""
        return {one.place for one in self.told if one.code not in _SAYS_NOTHING_OF_WORDS}

    @cached_property
    def _told_of_brackets(self) -> AbstractSet[int]:
        """Where something was told of square brackets, or that the words are none of drafter's."""
        return {one.place for one in self.told if one.code in _SAYS_BRACKETS}

    @cached_property
    def _lines(self) -> Mapping[int, ReadLine]:
        return {line.line.paragraph.place: line for line in self.texts.returned.lines}

    def at(self, one: SeenText) -> At:
        """Where something is that is seen."""
        place = one.paragraph.place
        line = self._lines.get(place)
        if line is None:
            return At(place=place)
        return At(line.clause_id, line.line.label, excerpt(line.line.text), place)

    def findings(self) -> Iterator[Finding]:
        """What differs, in the order of the file; then what is gone."""
        where = {one.place for one in self.told if one.code in _SAYS_WHERE}
        for n, (was, now) in enumerate(self.texts.pairs):
            place = now.paragraph.place
            if was is None:
                yield from self._come(now)
                continue
            yield from self._level(was, now)
            if place not in self._told_of_words:
                yield from self._words(was, now)
            elif place not in self._told_of_brackets:
                yield from self._brackets(now)
            if n in self.texts.moved and place not in where and not self._follows(n):
                yield self._moved(n, now, was)
        yield from self._gone()

    def _come(self, now: SeenText) -> Iterator[Finding]:
        """Headings that were put in; of lines of clauses and of running text others tell."""
        paragraph = now.paragraph
        if now.level and paragraph.text.strip() and paragraph.place not in self._told_of_words:
            texts = [ShownText("As it stands", paragraph.text)]
            yield finding(self.at(now), "not-printed", texts=texts, words=excerpt(paragraph.text))

    def _level(self, was: PrintedText, now: SeenText) -> Iterator[Finding]:
        """What has another level, is listed at another, or has the style of another part of the paper."""
        looks, listed = now.paragraph.styled_as, now.paragraph.listed_as
        bare = was.looks == NOTE or (was.looks == TITLE and looks == RUNNING_TEXT)
        if was.level != now.level:
            key = f"level-changed{'' if now.level and was.level else '/heading' if now.level else '/text'}"
            words = excerpt(now.paragraph.text)
            yield finding(self.at(now), key, words=words, now=now.level, was=was.level)
        elif listed is not None and listed != was.listed:
            way, words = ("" if listed else "-not") if was.listed else "-clause", excerpt(now.text)
            yield finding(self.at(now), f"level-changed/listed{way}", words=words, now=listed, was=was.level)
        # A title in a house's own style, and whatever else has lost its style, reads as what it is.
        elif looks != was.looks and (looks not in ("", RUNNING_TEXT) or bare) and not now.level:
            drafted = "a paragraph" if was.clause else was.looks or RUNNING_TEXT
            yield finding(self.at(now), "level-changed/styled", now=looks or RUNNING_TEXT, was=drafted)

    def _words(self, was: PrintedText, now: SeenText) -> Iterator[Finding]:
        line = self._lines.get(now.paragraph.place)
        if line is None and not now.level:  # of its words ``running_words`` tells
            starts = now.paragraph.lines if was.role in (Role.TEXT, Role.CHAPEAU) else ()
            if openings := _lines_within(now.paragraph.text, starts):
                breaks, words = some_of(openings, _MOST_WORDS), excerpt(was.text)
                yield finding(self.at(now), "signs-changed/running-breaks", words=words, breaks=breaks)
            return
        printed, stands = (line.printed_text, line.text) if line else (was.text, now.text)
        if now.paragraph.has_fixed_blanks:  # as French sets them before marks
            printed, stands = map(without_blanks_before_marks, (printed, stands))
        before, after = as_read(printed), as_read(stands)
        if line and line.line.paragraph.lines and words_of(before) == words_of(after):
            own = {one.text[n : n + _OPENING] for one in line.printed for n in one.subparagraphs}
            if openings := _lines_within(line.line.paragraph.text, line.line.paragraph.lines, own):
                yield finding(self.at(now), "signs-changed/breaks", words=some_of(openings, _MOST_WORDS))
        if before == after:
            yield from self._lines_run_together(now, line)
            yield from self._names(now, line)
            if not ends_otherwise(printed, stands):
                return
        yield self._signs(was, now, printed, stands)

    def _signs(self, was: PrintedText, now: SeenText, printed: str, stands: str) -> Finding:
        """What signs of a text are others, around or between the same words, or these run together."""
        before, after = as_read(printed), as_read(stands)
        texts = [ShownText("As drafted", printed), ShownText("As it stands", stands)]
        if now.level:
            turned = signs_come(printed, stands) or signs_turn(printed, stands)
            is_same = words_of(before) == words_of(after) and brackets(before) == brackets(after)
            is_same = is_same and not turned
            key = f"heading-changed{'/signs' if is_same else ''}"
            return finding(self.at(now), key, texts=texts, was=was.text, now=now.text)
        if brackets(before) != brackets(after):
            change = brackets_differ(printed, stands)
            return finding(self.at(now), "brackets-changed", texts=texts, change=change)
        if words_of(before) != words_of(after):
            change = "; ".join(changes_in_words(before, after))
            return finding(self.at(now), "signs-changed/words", texts=texts, change=change)
        if turned := signs_turn(printed, stands):
            return finding(self.at(now), "signs-changed/turned", texts=texts, turned=turned)
        change, capitals = signs_differ(printed, stands), capitals_differ(printed, stands)
        key = f"signs-changed{'/and-capitals' if capitals else ''}"
        return finding(self.at(now), key, texts=texts, change=change, capitals=capitals)

    def _brackets(self, now: SeenText) -> Iterator[Finding]:
        """Words of a changed line of a clause that have lost their brackets, or come into some."""
        line = self._lines.get(now.paragraph.place)
        if line is None or line.rests or not (words := in_other_brackets(line.printed_text, line.text)):
            return
        texts = [ShownText("As drafted", line.printed_text), ShownText("As it stands", line.text)]
        yield finding(self.at(now), "brackets-changed/words", texts=texts, words=excerpt(words))

    def _lines_run_together(self, now: SeenText, line: ReadLine | None) -> Iterator[Finding]:
        """Subparagraphs that have lost their lines, of a line of a clause."""
        printed = line.printed if line else ()
        was, stands = sum(len(one.subparagraphs) for one in printed), len(now.paragraph.lines)
        if line and len(printed) == 1 and not line.rests and stands < was:
            yield finding(self.at(now), "signs-changed/lines", now=stands, was=was)
        elif line and len(printed) == 1 and stands == was and not line.rests:
            levels, indents = printed[0].levels or (1,) * was, now.paragraph.indents
            if len(indents) == len(levels) and _ranks(levels) != _ranks(indents):
                yield finding(self.at(now), "signs-changed/levels")

    def _names(self, now: SeenText, line: ReadLine | None) -> Iterator[Finding]:
        """Signs between the names behind a line of a clause; of the names, and of words, others tell."""
        if line is None or line.rests or not line.line.support.strip():
            return
        printed, stands = " ".join(one.support for one in line.printed), line.line.support
        resolver = self.texts.returned.resolver
        was, named = map(resolver.regions_named, (printed, stands))
        if as_read(printed) != as_read(stands) and was == named:
            texts = [ShownText("As drafted", printed), ShownText("As it stands", stands)]
            way = "" if relation_of(printed) == relation_of(stands) else "/names"
            often = [sum(one.is_name for one in resolver.mentions(each)) for each in (printed, stands)]
            way = "/names-again" if often[0] < often[1] else way
            was_there, change = printed.strip(), signs_differ(printed, stands)
            key = f"signs-changed{way}"
            yield finding(self.at(now), key, texts=texts, was=was_there, now=stands, change=change)

    # Where it stands

    def with_exchanged(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """Findings, in which wordings that stand below each other's labels are told as that, once."""
        exchanged = dict.fromkeys(self._exchanged())
        places = {one.paragraph.place for pair in exchanged for one in pair}
        yield from (one for one in found if one.place not in places or one.code not in _SAYS_EXCHANGED)
        for one, other in exchanged:
            words = excerpt(other.text)
            yield finding(self.at(one), "stands-elsewhere/texts", words=words)

    def _exchanged(self) -> Iterator[tuple[SeenText, SeenText]]:
        """Each two wordings of a clause that have changed places, and whose labels have not."""
        pairs = self.texts.pairs
        for n in self.texts.moved:
            if (m := self.texts.exchanged_with(n)) is None:
                continue
            (was, now), (other, there) = pairs[min(n, m)], pairs[max(n, m)]
            labels = now.paragraph.repetition.casefold(), there.paragraph.repetition.casefold()
            is_one = was is not None and other is not None and was.clause is other.clause
            if is_one and labels == (_label_of(other), _label_of(was)) and len({*labels}) > 1:
                yield now, there

    @cached_property
    def _moved_keys(self) -> AbstractSet[str]:
        return {self.texts.seen[n].key for n in self.texts.moved}

    def _goes_along(self, n: int) -> bool:
        """Whether a text stands elsewhere only because its clause, or its heading, does."""
        one = self.texts.pairs[n][0]
        if one is None:
            return False
        if one.line:
            first = f"{one.key.rpartition('/')[0]}/0"
            return first in self._moved_keys
        level = one.level or 9
        above = (m for m in range(n - 1, -1, -1) if 0 < self.texts.seen[m].level < level)
        return next(above, -1) in self.texts.moved

    def _follows(self, n: int) -> bool:
        """Whether a text stands elsewhere only because others do of which it is told."""
        return self._goes_along(n) or self._is_passed(n)

    def _is_passed(self, n: int) -> bool:
        """Whether what stands above others is where it was printed, and clauses told of changed sides."""
        answers, seen = self.texts.answers, self.texts.seen
        own = answers[n]
        if not (seen[n].level or opens_a_list(self.texts.printed[own].text)):
            return False
        passed = [m for m, other in answers.items() if (m < n) != (other < own) and m != n]
        lines = [self._lines.get(seen[m].paragraph.place) for m in passed]
        moved = {one.clause for one in self.told if one.code == "moved-clause"}
        return bool(lines) and all(one and one.clause_id in moved for one in lines)

    def _moved(self, n: int, now: SeenText, was: PrintedText) -> Finding:
        if was.level:
            key = "heading"
        elif was.clause is not None:
            key = "wording" if was.line else "clause"
        else:
            key = "opening" if opens_a_list(was.text) else "paragraph"
        words, moved = excerpt(now.text), self._where(n)
        if key == "clause" and (label := self._own_before(n, was)):
            return finding(self.at(now), "stands-elsewhere/first", label=label)
        opens, opened = self._opened_by(n)
        if key == "clause" and (first := self.texts.opening_passed(n)) is not None:
            opens, opened = "", f"“{excerpt(self.texts.seen[first].text)}”"
        if key == "clause" and opens != opened:
            return finding(
                self.at(now),
                "stands-elsewhere/opened",
                moved=moved,
                now=opens or "nothing",
                was=opened or "nothing",
            )
        return finding(self.at(now), f"stands-elsewhere/{key}", words=words, moved=moved)

    def _own_before(self, n: int, was: PrintedText) -> str:
        """The label of a further wording of the same clause that stands before its first one."""
        own = (
            one.paragraph.repetition or "another"
            for other, one in self.texts.pairs[:n]
            if other is not None and other.line and other.clause is was.clause
        )
        return next(own, "")

    def _opened_by(self, n: int) -> tuple[str, str]:
        """What opens the paragraphs among which a text stands now, and those among which it was printed."""
        answers, seen, printed = self.texts.answers, self.texts.seen, self.texts.printed
        openings = {
            m: i for m, i in answers.items() if m not in self.texts.moved and opens_a_list(printed[i].text)
        }
        now = max((m for m in openings if m < n), default=None)
        was = max((i for i in openings.values() if i < answers[n]), default=None)
        if now is not None and openings[now] == was:
            return "", ""
        opens = "" if now is None else f"“{excerpt(seen[now].text)}”"
        return opens, "" if was is None else f"“{excerpt(printed[was].text)}”"

    def _where(self, n: int) -> str:
        """Where a text stands now, in words: behind what, or in whose place."""
        seen, own = self.texts.seen, self.texts.answers[n]
        if (beside := self.texts.exchanged_with(n)) is not None:
            other, words = seen[beside], excerpt(seen[beside].text)
            label = f"{other.line.label} (" if other.line and words == excerpt(seen[n].text) else ""
            name = f"{label}“{words}”{')' if label else ''}"
            return CATALOGUE.say("elsewhere-exchanged", other=name)[2]
        before = f"behind “{excerpt(self.texts.printed[own - 1].text)}”" if own else AT_THE_TOP
        now = f"behind “{excerpt(seen[n - 1].text)}”" if n else AT_THE_TOP
        return CATALOGUE.say("elsewhere-behind", was=before, now=now)[2]

    # What is gone

    def _gone(self) -> Iterator[Finding]:
        """Headings that are gone and of which nobody has said so; of all else others tell."""
        said = [one.message for one in self.told if one.code in ("heading-gone", "unknown-heading")]
        places = {i: self.texts.seen[n].paragraph.place for n, i in self.texts.answers.items()}
        printed = self.texts.printed
        for n, one in enumerate(printed):
            if not one.level or n in places or any(f"“{one.text}”" in message for message in said):
                continue
            before = max((m for m in range(n) if m in places), default=-1)
            at = At(place=places.get(before, -1), is_gone=True)
            texts = [ShownText("As drafted", one.text)]
            yield finding(
                at,
                f"heading-lost{'/part' if n in self.texts.lost_parts else ''}",
                texts=texts,
                words=excerpt(one.text),
            )


def _ranks(levels: Sequence[int]) -> list[int]:
    """Which of several levels is higher than which, whatever they are called."""
    order = sorted(set(levels))
    return [order.index(one) for one in levels]


def _lines_within(text: str, starts: Iterable[int], printed: Iterable[str] = ()) -> list[str]:
    """How lines of a paragraph open that begin within a sentence, as none was printed.

    Subparagraphs that people set in lines of their own begin behind a mark, and are as they should be.

    Args:
        text: The paragraph.
        starts: Where lines begin in it.
        printed: How those open that were printed.
    """
    known = set(map(as_read, printed))
    return [
        f"“{excerpt(text[start : start + _OPENING])}”"
        for start in starts
        if _GOES_ON.search(text[:start]) and as_read(text[start : start + _OPENING]) not in known
    ]


def _label_of(was: PrintedText | None) -> str:
    """What tells a wording from the others of its clause, as it was printed."""
    return was.clause.lines[was.line].cited_as.casefold() if was and was.clause else ""
