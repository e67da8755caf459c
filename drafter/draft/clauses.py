"""Makes clauses: what each is and where it stands, its wordings, and what a person should look at in them."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import eq

from drafter.draft.lines import LineMaker, in_brackets
from drafter.draft.model import Clause, Line, Remark, Variant
from drafter.draft.wording import AbbreviationExpander, Rewriter, Wording, close, own_declaration
from drafter.form.forms import Form
from drafter.form.outline import Outline, Part, Voice
from drafter.matrix.criteria import ResolvedClause
from drafter.matrix.kinds import Rule, load_rules
from drafter.model import Alternatives, Decision, Kind, Matrix, Noticed, Recommendation
from drafter.phrases import Phrases, load_phrases

_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands in the documents of a form.

    Attributes:
        item: What it is made from.
        lead: The member whose words keep its number.
        kind: What it is.
        part: The part that it stands in; None where the form has none for it.
    """

    item: ResolvedClause
    lead: Recommendation
    kind: Kind
    part: Part | None


def place_of(
    item: ResolvedClause, matrix: Matrix, outline: Outline, *, guidance_as_clauses: bool = False
) -> Place:
    """Where a clause stands.

    The lead is the member that a person chose; otherwise the one whose wording is closest to the others,
    ties in the order of the columns. Its kind is what a person decided, else what most of its members are,
    between equals the lead.

    Args:
        item: What it is made from.
        matrix: The matrix.
        outline: Of the form.
        guidance_as_clauses: Whether guidance is a clause where every member can be made one.
    """
    rules, shared = load_rules(), item.candidate.shared
    members = [matrix.by_id[member] for member in item.candidate.members]
    lead = matrix.by_id[shared.lead] if shared and shared.lead else _closest(members)
    if item.entry and item.entry.kind:
        kind = item.entry.kind
    else:
        kinds = Counter(map(rules.kind, members))
        kind = max(kinds, key=lambda one: (kinds[one], len(kinds) > 1 and one is rules.kind(lead)))
        substance = rules.substance_of(lead.text) if kind is Kind.GUIDANCE and guidance_as_clauses else None
        if substance and all(rules.substance_of(member.text) for member in members):
            kind = substance.kind or kind
    return Place(item, lead, kind, next((part for part in outline.parts if kind in part.kinds), None))


def _closest(members: list[Recommendation]) -> Recommendation:
    if len(members) == 1:
        return members[0]
    words = [member.text.split() for member in members]
    closeness = [sum(_closeness(own, other) for other in words) for own in words]
    return members[closeness.index(max(closeness))]


def _closeness(one: list[str], other: list[str]) -> float:
    """How much of two wordings is the same, from 0 to 2; difflib's ratio depends on which comes first."""
    return sum(
        round(difflib.SequenceMatcher(None, first, second, autojunk=False).ratio(), 9)
        for first, second in ((one, other), (other, one))
    )


