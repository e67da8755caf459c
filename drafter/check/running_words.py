"""People's running words: what stands around the paragraphs, is no paragraph itself, and is judged by nobody.

A title, a preamble or what opens a list can turn the sense of every paragraph below it. No source is cited
for them; so that they are words of people is told, and where a draft's words that open a list were changed in
Word, both are shown. Where they now deny what they opened, or name another actor, that is an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from drafter.check.content import differences, said_of
from drafter.check.everything.texts import Kind, Texts
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.harmless import folded
from drafter.check.words import some_of
from drafter.draft.blocks import Paragraph
from drafter.problems import Severity
from drafter.returned.document import Returned
from drafter.text.words import excerpt

_MOST_SHOWN = 3
HINGE, OWN, CHANGED = "hinge-changed", "running-words", "running-text-changed"


@dataclass(frozen=True, slots=True)
class ChangedTexts:
    """Running text of one kind that is not as drafter printed it.

    Attributes:
        kind: What it belongs to.
        texts: Each paragraph as it stands; one that is gone as it was printed.
        place: The place of the first that stands; -1 where none does.
    """

    kind: Kind
    texts: tuple[str, ...]
    place: int

    @property
    def in_words(self) -> str:
        """The change in a few words: “the preamble was changed: 2 paragraphs (“Recalling …”, …)”."""
        verb, unit = ("were", "heading") if self.kind is Kind.HEADINGS else ("was", "paragraph")
        count = len(self.texts)
        several, more = ("s", ", …") if count > 1 else ("", "")
        return f"{self.kind} {verb} changed: {count} {unit}{several} (“{excerpt(self.texts[0])}”{more})"


def running_text_findings(texts: Texts, told: AbstractSet[int]) -> Iterator[Finding]:
    """One note for each kind of running text that was changed; of headings, other checks tell.

    Args:
        texts: What was printed, and what is seen.
        told: Places of paragraphs that are told otherwise.
    """
    found: dict[Kind, list[tuple[str, int]]] = defaultdict(list)
    for one in texts.differing:
        if one.place not in told and not one.opens_a_list:
            found[one.kind].append((one.text, one.place))
    for kind, changes in found.items():
        place = min((place for _, place in changes if place >= 0), default=-1)
        changed = ChangedTexts(kind, tuple(text for text, _ in changes), place)
        shown = [ShownText("Changed", text) for text in changed.texts]
        way = "/anew" if kind is Kind.BOX else ""
        yield finding(At(place=place), f"{CHANGED}{way}", texts=shown, change=changed.in_words)


def running_words_findings(texts: Texts) -> Iterator[Finding]:
    """Running words that people wrote in the selection, in one note; and changed words that open a list."""
    returned, draft = texts.returned, texts.draft
    places = {folded(one.text): one.place for one in reversed(returned.document.paragraphs)}
    own = [
        block
        for block in draft.blocks
        if isinstance(block, Paragraph) and block.is_own and folded(block.words) in places
    ]
    if own:
        shown = [ShownText("The words", block.words) for block in own]
        said = some_of([f"“{excerpt(block.words)}” ({block.name})" for block in own], _MOST_SHOWN)
        yield finding(At(place=places[folded(own[0].words)]), OWN, texts=shown, said=said)
    for one in texts.differing:
        if one.opens_a_list:
            stands = one.text if one.place >= 0 else ""
            shown = [ShownText("As drafted", one.was), ShownText("As it stands", stands)]
            said = said_of(differences(stands, [one.was], with_strength=False)) if stands else ""
            key = f"{HINGE}/differs" if said else HINGE if stands else f"{HINGE}/gone"
            was, now = excerpt(one.was), excerpt(stands)
            yield finding(At(place=one.place), key, texts=shown, was=was, now=now, parts=said)


def count_running_words(findings: Sequence[Finding]) -> int:
    """How many running texts people wrote or changed, by what was found."""
    hinges = sum(one.code == HINGE for one in findings)
    return hinges + sum(len(one.texts) for one in findings if one.code in (OWN, CHANGED) and one.texts)


def count_outside(returned: Returned, findings: Sequence[Finding]) -> int:
    """At how many places outside the paragraphs there is something to look at."""
    return len(
        {
            (one.place, one.message if one.place < 0 else "")
            for one in findings
            if one.severity is not Severity.NOTE and _is_outside(returned, one)
        }
    )


def _is_outside(returned: Returned, one: Finding) -> bool:
    is_told = bool(one.clause or one.number or one.opening)
    if one.place < 0:
        return one.code == "annex-changed"
    return not is_told and one.place not in returned.places_of_clauses
