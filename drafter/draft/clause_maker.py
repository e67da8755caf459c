"""Makes clauses: what each is and where it stands, its wordings, and what a person should look at in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.brackets import bracketed_in
from drafter.decisions import Decision, OwnWording
from drafter.draft.clause import Clause, Line
from drafter.draft.lines import LineMaker, in_brackets, one_remark
from drafter.draft.notes import NoteMaker
from drafter.draft.placing import Place, kind_of
from drafter.draft.remarks import remarks_on
from drafter.draft.said_behind import with_status
from drafter.draft.typesetting import levels_of, lines_in, sign_at, subparagraphs_in
from drafter.draft.variant import Remark, Variant
from drafter.draft.wording import AbbreviationExpander, Rewriter, Wording, close, own_declaration
from drafter.draft.wording_groups import WordingGroup, additions_among
from drafter.form.forms import Form
from drafter.form.outline import Part, Subparagraphs, Voice
from drafter.matrix.kinds import Rule, load_rules
from drafter.matrix.selecting import ResolvedClause
from drafter.model import Kind, Matrix
from drafter.paper import Alternatives
from drafter.sign_off import Support, is_quoted, mark_of
from drafter.sources import Proposal, Source
from drafter.text.italics import Ranges, italics_within, literal, unmarked
from drafter.text.language import is_english

_NOT_A_WORD = re.compile(r"[\W_]+")


def _in_lines(line: Line, variant: Variant) -> Line:
    """A printed line in which a wording is set in the lines that a person typed, if it stands there whole."""
    at = line.text.find(variant.text)
    if at < 0:
        return line
    starts = (0, *variant.lines)
    levels = levels_of([sign_at(variant.text[start:]) for start in starts])
    # Only the first line follows the number: what it has of a sign is a word of it.
    return replace(line, subparagraphs=tuple(at + start for start in variant.lines), levels=levels[1:])


class ClauseMaker:
    """Makes the clauses of one document; they are to be made in the order of its pages.

    Args:
        matrix: The matrix.
        form: The form.
        alternatives: How the wordings of a clause are printed where nobody decided it for this clause.
        support: Whether the regions that share a clause are named after it.
        delegations: Who can be named behind a bracket; whoever has a name's form where none are given.
    """

    def __init__(
        self,
        matrix: Matrix,
        form: Form,
        alternatives: Alternatives,
        *,
        support: bool,
        delegations: Sequence[str] = (),
    ) -> None:
        self.matrix, self._form, self._alternatives = matrix, form, alternatives
        self._delegations = delegations
        self._rules = load_rules()
        own = own_declaration(item.text for item in matrix.recommendations)
        self._rewriter = Rewriter(self._rules, own, form.phrases)
        self._expander = AbbreviationExpander(form.glossary, form.abbreviations)
        self._says_not_english = True
        self._notes = NoteMaker(matrix, form)
        self._printer = LineMaker(matrix, form, self._notes, support)

    def make(self, place: Place, part: Part, number: int, letter: str, mark: str) -> Clause:
        """A clause.

        Args:
            place: Where it stands.
            part: Its part.
            number: Its number.
            letter: Its letter in a list; empty where it stands in none.
            mark: Its closing mark; empty where it ends as its author ended it.
        """
        item, theme = place.item, self.matrix.theme_by_id.get(place.item.theme)
        shared, entry = item.candidate.shared, item.entry
        variants = tuple(self._variants(place, part.voice, mark))
        remarks = tuple(self._remarks_on_decision(item))
        printed_as, lines = self._printed(place, variants, remarks)
        made = Clause(
            id=item.candidate.id,
            kind=place.kind,
            number=number,
            letter=letter,
            part=part.id,
            theme=item.theme,
            section=self.matrix.section_by_id[theme.section].title if theme else "",
            heading=theme.title if theme else "",
            regions=item.candidate.regions,
            variants=variants,
            shared_note=shared.note if shared else "",
            printed_as=printed_as,
            lines=lines,
            remarks=remarks,
            entry=entry,
            near=item.candidate.near,
        )
        return self._with_status(made)

    def _with_status(self, clause: Clause) -> Clause:
        """A clause with where it stands in the negotiation; see ``said_behind.with_status``."""
        stands, additions = clause.stands, clause.additions
        of_each = {self._mark_of((one, *additions)) for one in clause.alternatives}
        has_agreed = stands is not None and stands.is_agreed and stands.words in of_each
        words = self._mark_of(clause.printed_variants)
        clause = replace(clause, words=words, has_agreed_words=has_agreed)
        return replace(clause, lines=tuple(with_status(clause, self._form)))

    def _mark_of(self, variants: Sequence[Variant]) -> str:
        """What stands for the words of some wordings in histories of a status."""
        return mark_of("", [self._form.glossary.shortened(one.text) for one in variants])

    def _is_proposed(self, place: Place, variants: Sequence[Variant]) -> bool:
        """Whether a clause has nothing but one proposal, to which as it stands nobody has agreed."""
        first, *others = variants
        if not first.by or any(not one.is_addition for one in others) or place.kind is Kind.GUIDANCE:
            return False
        stands = place.item.entry.stands if place.item.entry else None
        is_agreed = stands is not None and stands.is_agreed
        return not (stands and is_agreed and stands.words in ("", self._mark_of(variants)))

    def _printed(
        self, place: Place, variants: tuple[Variant, ...], remarks: tuple[Remark, ...]
    ) -> tuple[Alternatives, tuple[Line, ...]]:
        """How its wordings are printed, and the lines.

        They stand one below the other where one text could not be read; below the lead's alone, what
        delegations propose. Each of several stands in brackets,
        and so does what is only proposed, or left open; but for one that people put in brackets themselves.
        Guidance is not negotiated: all its wordings stand so, without brackets. What is added stands below
        them, however they are printed, and without brackets: there is nothing to choose. Below what is agreed
        what somebody proposes to add has them.
        """
        entry = place.item.entry
        way = (entry and entry.alternatives) or self._alternatives
        alternatives = [one for one in variants if not one.is_addition]
        proposed = [one for one in alternatives if one.by]
        others = [one for one in alternatives if not one.by]
        if proposed and (way is not Alternatives.LEAD or len(others) == 1 or alternatives[0].by):
            way = Alternatives.BIS  # each stands under its name
        is_open = len(alternatives) > 1 and place.kind is not Kind.GUIDANCE
        shared = place.item.candidate.shared
        partial = shared.partial if shared else ()
        shown = others if way is Alternatives.LEAD else alternatives
        lines = self._printer.lines(shown, way, partial) if is_open else ()
        if not lines:
            way, lines = Alternatives.BIS, self._printer.lines(alternatives, Alternatives.BIS, partial)
        elif way is Alternatives.LEAD:
            lines += self._printer.lines(proposed, Alternatives.BIS)
            alternatives = [others[0], *proposed]
        additions = [one for one in variants if one.is_addition]
        added = self._printer.lines(additions, Alternatives.BIS)
        is_left_open = entry is not None and entry.decision is Decision.MAYBE
        if is_left_open or (is_open and len(lines) > 1) or self._is_proposed(place, variants):
            lines = tuple(map(self._in_brackets, lines, alternatives))
        stands = entry.stands if entry else None
        added = tuple(
            # Who agrees to a paragraph has not agreed to what somebody would add to it.
            self._in_brackets(line, one) if is_left_open or (one.by and stands and stands.is_agreed) else line
            for line, one in zip(added, additions, strict=True)
        )
        has_number = place.part is None or bool(place.part.kinds)
        lines = self._printer.labelled((*lines, *added), len(added), is_open=is_open, has_number=has_number)
        if self._form.subparagraphs is Subparagraphs.SET:
            lines = tuple(replace(line, subparagraphs=subparagraphs_in(line.text)) for line in lines)
        for variant in variants:
            if variant.lines:
                lines = tuple(_in_lines(line, variant) for line in lines)
        if remarks:
            lines = (replace(lines[0], remark=one_remark((*remarks, lines[0].remark))), *lines[1:])
        return way, lines

    def _in_brackets(self, line: Line, variant: Variant) -> Line:
        """A line in square brackets, unless people put all of its words in some."""
        return line if variant.is_in_brackets else in_brackets(line, self._form.sponsors)

    def _remarks_on_decision(self, item: ResolvedClause) -> Iterator[Remark]:
        """What is to be said beside a clause that people have left open."""
        entry = item.entry
        if entry and entry.decision is Decision.MAYBE:
            key = f"left-open{'-by' if entry.by else ''}{'-because' if entry.reason else ''}"
            text = self._form.phrases.say(key, by=entry.by, why=entry.reason)
            yield Remark(text if text.endswith((".", "!", "?")) else f"{text}.")

    def _variants(self, place: Place, voice: Voice, mark: str) -> Iterator[Variant]:
        """Every wording: those that a person put down first, in their order; then the lead's.

        Wordings that differ only in case, punctuation, hyphens or an abbreviation are one, with all
        their footnotes. What stands on no source stands behind what does, unless a person says otherwise;
        additions stand behind all others.
        """
        entry, candidate = place.item.entry, place.item.candidate
        members = [self.matrix.sources[member] for member in candidate.members]
        own = entry.wordings if entry else ()
        if entry and entry.wording:
            own = (OwnWording(candidate.members, entry.wording, supported=entry.supported),)
        groups = [
            WordingGroup(
                one.wording,
                [member for member in members if member.id in one.sources],
                one.is_addition,
                one.supported,
                one.by,
                stands_alone=bool(one.wording) and not one.sources,
            )
            for one in own
        ]
        groups = [group for group in groups if group.sources or group.stands_alone]
        named = {member.id for group in groups for member in group.sources}
        rest = [member for member in members if member.id not in named]
        if entry and entry.text:
            groups.insert(0, WordingGroup(entry.text, rest, is_addition=False, supported=entry.supported))
        else:
            behind = next((n for n, group in enumerate(groups) if not group.sources), len(groups))
            groups[behind:behind] = self._alike(rest, place)
            # A wording needs words: what is not at hand is cited with the first, as to be seen besides.
            silent = [member for member in rest if not member.text]
            groups[:1] = [replace(one, also=silent) for one in groups[:1]] or [
                WordingGroup("", [], also=silent)
            ]
        # Where one wording stands for all, a source that somebody put under it in Word stays a note to it.
        is_lead = ((entry and entry.alternatives) or self._alternatives) is Alternatives.LEAD
        joined = frozenset() if is_lead else place.item.joined
        said = zip(additions_among(groups, joined), groups, strict=True)
        for number, (is_addition, group) in enumerate(sorted(said, key=lambda one: one[0])):
            variant = self._variant(group, place, voice, mark)
            yield replace(variant, is_addition=is_addition and number > 0)

    def _alike(self, members: list[Source], place: Place) -> list[WordingGroup]:
        """Those of a clause's sources whose wordings are one, together; the lead's first."""
        likeness = self._likeness_key if len(members) > 1 else lambda _: ""
        alike: dict[str, list[Source]] = {likeness(place.words): []} if place.lead else {}
        for member in members:
            if member.text:
                alike.setdefault(likeness(member.text), []).append(member)
        return [WordingGroup("", group) for group in alike.values() if group]

    def _variant(self, group: WordingGroup, place: Place, voice: Voice, mark: str) -> Variant:
        """A wording with abbreviations spelt out and its closing mark, looked over.

        A person's own words get their closing mark, and else are untouched.

        Args:
            group: Its sources, and a person's words, where they stand and not the sources'.
            place: Of the clause.
            voice: How its part speaks.
            mark: The closing mark; empty where a person's own is to stay.
        """
        phrases, own_words, by = self._form.phrases, group.words, group.by
        italics: Ranges = ()
        shown = place.lead if place.lead in group.sources else next(iter((*group.sources, *group.also)), None)
        if isinstance(shown, Proposal) and not own_words:
            own_words = literal(shown.text or "")  # they are somebody's own, and nobody rewords them
            by = tuple(dict.fromkeys((*phrases.proposers(shown), *by)))
        elif isinstance(shown, Proposal) and by and is_quoted(own_words, shown.wordings):
            by = tuple(dict.fromkeys((*phrases.proposers(shown), *by)))  # whoever joins a proposal
        lines: tuple[int, ...] = ()
        if own_words:
            words, italics = unmarked("\n".join(" ".join(line.split()) for line in own_words.split("\n")))
            lines, words = lines_in(words), words.replace("\n", " ")
            wording = Wording(words, phrases=phrases)
            # What stands apart from a list, or in a preamble, speaks as it likes.
            speaks = mark and (place.is_item or not (place.part and place.part.opening))
            remarks = tuple(self._remarks_on_own(words, voice)) if speaks else ()
            self._expander.note(words)
        else:
            words = (shown.text if shown else "") or ""
            rule = None if place.kind is Kind.GUIDANCE else self._rules.substance_of(words)
            wording = self._rewriter.word(words, voice, guidance_rule=rule)
            remarks = tuple(self._remarks_on_kind(place.kind, shown, rule)) if shown else ()
            if voice is not Voice.VERBATIM:
                remarks += tuple(self._look_over(wording.text, voice))
                self._expander.spell(wording)
        if mark and (own_words or voice is not Voice.VERBATIM):
            close(wording, mark)
        supported, cf = self._backing(group.supported, own_words, group.sources) if own_words else ("", ())
        cited, also = [item.id for item in group.sources], [item.id for item in group.also]
        return Variant(
            wording.text,
            self._notes.of(cited, also, cf=cf),
            wording.edits,
            remarks,
            is_own=bool(own_words),
            italics=italics_within(italics, 0, len(wording.text)),
            supported=supported,
            cf=cf,
            by=by,
            brackets=bracketed_in(wording.text, self._delegations) if own_words else (),
            lines=lines,
            unnoted=tuple(one for one in (*cited, *also) if not self._notes.has_note(one)),
        )

    @staticmethod
    def _backing(said: str, words: str, sources: Sequence[Source]) -> tuple[str, tuple[str, ...]]:
        """Who says that a person's words are supported, and the sources that they are only compared with."""
        support = Support.of(said)
        if support and support.holds_for(words, (item.text or "" for item in sources)):
            return said, ()
        return "", tuple(item.id for item in sources if not is_quoted(words, item.wordings))

    def _remarks_on_kind(self, kind: Kind, shown: Source, substance: Rule | None) -> Iterator[Remark]:
        say, own = self._form.phrases.say, kind_of(shown)
        if own is not kind and substance is None:
            yield Remark(say("other-kind", own=say(f"kind-{own}"), kind=say(f"kind-{kind}")))
        for rule in (substance, self._rules.rule_of(self._rules.unframed(shown.text or ""))):
            if rule and rule.says and rule.kind is kind:
                yield Remark(say(rule.says))

    def _remarks_on_own(self, text: str, voice: Voice) -> Iterator[Remark]:
        """Words are their author's affair; but a selection can be drafted in another form than before."""
        begins = {Voice.INFINITIVE: "To ", Voice.FIRST_PERSON: "We "}.get(voice, "")
        if begins and not text.startswith(begins):
            yield Remark(self._form.phrases.say("begins-otherwise", words=begins.strip()))
        elif voice is Voice.BARE_VERB and text.startswith(("To ", "We ")):
            yield Remark(self._form.phrases.say("begins-bare"))

    def _look_over(self, text: str, voice: Voice) -> Iterator[Remark]:
        say = self._form.phrases.say
        if is_english(text):
            if not self._rules.verbs.main(text.removeprefix("To ")) and not text.startswith("We "):
                yield Remark(say("no-known-verb"))
            yield from remarks_on(text, self._form.phrases, is_action=voice is not Voice.FIRST_PERSON)
        elif self._says_not_english:  # once: it is so of the whole matrix, most often
            self._says_not_english = False
            yield Remark(say("not-english"))
        for short in self._form.glossary.unknown_in(text):
            yield Remark(say("not-in-glossary", short=short), short)

    def _likeness_key(self, text: str) -> str:
        """What two wordings have in common that differ only in case, punctuation or abbreviations."""
        return _NOT_A_WORD.sub("", self._form.glossary.shortened(text)).casefold()
