"""People's running words: what stands around the paragraphs, is no paragraph itself, and is judged by nobody.

A title, a preamble or what opens a list can turn the sense of every paragraph below it. No source is cited
for them; so that they are words of people is told, and where a draft's words that open a list were changed in
Word, both are shown. Where they now deny what they opened, or name another actor, that is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.check.content import differences, said_of
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.harmless import folded
from drafter.check.outside import text_differences
from drafter.check.words import some_of
from drafter.draft.blocks import Paragraph
from drafter.problems import Severity
from drafter.returned.document import Returned
from drafter.text.words import excerpt

_OPENS_A_LIST = ":"
_MOST_SHOWN = 3
HINGE, OWN, CHANGED = "hinge-changed", "running-words", "running-text-changed"


def running_words_findings(returned: Returned) -> Iterator[Finding]:
    """Running words that people wrote in the selection, in one note; and changed words that open a list."""
    draft = returned.document.draft
    if draft is None:
        return
    places = {folded(one.text): one.place for one in reversed(returned.document.paragraphs)}
    own = [
        block
        for block in draft.blocks
        if isinstance(block, Paragraph) and block.is_own and folded(block.words) in places
    ]
    if own:
        texts = [ShownText("The words", block.words) for block in own]
        said = some_of([f"“{excerpt(block.words)}” ({block.name})" for block in own], _MOST_SHOWN)
        yield finding(At(place=places[folded(own[0].words)]), OWN, texts=texts, said=said)
    for one in text_differences(returned):
        if one.was.rstrip().endswith(_OPENS_A_LIST):
            stands = one.text if one.place >= 0 else ""
            texts = [ShownText("As drafted", one.was), ShownText("As it stands", stands)]
            said = said_of(differences(stands, [one.was], with_strength=False)) if stands else ""
            key = f"{HINGE}/differs" if said else HINGE if stands else f"{HINGE}/gone"
            was, now = excerpt(one.was), excerpt(stands)
            yield finding(At(place=one.place), key, texts=texts, was=was, now=now, parts=said)


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