class ClauseMaker:
    """Makes the clauses of one document; they are to be made in the order of its pages.

    Args:
        matrix: The matrix.
        form: The form.
        alternatives: How the wordings of a clause are printed where nobody decided it for this clause.
        support: Whether the regions that share a clause are named after it.
    """

    def __init__(self, matrix: Matrix, form: Form, alternatives: Alternatives, *, support: bool) -> None:
        self.matrix, self._form, self._alternatives = matrix, form, alternatives
        self._rules = load_rules()
        own = own_declaration(item.text for item in matrix.recommendations)
        self._rewriter = Rewriter(self._rules, own, form.phrases)
        self._expander = AbbreviationExpander(form.glossary, form.abbreviations)
        self._printer = LineMaker(matrix, form, support)

    def make(self, place: Place, part: Part, number: int, letter: str, mark: str) -> Clause:
        """A clause.

        Args:
            place: Where it stands.
            part: Its part.
            number: Its number.
            letter: Its letter in a list; empty where it stands in none.
            mark: Its closing mark.
        """
        item, theme = place.item, self.matrix.theme_by_id[place.item.theme]
        shared, entry = item.candidate.shared, item.entry
        variants = tuple(self._variants(place, part.voice, mark))
        remarks = tuple(self._remarks_on_decision(item))
        printed_as, lines = self._printed(place, variants, remarks)
        return Clause(
            id=item.candidate.id,
            kind=place.kind,
            number=number,
            letter=letter,
            part=part.id,
            theme=theme.id,
            section=self.matrix.section_by_id[theme.section].title,
            heading=theme.title,
            regions=item.candidate.regions,
            variants=variants,
            shared_note=shared.note if shared else "",
            printed_as=printed_as,
            lines=lines,
            remarks=remarks,
            entry=entry,
        )

    def _printed(
        self, place: Place, variants: tuple[Variant, ...], remarks: tuple[Remark, ...]
    ) -> tuple[Alternatives, tuple[Line, ...]]:
        """How its wordings are printed, and the lines.

        They stand one below the other where one text could not be read. Guidance is not negotiated: all its
        wordings stand so, without brackets.
        """
        entry = place.item.entry
        way = (entry and entry.alternatives) or self._alternatives
        is_open = len(variants) > 1 and place.kind is not Kind.GUIDANCE
        lines = self._printer.lines(variants, way) if is_open else ()
        if not lines:
            way, lines = Alternatives.BIS, self._printer.lines(variants, Alternatives.BIS)
        if (is_open and len(lines) > 1) or (entry and entry.decision is Decision.MAYBE):
            lines = tuple(map(in_brackets, lines))
        if remarks:
            lines = (replace(lines[0], remarks=(*remarks, *lines[0].remarks)), *lines[1:])
        return way, lines

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
        their footnotes.
        """
        entry, candidate = place.item.entry, place.item.candidate
        members = [self.matrix.by_id[member] for member in candidate.members]
        own = [(one.wording, one.sources) for one in entry.wordings] if entry else []
        if entry and entry.wording:
            own = [(entry.wording, candidate.members)]
        groups = [(words, [member for member in members if member.id in sources]) for words, sources in own]
        named = {member.id for _, group in groups for member in group}
        likeness = self._likeness_key if len(members) > 1 else lambda _: ""
        alike: dict[str, list[Recommendation]] = {likeness(place.lead.text): []}
        for member in members:
            if member.id not in named:
                alike.setdefault(likeness(member.text), []).append(member)
        groups += [("", group) for group in alike.values()]
        for words, group in groups:
            if group:
                yield self._variant(words, group, place, voice, mark)

    def _variant(
        self, own_words: str, group: list[Recommendation], place: Place, voice: Voice, mark: str
    ) -> Variant:
        """A wording with abbreviations spelt out and its closing mark, looked over.

        A person's own words get their closing mark, and else are untouched.

        Args:
            own_words: Of a person; empty where the sources' words stand.
            group: Its sources.
            place: Of the clause.
            voice: How its part speaks.
            mark: The closing mark.
        """
        phrases = self._form.phrases
        if own_words:
            wording = Wording(own_words, phrases=phrases)
            remarks = tuple(self._remarks_on_own(own_words, voice))
            self._expander.note(own_words)
        else:
            shown = place.lead if place.lead in group else group[0]
            rule = None if place.kind is Kind.GUIDANCE else self._rules.substance_of(shown.text)
            wording = self._rewriter.word(shown.text, voice, guidance_rule=rule)
            remarks = tuple(self._remarks_on_kind(place.kind, shown, rule))
            if voice is not Voice.VERBATIM:
                remarks += tuple(self._look_over(wording.text, group, voice))
                self._expander.spell(wording)
        if own_words or voice is not Voice.VERBATIM:
            close(wording, mark)
        notes = tuple(map(self._printer.footnote, group))
        return Variant(wording.text, notes, wording.edits, remarks, is_own=bool(own_words))

    def _remarks_on_kind(self, kind: Kind, shown: Recommendation, substance: Rule | None) -> Iterator[Remark]:
        say, own = self._form.phrases.say, self._rules.kind(shown)
        if own is not kind and substance is None:
            yield Remark(say("other-kind", own=say(f"kind-{own}"), kind=say(f"kind-{kind}")))
        for rule in (substance, self._rules.rule_of(self._rules.unframed(shown.text))):
            if rule and rule.says and rule.kind is kind:
                yield Remark(say(rule.says))

    def _remarks_on_own(self, text: str, voice: Voice) -> Iterator[Remark]:
        """Words are their author's affair; but a selection can be drafted in another form than before."""
        begins = {Voice.INFINITIVE: "To ", Voice.FIRST_PERSON: "We "}.get(voice, "")
        if begins and not text.startswith(begins):
            yield Remark(self._form.phrases.say("begins-otherwise", words=begins.strip()))
        elif voice is Voice.BARE_VERB and text.startswith(("To ", "We ")):
            yield Remark(self._form.phrases.say("begins-bare"))

    def _look_over(self, text: str, group: list[Recommendation], voice: Voice) -> Iterator[Remark]:
        say = self._form.phrases.say
        if not self._rules.verbs.main(text.removeprefix("To ")) and not text.startswith("We "):
            yield Remark(say("no-known-verb"))
        noticed = [one for source in group for one in source.noticed]
        is_action = voice is not Voice.FIRST_PERSON
        yield from remarks_on(text, noticed, is_action=is_action, phrases=self._form.phrases)
        for short in self._form.glossary.unknown_in(text):
            yield Remark(say("not-in-glossary", short=short), short)

    def _likeness_key(self, text: str) -> str:
        """What two wordings have in common that differ only in case, punctuation or abbreviations."""
        return _NOT_A_WORD.sub("", self._form.glossary.shortened(text)).casefold()


