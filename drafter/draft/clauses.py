"""Makes clauses: which wording leads, which others there are, and how they are printed together."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.draft.inline import interleave
from drafter.draft.model import Clause, Footnote, Line, Remark, Stretch, Variant
from drafter.draft.remarks import remarks_on
from drafter.draft.spelling import AbbreviationExpander
from drafter.draft.wording import Rewriter, Wording, close, own_declaration
from drafter.form.forms import Form
from drafter.form.outline import Part, Voice
from drafter.matrix.candidates import ResolvedClause
from drafter.matrix.kinds import Rule, Rules
from drafter.model import (
    Alternatives,
    Candidate,
    Decision,
    Kind,
    Matrix,
    Noticed,
    Recommendation,
    SelectionEntry,
)

_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class ClauseMaker:
    """Makes clauses of one matrix in the words of one form."""

    matrix: Matrix
    form: Form
    rules: Rules
    worder: Rewriter
    speller: AbbreviationExpander

    @classmethod
    def of(cls, matrix: Matrix, form: Form, rules: Rules) -> ClauseMaker:
        """A maker for one document."""
        own = own_declaration(item.text for item in matrix.recommendations)
        speller = AbbreviationExpander(form.glossary, form.abbreviations)
        return cls(matrix, form, rules, Rewriter(rules, own, form.phrases), speller)

    def lead(self, candidate: Candidate) -> Recommendation:
        """The member whose words keep the clause's number.

        The one that a person chose; otherwise the wording closest to the others, ties in the order of
        the columns.
        """
        if candidate.shared and candidate.shared.lead:
            return self.matrix.by_id[candidate.shared.lead]
        members = [self.matrix.by_id[member] for member in candidate.members]
        if len(members) == 1:
            return members[0]
        words = [member.text.split() for member in members]
        closeness = [sum(_closeness(own, other) for other in words) for own in words]
        return members[closeness.index(max(closeness))]

    def kind(self, candidate: Candidate, lead: Recommendation) -> Kind:
        """The kind of most of its members; between equals, the lead's."""
        of_lead = self.rules.kind(lead)
        if len(candidate.members) == 1:
            return of_lead
        kinds = Counter(self.rules.kind(self.matrix.by_id[member]) for member in candidate.members)
        return max(kinds, key=lambda kind: (kinds[kind], kind is of_lead))

    def kind_of(self, item: ResolvedClause, lead: Recommendation, *, guidance_as_clauses: bool) -> Kind:
        """What a clause is: as a person decided, else as its sources are.

        Args:
            item: What it is made from.
            lead: The member that leads.
            guidance_as_clauses: Whether guidance that can be made a clause is one.
        """
        if item.entry and item.entry.kind:
            return item.entry.kind
        kind = self.kind(item.candidate, lead)
        if kind is Kind.GUIDANCE and guidance_as_clauses:
            return self.substance_kind(item.candidate, lead) or kind
        return kind

    def substance_kind(self, candidate: Candidate, lead: Recommendation) -> Kind | None:
        """What kind of clause guidance can be made; None where a member has nothing to be made one of."""
        rules = [self.rules.substance_of(self.matrix.by_id[member].text) for member in candidate.members]
        of_lead = self.rules.substance_of(lead.text)
        return of_lead.kind if of_lead and all(rules) else None

    def make(self, item: ResolvedClause, part: Part, kind: Kind, lead: Recommendation) -> Clause:
        """A clause, not yet numbered and finished."""
        theme = self.matrix.theme_by_id[item.theme]
        return Clause(
            id=item.candidate.id,
            kind=kind,
            number=0,
            part=part.id,
            theme=theme.id,
            section=self.matrix.section_by_id[theme.section].title,
            heading=theme.title,
            regions=item.candidate.regions,
            variants=self._own_words(item, kind) or tuple(self._versions(item, part, kind, lead)),
            shared_note=item.candidate.shared.note if item.candidate.shared else "",
            remarks=self._remarks_on_decision(item.entry),
            entry=item.entry,
        )

    def _remarks_on_decision(self, entry: SelectionEntry | None) -> tuple[Remark, ...]:
        """What is to be said beside a clause that people have left open."""
        if entry is None or entry.decision is not Decision.MAYBE:
            return ()
        key = f"left-open{'-by' if entry.by else ''}{'-because' if entry.reason else ''}"
        text = self.form.phrases.say(key, by=entry.by, why=entry.reason)
        return (Remark(text if text.endswith((".", "!", "?")) else f"{text}."),)

    def _own_words(self, item: ResolvedClause, kind: Kind) -> tuple[Variant, ...]:
        """The one version of a clause in a person's own words, with a footnote for every source."""
        if item.entry is None or not item.entry.wording:
            return ()
        notes = tuple(self._footnote(self.matrix.by_id[member]) for member in item.candidate.members)
        return (Variant(item.entry.wording, notes, item.entry.wording, (), kind, is_own=True),)

    def _versions(
        self, item: ResolvedClause, part: Part, kind: Kind, lead: Recommendation
    ) -> Iterator[Variant]:
        """Every wording: those that a person put down first, in their order; then the lead's.

        Wordings that differ only in case, punctuation, hyphens or an abbreviation are one, with all
        their footnotes.
        """
        candidate = item.candidate
        groups: list[tuple[list[Recommendation], str]] = []
        for own in item.entry.wordings if item.entry else ():
            members = [self.matrix.by_id[member] for member in candidate.members if member in own.sources]
            groups += [(members, own.wording)] if members else []
        named = {member.id for members, _ in groups for member in members}
        for alike in self._alike(candidate, lead):
            left = [member for member in alike if member.id not in named]
            groups += [(left, "")] if left else []
        for group, words in groups:
            if words:
                notes = tuple(self._footnote(member) for member in group)
                yield Variant(words, notes, words, (), kind, is_own=True)
                continue
            shown = lead if lead in group else group[0]
            guidance_rule = None if kind is Kind.GUIDANCE else self.rules.substance_of(shown.text)
            wording = self.worder.word(shown.text, part.voice, guidance_rule=guidance_rule)
            yield Variant(
                wording.text,
                tuple(self._footnote(member) for member in group),
                shown.text,
                wording.edits,
                kind if candidate.shared is None else self.rules.kind(shown),
                tuple(self._remarks_on_kind(kind, shown, guidance_rule)),
            )

    def _remarks_on_kind(
        self, kind: Kind, shown: Recommendation, guidance_rule: Rule | None
    ) -> Iterator[Remark]:
        own = self.rules.kind(shown)
        if own is not kind and guidance_rule is None:
            say = self.form.phrases.say
            yield Remark(say("other-kind", own=say(f"kind-{own}"), kind=say(f"kind-{kind}")))
        for rule in (guidance_rule, self.rules.rule_of(self.rules.unframed(shown.text))):
            if rule and rule.says and rule.kind is kind:
                yield Remark(self.form.phrases.say(rule.says))

    def finish(self, version: Variant, voice: Voice, mark: str) -> Variant:
        """A wording as it is printed: abbreviations spelt out, its closing mark set, and looked over.

        Args:
            version: The wording; those of a document are to be finished in the order of its pages.
            voice: How its part speaks.
            mark: Its closing mark.
        """
        if voice is Voice.VERBATIM:
            return version
        wording = Wording(version.text, version.edits, self.form.phrases)
        noticed = [one for source in version.sources for one in self.matrix.by_id[source].noticed]
        remarks = (*version.remarks, *self._look_over(wording.text, voice, noticed))
        self.speller.spell(wording)
        close(wording, mark)
        return replace(version, text=wording.text, edits=wording.edits, remarks=remarks)

    def finish_own(self, version: Variant, voice: Voice, mark: str) -> Variant:
        """A person's own words as they are printed: with their closing mark, and else untouched."""
        wording = Wording(version.text, version.edits, self.form.phrases)
        self.speller.note(wording.text)
        close(wording, mark)
        remarks = (*version.remarks, *self._look_over_own(wording.text, voice))
        return replace(version, text=wording.text, edits=wording.edits, remarks=remarks)

    def _look_over_own(self, text: str, voice: Voice) -> Iterator[Remark]:
        """Own words are the drafter's affair; but a selection can be drafted in another form than before."""
        begins = {Voice.INFINITIVE: "To ", Voice.FIRST_PERSON: "We "}.get(voice, "")
        if begins and not text.startswith(begins):
            yield Remark(self.form.phrases.say("begins-otherwise", words=begins.strip()))
        elif voice is Voice.BARE_VERB and text.startswith(("To ", "We ")):
            yield Remark(self.form.phrases.say("begins-bare"))

    def _look_over(self, text: str, voice: Voice, noticed: Iterable[Noticed]) -> Iterator[Remark]:
        if not self.rules.verbs.main(text.removeprefix("To ")) and not text.startswith("We "):
            yield Remark(self.form.phrases.say("no-known-verb"))
        is_action = voice is not Voice.FIRST_PERSON
        yield from remarks_on(text, noticed, is_action=is_action, phrases=self.form.phrases)
        for short in self.form.glossary.unknown_in(text):
            yield Remark(self.form.phrases.say("not-in-glossary", short=short), short)

    def _alike(self, candidate: Candidate, lead: Recommendation) -> list[list[Recommendation]]:
        members = [self.matrix.by_id[member] for member in candidate.members]
        if len(members) == 1:
            return [members]
        alike: dict[str, list[Recommendation]] = {self._likeness_key(lead.text): []}
        for member in members:
            alike.setdefault(self._likeness_key(member.text), []).append(member)
        return list(alike.values())

    def _likeness_key(self, text: str) -> str:
        """What two wordings have in common that differ only in case, punctuation or abbreviations."""
        return _NOT_A_WORD.sub("", self.form.glossary.shortened(text)).casefold()

    def _footnote(self, source: Recommendation, *, see: bool = False) -> Footnote:
        region = self.matrix.region_by_key[source.region]
        text = self.form.say(
            "footnote",
            region=region.name,
            meeting=region.meeting,
            place=region.place,
            dates=region.dates,
            symbol=region.symbol,
            paragraph=self.form.phrases.paragraph(source.citation),
            see=see,
        )
        return Footnote(source.id, text)

    def print(
        self, clause: Clause, versions: Sequence[Variant], alternatives: Alternatives, *, support: bool
    ) -> tuple[Alternatives, tuple[Line, ...]]:
        """Print a clause.

        Args:
            clause: The clause.
            versions: Its wordings, finished.
            alternatives: How its wordings are to be printed. Guidance is not negotiated: all its
                wordings stand one below the other, without brackets.
            support: Whether the regions that share it are named after it.

        Returns:
            How they are printed, which is one below the other where one text could not be read, and the
            lines.
        """
        if clause.entry and clause.entry.alternatives:
            alternatives = clause.entry.alternatives
        is_open = len(versions) > 1 and clause.kind is not Kind.GUIDANCE
        printed_as, (first, *others) = self._lines(versions, is_open, alternatives, support=support)
        is_in_brackets = bool(others) and clause.kind is not Kind.GUIDANCE
        if clause.is_left_open and not is_in_brackets:
            first, *others = (_in_brackets(line) for line in (first, *others))
        if clause.remarks:
            first = replace(first, remarks=(*clause.remarks, *first.remarks))
        return printed_as, (first, *others)

    def _lines(
        self, versions: Sequence[Variant], is_open: bool, alternatives: Alternatives, *, support: bool
    ) -> tuple[Alternatives, list[Line]]:
        if is_open and alternatives is Alternatives.LEAD:
            return alternatives, [self._lead_line(versions, support=support)]
        if is_open and alternatives is Alternatives.INLINE:
            line = self._inline(versions, support=support)
            if line:
                return alternatives, [line]
        brackets = "[{}]" if is_open else "{}"
        return Alternatives.BIS, [
            Line(
                (
                    Stretch(brackets.format(version.text), version.footnotes),
                    *(self._support(version.sources) if support else ()),
                ),
                version.sources,
                version.remarks,
            )
            for version in versions
        ]

    def _lead_line(self, versions: Sequence[Variant], *, support: bool) -> Line:
        """The lead's words and notes; those to sources in different words say so, as does the support."""
        lead, *others = versions
        elsewhere = [note.source for note in self._all_footnotes(others)]
        see_also = tuple(self._footnote(self.matrix.by_id[source], see=True) for source in elsewhere)
        pieces: tuple[Stretch, ...] = (Stretch(lead.text, (*self._all_footnotes([lead]), *see_also)),)
        pieces += self._support(lead.sources, elsewhere) if support else ()
        return Line(pieces, _sources_of(versions), lead.remarks)

    def _all_footnotes(self, versions: Sequence[Variant]) -> tuple[Footnote, ...]:
        by_source = {note.source: note for version in versions for note in version.footnotes}
        return tuple(by_source[source] for source in self.matrix.in_citing_order(by_source))

    def _inline(self, versions: Sequence[Variant], *, support: bool) -> Line | None:
        """One line with what differs in brackets, each stretch with the notes of those who say it.

        A source that says nothing in any bracket is cited at the end. The marks of the last stretch stand
        behind the closing punctuation, as the Editorial Manual wants.
        """
        mark = versions[0].text[-1]
        stretches = interleave([version.text.removesuffix(mark) for version in versions])
        if stretches is None:
            return None
        all_notes = self._all_footnotes(versions)
        pieces: list[Stretch] = []
        cited: set[str] = set()
        for number, stretch in enumerate(stretches):
            space = "" if number == 0 else " "
            if stretch.is_common:
                pieces.append(Stretch(space + stretch.texts[0][0]))
                continue
            for text, numbers in stretch.texts:
                sources = {source for n in numbers for source in versions[n].sources}
                cited |= sources
                notes = tuple(note for note in all_notes if note.source in sources)
                pieces.append(Stretch(f"{space}[{text}]", notes))
                space = " "
        last = pieces.pop()
        at_end = tuple(note for note in all_notes if note.source not in cited)
        pieces.append(Stretch(last.text + mark, (*last.footnotes, *at_end)))
        if support:
            pieces += self._support([note.source for note in all_notes])
        remarks = tuple(remark for version in versions for remark in version.remarks)
        return Line(tuple(pieces), _sources_of(versions), remarks)

    def _support(self, sources: Iterable[str], elsewhere: Iterable[str] = ()) -> tuple[Stretch]:
        """The regions behind a line, by name; those that say it in different words apart."""
        names = self._names(sources)
        others = [name for name in self._names(elsewhere) if name not in names]
        text = ", ".join(names)
        if others:
            text = self.form.phrases.say("support-elsewhere", regions=text, others=", ".join(others))
        return (Stretch(f" [{text}]", is_support=True),)

    def _names(self, sources: Iterable[str]) -> list[str]:
        regions = {self.matrix.by_id[source].region for source in sources}
        return sorted(self.matrix.region_by_key[key].name for key in regions)


def _sources_of(versions: Sequence[Variant]) -> tuple[str, ...]:
    return tuple(source for version in versions for source in version.sources)


def _closeness(one: list[str], other: list[str]) -> float:
    """How much of two wordings is the same, from 0 to 2; difflib's ratio depends on which comes first."""
    return sum(
        round(difflib.SequenceMatcher(None, first, second, autojunk=False).ratio(), 9)
        for first, second in ((one, other), (other, one))
    )


def _in_brackets(line: Line) -> Line:
    """A line whose text stands in square brackets; footnote marks and names of regions behind them."""
    texts = [n for n, piece in enumerate(line.stretches) if not piece.is_support]
    stretches = list(line.stretches)
    first, last = texts[0], texts[-1]
    stretches[first] = replace(stretches[first], text=f"[{stretches[first].text}")
    stretches[last] = replace(stretches[last], text=f"{stretches[last].text}]")
    return replace(line, stretches=tuple(stretches))
