"""Makes printed clauses, with their wordings, lines and remarks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from drafter.draft.lines import MARK, FootnoteMaker, LineMaker
from drafter.draft.model import Line, PrintedClause, Remark, Stretch, Wording
from drafter.draft.placing import Numberer, Place
from drafter.draft.printed import Stretches, in_brackets, in_points, text_of
from drafter.draft.wording import Rewording, Rewriter, close, names_of_declaration
from drafter.draft.wording.abbreviations import AbbreviationExpander
from drafter.draft.wording.remarks import remarks_on
from drafter.form.forms import Form
from drafter.form.outline import Voice
from drafter.matrix.kinds import Rule, load_rules
from drafter.model import LEFT_OUT, Alternatives, Decision, Kind, Matrix, Recommendation

_NOT_A_WORD = re.compile(r"[\W_]+")


class _Worded(Struct, frozen=True):
    """A wording with its line, which has no brackets and no label yet.

    Attributes:
        source: The source by which a selection names the wording.
        wording: The wording.
        line: The line of edited words; None for words of a source.
        remarks: What an editor should look at.
    """

    source: str
    wording: Wording
    line: Stretches | None
    remarks: tuple[Remark, ...]


class ClauseMaker:
    """Makes the clauses of one document, in the order of its pages.

    Args:
        matrix: The matrix.
        form: The form.
        notes: Makes the footnotes.
        alternatives: How the wordings of a clause are printed.
        support: Whether the regions that share a clause are named after it.
        is_working: Whether it is for the desk, with remarks, reasons and names of colleagues.
    """

    def __init__(
        self,
        matrix: Matrix,
        form: Form,
        notes: FootnoteMaker,
        alternatives: Alternatives,
        *,
        support: bool,
        is_working: bool,
    ) -> None:
        self._matrix, self._form, self._alternatives = matrix, form, alternatives
        self._is_working = is_working
        self._rules = load_rules()
        names = names_of_declaration(item.text for item in matrix.recommendations)
        self._rewriter = Rewriter(self._rules, names, form.phrases)
        self._expander = AbbreviationExpander(form.glossary, form.outline.abbreviations)
        self._notes = notes
        self._printer = LineMaker(matrix, notes, form.phrases, support)

    def make(self, place: Place, mark: str, numberer: Numberer, letter: str = "") -> PrintedClause:
        """Return a clause.

        Args:
            place: The place of the clause.
            mark: Its closing mark.
            numberer: Has started the paragraph.
            letter: Its letter in a list; empty where it is a paragraph of its own.
        """
        clause = place.clause
        worded = list(self._worded(place, mark))
        way, printed = self._printed(place, worded)
        is_alternative = bool(clause.alternative_to) and not clause.number
        labels = numberer.labels(len(printed), is_alternative=is_alternative)
        return PrintedClause(
            id=clause.id,
            kind=place.kind,
            number=numberer.number if letter else labels[0],
            letter=letter,
            part=place.part.id,
            theme=clause.theme,
            section=place.section,
            heading=place.heading,
            regions=clause.regions,
            wordings=tuple([item.wording for item in worded]),
            lines=tuple(self._lines(place, worded, way, labels, printed)),
            printed_as=way,
            alternative_to=clause.alternative_to,
            is_shared=clause.is_shared,
            note=clause.note if self._is_working else "",
            decision=clause.decision,
            status=clause.status,
            reason=clause.reason if self._is_working else "",
            by=clause.by if self._is_working else "",
            is_supported=clause.supported is not None,
        )

    def _printed(self, place: Place, worded: Sequence[_Worded]) -> tuple[Alternatives, tuple[Stretches, ...]]:
        """Return how the wordings are printed, and the lines.

        They are printed one below the other where nobody could read them as one text, or where people changed
        some. Guidance is not negotiated: all its wordings are printed so, without brackets.
        """
        wordings = [item.wording for item in worded]
        is_open = len(wordings) > 1 and place.kind is not Kind.GUIDANCE
        way = self._alternatives
        if way is Alternatives.INLINE and any(item.line for item in worded):
            way = Alternatives.BIS
        lines = self._printer.lines(wordings, way, place.clause.partial) if is_open else ()
        if not lines:
            way, lines = Alternatives.BIS, self._printer.lines(wordings, Alternatives.BIS, ())
        if way is Alternatives.BIS:
            lines = tuple([item.line or line for item, line in zip(worded, lines, strict=True)])
        if (is_open and len(lines) > 1) or place.clause.decision is Decision.BRACKETS:
            lines = tuple(map(in_brackets, lines))
        return way, lines

    def _lines(
        self,
        place: Place,
        worded: Sequence[_Worded],
        way: Alternatives,
        labels: Sequence[str],
        printed: Sequence[Stretches],
    ) -> Iterator[Line]:
        """Give the lines with labels and remarks, the last with the status."""
        on_clause = tuple(self._remarks_on_clause(place)) if self._is_working else ()
        remarks_of: list[tuple[Remark, ...]] = [item.remarks if self._is_working else () for item in worded]
        if way is Alternatives.INLINE:
            remarks_of = [tuple(dict.fromkeys(itertools.chain(*remarks_of)))]
        last = len(printed) - 1
        are_wordings = last or (place.clause.wordings and not place.clause.text)  # or one of them is left
        for number, (label, stretches) in enumerate(zip(labels, printed, strict=True)):
            source = worded[number].source if are_wordings and way is Alternatives.BIS else ""
            remarks = remarks_of[number] if number else (*on_clause, *remarks_of[0])
            if place.clause.status and number == last:
                status = self._form.phrases.say("status", status=_status(place.clause.status))
                stretches = (*stretches, Stretch(f" {status}", is_text=False))  # noqa: PLW2901
            yield Line(label, in_points(stretches), source, remarks)

    def _worded(self, place: Place, mark: str) -> Iterator[_Worded]:
        """Give every wording, the lead's first, or the text of the clause alone.

        Wordings that differ only in case, punctuation, hyphens or an abbreviation are one, with all their
        footnotes. Sources without words in the matrix are cited with the first.
        """
        clause, by_id = place.clause, self._matrix.by_id
        if clause.text or place.lead is None:
            yield self._edited(clause.text or "[…]", clause.sources, place, mark)
            return
        members = [by_id[source] for source in clause.sources if source in by_id]
        others = [source for source in clause.sources if source not in by_id]
        likeness = self._likeness if len(members) > 1 else lambda _: ""
        alike: dict[str, list[Recommendation]] = {likeness(place.lead.text): []}
        for member in members:
            alike.setdefault(likeness(member.text), []).append(member)
        groups = []
        for group in alike.values():
            words = next((clause.wordings[item.id] for item in group if item.id in clause.wordings), "")
            if words != LEFT_OUT:
                groups.append((group, words))
        for number, (group, words) in enumerate(groups or [([place.lead], "")]):
            further = () if number else others
            if words:
                yield self._edited(words, (*(item.id for item in group), *further), place, mark)
            else:
                yield self._quoted(group, further, place, mark)

    def _edited(self, text: str, sources: Sequence[str], place: Place, mark: str) -> _Worded:
        """Return a wording in people's words, which are printed as they are."""
        cf = () if place.clause.supported else [source for source in sources if not self._has(source, text)]
        line = self._printer.text_line(text, self._notes.footnotes(sources, cf=cf), mark)
        words = text_of(line)
        self._expander.note(words)
        notes = tuple(note for stretch in line for note in stretch.footnotes)
        return _Worded(next(iter(sources), ""), Wording(words, notes, is_edited=True), line, ())

    def _has(self, source: str, text: str) -> bool:
        """Tell whether a source has a text word for word."""
        item = self._matrix.by_id.get(source)
        return item is not None and self._likeness(MARK.sub("", text)) in self._likeness(item.text)

    def _quoted(
        self, group: Sequence[Recommendation], further: Sequence[str], place: Place, mark: str
    ) -> _Worded:
        """Return a wording in the words of its sources, reworded for the part.

        Args:
            group: Its sources, whose words are alike.
            further: Other sources that are cited with it.
            place: The place of the clause.
            mark: The closing mark.
        """
        voice, phrases = place.part.voice, self._form.phrases
        remarks: tuple[Remark, ...] = ()
        basis = place.lead if place.lead and place.lead in group else group[0]
        if voice is Voice.VERBATIM:
            wording = Rewording(basis.text, phrases=phrases)
        else:
            rule = None if place.kind is Kind.GUIDANCE else self._rules.substance_of(basis.text)
            wording = self._rewriter.word(basis.text, voice, guidance_rule=rule)
            if self._is_working:
                noticed = [item for source in group for item in source.noticed]
                remarks = tuple(self._remarks_on_kind(place.kind, basis, rule))
                remarks += remarks_on(wording.text, voice, self._form, noticed)
            self._expander.spell(wording)
            close(wording, mark)
        notes = (
            *self._notes.footnotes([item.id for item in group]),
            *self._notes.footnotes(further, see=True),
        )
        return _Worded(group[0].id, Wording(wording.text, notes, wording.edits), None, remarks)

    # Remarks, in the working edition

    def _remarks_on_clause(self, place: Place) -> Iterator[Remark]:
        """Give why a clause is in brackets, and the notes of delegations."""
        clause = place.clause
        if clause.decision is Decision.BRACKETS and (clause.reason or clause.by):
            reason = ": ".join(filter(None, (clause.by, clause.reason)))
            yield Remark(self._form.phrases.say("in-brackets", reason=reason))
        for note in clause.notes:
            yield Remark(note)

    def _remarks_on_kind(self, kind: Kind, basis: Recommendation, substance: Rule | None) -> Iterator[Remark]:
        say, by_rules = self._form.phrases.say, self._rules.kind(basis)
        if by_rules is not kind and substance is None:
            yield Remark(say("other-kind", wording=say(f"kind-{by_rules}"), kind=say(f"kind-{kind}")))
        for rule in (substance, self._rules.rule_of(self._rules.unframed(basis.text))):
            if rule and rule.says and rule.kind is kind:
                yield Remark(say(rule.says))

    def _likeness(self, text: str) -> str:
        """Return a text without case, punctuation and long forms, for comparing."""
        return _NOT_A_WORD.sub("", self._form.glossary.shortened(text)).casefold()


def _status(status: str) -> str:
    """Return a status as it is printed in brackets: "Agreed ad ref."."""
    return (status[:1].upper() + status[1:]).replace("ad referendum", "ad ref.")