# What a person should look at in the words of a clause, by the rules of ``kinds.yaml``

# A comment quotes so many characters at most.
_LONGEST_QUOTATION = 80

# So many words in a row say something; fewer are a name or a set phrase that may well stand twice.
_REPEATED = 8
# A shorter word may well stand twice in a series.
_LONG_WORD = 5
_WORD = re.compile(r"\w+")


def remarks_on(
    text: str,
    noticed: Iterable[Noticed] = (),
    *,
    is_action: bool = False,
    phrases: Phrases | None = None,
) -> tuple[Remark, ...]:
    """What a person should look at in a text, each thing once, in the order of the text.

    Args:
        text: The words of a clause, with abbreviations as the source has them.
        noticed: What readers noticed in its sources.
        is_action: Whether it says what States undertake.
        phrases: In which it is said; those that forms share where none are given.
    """
    found = [*_found_in(text, phrases or load_phrases(), is_action=is_action), *_noticed_in(text, noticed)]
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[Remark] = []
    end = 0
    for start, stop, remark in found:
        if start >= end and remark not in kept:  # “the countries of the region” is not “the region” too
            kept.append(remark)
            end = stop
    return tuple(kept)


def _found_in(text: str, phrases: Phrases, *, is_action: bool) -> Iterator[tuple[int, int, Remark]]:
    for flag in load_rules().remarks:
        if not flag.can_fit(text) or (flag.kind and not is_action):
            continue
        for match in flag.pattern.finditer(text):
            words = match[0].strip()
            says = phrases.say(flag.says, words=words[:_LONGEST_QUOTATION])
            yield match.start(), match.end(), Remark(says, words)
    folded = _WORD.findall(text.casefold())
    again = len(folded) - len(set(folded)) >= _REPEATED
    if again:
        stretches = list(zip(*(folded[start:] for start in range(_REPEATED)), strict=False))
        again = len(set(stretches)) < len(stretches)
    in_series = text.count(",") > 1 and any(map(eq, folded, folded[2:]))
    if not (again or in_series or any(map(eq, folded, folded[1:]))):
        return  # most texts: no word stands twice near itself, and no long stretch can stand twice
    all_words = [(word[0].casefold(), *word.span()) for word in _WORD.finditer(text)]
    for start, end, says in (*_doubled_in(all_words, text), *_repeated_in(all_words)):
        yield start, end, Remark(phrases.say(says, words=text[start:end]), text[start:end])


def _noticed_in(text: str, noticed: Iterable[Noticed]) -> Iterator[tuple[int, int, Remark]]:
    """What readers noticed; the verb at the beginning of a clause may have lost its capital."""
    for one in noticed:
        if found := re.search(re.escape(one.words), text, re.IGNORECASE):
            yield *found.span(), Remark(one.says, found[0])


_Word = tuple[str, int, int]  # in small letters, and where it begins and ends


def _doubled_in(words: Sequence[_Word], text: str) -> Iterator[tuple[int, int, str]]:
    """A word that stands twice: “the the”, “Strengthen, develop, strengthen”."""
    for (first, start, end), (second, other, stop) in itertools.pairwise(words):
        if first == second and text[end:other].isspace():
            yield start, stop, "twice"
    for (first, start, _), (third, other, stop) in zip(words, words[2:], strict=False):
        if first == third and len(first) >= _LONG_WORD and text[start:other].count(",") > 1:
            yield start, stop, "twice"


def _repeated_in(words: Sequence[_Word]) -> Iterator[tuple[int, int, str]]:
    """A long stretch of words that stands twice: the second time of it."""
    folded = [word[0] for word in words]
    seen: set[tuple[str, ...]] = set()
    for first in range(len(words) - _REPEATED + 1):
        stretch = tuple(folded[first : first + _REPEATED])
        if stretch in seen:
            yield words[first][1], words[first + _REPEATED - 1][2], "stretch-twice"
        seen.add(stretch)
