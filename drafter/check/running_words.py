"""People's running words: what stands around the paragraphs, is no paragraph itself, and is judged by nobody.

A title, a preamble or what opens a list can turn the sense of every paragraph below it. No source is cited
for them; so that they are words of people is told, and where a draft's words were changed in Word, both are
shown. Where they now deny what they opened, or name another actor, that is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from drafter.check.content import differences, said_of
from drafter.check.everything.texts import Differing, Kind, Texts
from drafter.check.finding import CATALOGUE, At, Finding, ShownText, finding
from drafter.check.harmless import folded
from drafter.check.signs import signs_come, signs_turn
from drafter.check.unreadable import MOST_ALIKE
from drafter.check.words import some_of
from drafter.docx.reading.content import OVER_LETTERS
from drafter.draft.blocks import Paragraph
from drafter.problems import Severity
from drafter.returned.document import Returned
from drafter.text.differences import changes_at, changes_in_words, told_apart
from drafter.text.similarity import words_of
from drafter.text.words import excerpt, shortened

_MOST_SHOWN = 3
_LONGEST = 200  # of a text that came or went
_LONG = 25  # words of a text in which a change is told with those beside it
_BESIDE, _FAR = 3, 12
_FILLED, _SIGNS = _NOTES = ("/filled", "/signs")
_TO_HAVE_IT = "to have it in the next draft: drafter select SELECTION --from this file"
HINGE, OWN, CHANGED = "hinge-changed", "running-words", "running-text-changed"


@dataclass(frozen=True, slots=True)
class ChangedTexts:
    """Running text of one kind that is not as drafter printed it.

    Attributes:
        kind: What it belongs to, in words.
        texts: Each paragraph as it stands; one that is gone as it was printed.
        place: The place of the first that stands; -1 where none does.
    """

    kind: str
    texts: tuple[str, ...]
    place: int

    @property
    def in_words(self) -> str:
        """The change in a few words: “the preamble was changed: 2 paragraphs (“Recalling …”, …)”."""
        is_of_headings = self.kind in (Kind.HEADINGS, Kind.FORMS_HEADINGS)
        verb, unit = ("were", "heading") if is_of_headings else ("was", "paragraph")
        count = len(self.texts)
        several, more = ("s", ", …") if count > 1 else ("", "")
        return f"{self.kind} {verb} changed: {count} {unit}{several} (“{excerpt(self.texts[0])}”{more})"


def running_text_findings(texts: Texts, told: AbstractSet[int]) -> Iterator[Finding]:
    """Running text that was changed, each at its place; what was changed alike, or very often, once.

    Of headings, and of what opens a list, other checks tell. Blanks that were filled in, and signs between
    words, are a note for each kind of text.

    Args:
        texts: What was printed, and what is seen.
        told: Places of paragraphs that are told otherwise.
    """
    found: dict[tuple[str, Kind], list[Differing]] = defaultdict(list)
    for one in texts.differing:
        if one.place not in told and not one.opens_a_list:
            found[_way(one), one.kind].append(one)
    under = _headings(texts) if found else {}
    for (way, kind), several in found.items():
        alike: dict[str, list[Differing]] = defaultdict(list)
        for one in several:
            alike[_change(one)].append(one)
        stays = "each draft has it made anew" if kind is Kind.BOX else _TO_HAVE_IT
        if way in _NOTES or len(alike) > MOST_ALIKE:
            changed = ChangedTexts(
                _named(kind, several, under), tuple(one.text for one in several), several[0].at
            )
            key = f"{CHANGED}{way if way in _NOTES else '/many'}"
            yield _running(several, key, changed.in_words, stays)
            continue
        for change, those in alike.items():
            first, named = excerpt(those[0].text), _named(kind, those, under)
            is_one = not way and len(those) == 1
            said = _change_in_its_place(those[0], change, texts.returned) if is_one else change
            yield _running(those, f"{CHANGED}{way}", said, stays, kind=named, words=first)


def _headings(texts: Texts) -> Mapping[int, str]:
    """The heading that stands above each text, by its place."""
    found, heading = {}, ""
    for one in texts.seen:
        heading = one.text if one.level else heading
        found[one.paragraph.place] = heading
    return found


def _named(kind: Kind, several: Sequence[Differing], under: Mapping[int, str]) -> str:
    """What changed texts belong to, in words: of those behind the first clause, the heading above them."""
    headings = {under.get(one.at, "") for one in several}
    if kind is not Kind.OTHER or len(headings) > 1 or not (heading := headings.pop()):
        return kind
    return f"running text under “{excerpt(heading)}”"


def _change_in_its_place(one: Differing, change: str, returned: Returned) -> str:
    """What was changed of a long text, with the words around it and the region named last before it."""
    was, now = folded(one.was), folded(one.text)
    if len(now.split()) <= _LONG or not (changes := changes_at(was, now)):
        return change
    told = []
    for said, at in changes[:_MOST_SHOWN]:
        mentions = returned.resolver.mentions(now[:at])
        names = [now[each.start : each.end] for each in mentions if now[each.end :].lstrip()[:1] == ":"]
        told.append(f"{said} ({f'{names[-1]}, ' if names else ''}“{_around(now, at)}”)")
    return some_of([*told, *(said for said, _ in changes[_MOST_SHOWN:])], _MOST_SHOWN, "; ")


def _around(text: str, at: int) -> str:
    """The words around a place in a text, from the number of a paragraph, if one stands close before it."""
    words, behind = text.split(), text[at:].lstrip()
    before = text[: len(text) - len(behind)]
    n = min(len(before.split()) - (before[-1:].strip() != ""), len(words) - 1)
    begin = next((m for m in range(n, max(n - _FAR, -1), -1) if words[m][:1].isdigit()), n)
    begin, end = max(min(begin, n - _BESIDE), 0), n + 1 + _BESIDE
    return f"{'… ' if begin else ''}{' '.join(words[begin:end])}{' …' if end < len(words) else ''}"


def _running(
    several: Sequence[Differing], key: str, change: str, stays: str, kind: str = "", words: str = ""
) -> Finding:
    """One finding for several running texts, at the first."""
    more = CATALOGUE.say("running-text-more", count=len(several) - 1)[2] if len(several) > 1 else ""
    texts = [
        ShownText(title, text)
        for one in several
        for title, text in (("As drafted", one.was), ("As it stands", one.text if one.place >= 0 else ""))
        if text
    ]
    told = finding(
        At(place=several[0].at, is_gone=several[0].place < 0),
        key,
        texts=texts,
        change=change,
        more=more,
        stays=stays,
        kind=kind,
        words=words,
    )
    return replace(told, more_places=tuple(one.at for one in several))


def _way(one: Differing) -> str:
    """How a running text was changed, as the catalogue calls it."""
    if one.is_filled_in:
        return _FILLED
    if one.place < 0:
        return "/gone"
    if not one.was:
        return "/come"
    was, now = (folded(OVER_LETTERS.sub("", text)) for text in (one.was, one.text))
    is_same = words_of(was) == words_of(now) and not (signs_come(was, now) or signs_turn(was, now))
    return _SIGNS if is_same and not one.is_bared else ""


def _change(one: Differing) -> str:
    """What was changed of a running text, in words."""
    if one.is_bared:
        return "what is to be filled in stands without its brackets, in the same words"
    if one.was and one.place >= 0:
        was, now = folded(one.was), folded(one.text)
        signs = signs_turn(was, now) or "other signs stand between its words"
        return "; ".join(changes_in_words(was, now)) or signs
    return f"“{shortened(one.text, _LONGEST)}”"


def running_words_findings(texts: Texts) -> Iterator[Finding]:
    """Running words that people wrote in the selection, in one note; and changed words that open a list."""
    returned, draft = texts.returned, texts.draft
    own = [block for block in draft.blocks if isinstance(block, Paragraph) and block.is_own]
    paragraphs = reversed(returned.document.paragraphs) if own else ()
    places = {folded(one.text): one.place for one in paragraphs}
    if own := [block for block in own if folded(block.words) in places]:
        shown = [ShownText("The words", block.words) for block in own]
        said = some_of([f"“{excerpt(block.words)}” ({block.name})" for block in own], _MOST_SHOWN)
        yield finding(At(place=places[folded(own[0].words)]), OWN, texts=shown, said=said)
    for one in texts.differing:
        if one.opens_a_list:
            stands = one.text if one.place >= 0 else ""
            shown = [ShownText("As drafted", one.was), ShownText("As it stands", stands)]
            said = said_of(differences(stands, [one.was], with_strength=False)) if stands else ""
            key = f"{HINGE}/differs" if said else HINGE if stands else f"{HINGE}/gone"
            was, now = told_apart(one.was, stands)
            at = At(place=one.at, is_gone=one.place < 0)
            yield finding(at, key, texts=shown, was=was, now=now, parts=said)


def count_running_words(findings: Sequence[Finding]) -> int:
    """How many running texts people wrote or changed, by what was found."""
    hinges = sum(one.code == HINGE for one in findings)
    own = sum(len(one.texts) for one in findings if one.code == OWN)
    return hinges + own + sum(len(one.more_places) for one in findings if one.code == CHANGED)


def count_outside(returned: Returned, findings: Sequence[Finding]) -> int:
    """At how many places outside the paragraphs there is something to look at, but for running words."""
    return len(
        {
            (one.place, one.message if one.place < 0 else "")
            for one in findings
            if one.severity is not Severity.NOTE and one.code != CHANGED and _is_outside(returned, one)
        }
    )


def _is_outside(returned: Returned, one: Finding) -> bool:
    is_told = bool(one.clause or one.number or one.opening)
    if one.place < 0:
        return one.code == "annex-changed"
    return not is_told and one.place not in returned.places_of_clauses
