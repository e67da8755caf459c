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
from drafter.draft.wording import AbbreviationExpander, Rewriter, Wording, close, own_declaration
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
        members = self._members(candidate)
        if len(members) == 1:
            return members[0]
        words = [member.text.split() for member in members]
        closeness = [sum(_closeness(own, other) for other in words) for own in words]
        return members[closeness.index(max(closeness))]

    def _members(self, candidate: Candidate) -> list[Recommendation]:
        return [self.matrix.by_id[member] for member in candidate.members]

    def kind_of(self, item: ResolvedClause, lead: Recommendation, *, guidance_as_clauses: bool) -> Kind:
        """What a clause is: as a person decided, else as most of its members are, between equals its lead.

        Args:
            item: What it is made from.
            lead: The member that leads.
            guidance_as_clauses: Whether guidance is a clause where every member can be made one.
        """
        if item.entry and item.entry.kind:
            return item.entry.kind
        members, of_lead = self._members(item.candidate), self.rules.kind(lead)
        kinds = Counter(map(self.rules.kind, members))
        kind = max(kinds, key=lambda one: (kinds[one], one is of_lead))
        if kind is Kind.GUIDANCE and guidance_as_clauses:
            substance = self.rules.substance_of(lead.text)
            if substance and all(self.rules.substance_of(member.text) for member in members):
                return substance.kind or kind
        return kind

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
            variants=tuple(self._variants(item, part, kind, lead)),
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

    def _variants(
        self, item: ResolvedClause, part: Part, kind: Kind, lead: Recommendation
    ) -> Iterator[Variant]:
        """Every wording: those that a person put down first, in their order; then the lead's.

        Wordings that differ only in case, punctuation, hyphens or an abbreviation are one, with all
        their footnotes.
        """
        members = self._members(item.candidate)
        own = [(one.wording, one.sources) for one in item.entry.wordings] if item.entry else []
        if item.entry and item.entry.wording:
            own = [(item.entry.wording, item.candidate.members)]
        groups = [(words, [member for member in members if member.id in sources]) for words, sources in own]
        named = {member.id for _, group in groups for member in group}
        likeness = self._likeness_key if len(members) > 1 else lambda _: ""
        alike: dict[str, list[Recommendation]] = {likeness(lead.text): []}
        for member in members:
            if member.id not in named:
                alike.setdefault(likeness(member.text), []).append(member)
        groups += [("", group) for group in alike.values()]
        for words, group in groups:
            notes = tuple(map(self._footnote, group))
            if words and group:
                yield Variant(words, notes, (), is_own=True)
            elif group:
                shown = lead if lead in group else group[0]
                guidance_rule = None if kind is Kind.GUIDANCE else self.rules.substance_of(shown.text)
                wording = self.worder.word(shown.text, part.voice, guidance_rule=guidance_rule)
                yield Variant(
                    wording.text,
                    notes,
                    wording.edits,
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

    def finish(
        self, clause: Clause, voice: Voice, mark: str, alternatives: Alternatives, *, support: bool
    ) -> Clause:
        """A clause as it is printed; those of a document are to be finished in the order of its pages.

        Args:
            clause: The clause, numbered.
            voice: How its part speaks.
            mark: Its closing mark.
            alternatives: How its wordings are to be printed, where nobody decided it for this clause; they
                stand one below the other where one text could not be read. Guidance is not negotiated: all
                its wordings stand so, without brackets.
            support: Whether the regions that share it are named after it.
        """
        versions = tuple(self._finish(version, voice, mark) for version in clause.variants)
        if clause.entry and clause.entry.alternatives:
            alternatives = clause.entry.alternatives
        is_open = len(versions) > 1 and clause.kind is not Kind.GUIDANCE
        line = None
        if is_open and alternatives is Alternatives.LEAD:
            line = self._lead_line(versions, support=support)
        elif is_open and alternatives is Alternatives.INLINE:
            line = self._inline(versions, support=support)
        first, *others = [line] if line else [self._line(version, support=support) for version in versions]
        if clause.is_left_open or (is_open and others):
            first, *others = map(_in_brackets, (first, *others))
        return replace(
            clause,
            variants=versions,
            printed_as=alternatives if line else Alternatives.BIS,
            lines=(replace(first, remarks=(*clause.remarks, *first.remarks)), *others),
        )

    def _finish(self, version: Variant, voice: Voice, mark: str) -> Variant:
        """A wording with abbreviations spelt out and its closing mark, looked over.

        A person's own words get their closing mark, and else are untouched.
        """
        if voice is Voice.VERBATIM and not version.is_own:
            return version
        remarks = (*version.remarks, *self._look_over(version, voice))
        wording = Wording(version.text, version.edits, self.form.phrases)
        if version.is_own:
            self.speller.note(wording.text)
        else:
            self.speller.spell(wording)
        close(wording, mark)
        return replace(version, text=wording.text, edits=wording.edits, remarks=remarks)

    def _look_over(self, version: Variant, voice: Voice) -> Iterator[Remark]:
        say, text = self.form.phrases.say, version.text
        if version.is_own:  # the drafter's affair; but a selection can be drafted in another form than before
            begins = {Voice.INFINITIVE: "To ", Voice.FIRST_PERSON: "We "}.get(voice, "")
            if begins and not text.startswith(begins):
                yield Remark(say("begins-otherwise", words=begins.strip()))
            elif voice is Voice.BARE_VERB and text.startswith(("To ", "We ")):
                yield Remark(say("begins-bare"))
            return
        if not self.rules.verbs.main(text.removeprefix("To ")) and not text.startswith("We "):
            yield Remark(say("no-known-verb"))
        noticed = [one for source in version.sources for one in self.matrix.by_id[source].noticed]
        is_action = voice is not Voice.FIRST_PERSON
        yield from remarks_on(text, noticed, is_action=is_action, phrases=self.form.phrases)
        for short in self.form.glossary.unknown_in(text):
            yield Remark(say("not-in-glossary", short=short), short)

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

    def _line(self, version: Variant, *, support: bool) -> Line:
        stretches = (
            Stretch(version.text, version.footnotes),
            *self._support(version.sources, support=support),
        )
        return Line(stretches, version.sources, version.remarks)

    def _lead_line(self, versions: Sequence[Variant], *, support: bool) -> Line:
        """The lead's words and notes; those to sources in different words say so, as does the support."""
        lead, *others = versions
        elsewhere = [note.source for note in self._all_footnotes(others)]
        see_also = tuple(self._footnote(self.matrix.by_id[source], see=True) for source in elsewhere)
        stretch = Stretch(lead.text, (*self._all_footnotes([lead]), *see_also))
        stretches = (stretch, *self._support(lead.sources, elsewhere, support=support))
        return Line(stretches, _sources_of(versions), lead.remarks)

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
        pieces += self._support([note.source for note in all_notes], support=support)
        remarks = tuple(remark for version in versions for remark in version.remarks)
        return Line(tuple(pieces), _sources_of(versions), remarks)

    def _support(
        self, sources: Iterable[str], elsewhere: Iterable[str] = (), *, support: bool
    ) -> Iterator[Stretch]:
        """The regions behind a line, by name, if asked for; those that say it in different words apart."""
        if not support:
            return
        names = self._names(sources)
        others = [name for name in self._names(elsewhere) if name not in names]
        text = ", ".join(names)
        if others:
            text = self.form.phrases.say("support-elsewhere", regions=text, others=", ".join(others))
        yield Stretch(f" [{text}]", is_support=True)

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
