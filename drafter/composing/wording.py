"""From a recommendation's verbatim text to a clause's: few mechanical changes, each of them recorded.

A clause is made of its sources' own words (promise 2). Every change is an ``Edit`` that can be undone,
so that a reviewer can see what was done and a test can prove that nothing else was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from drafter.composing.kinds import Rules
from drafter.composing.sentences import split_sentences

# Verbs that are often followed by a name.
_VERBS_BEFORE_NAMES = frozenset("Assist Call Encourage Enable Help Invite Request Support Urge".split())
_ABBREVIATED_END = re.compile(r"\b(?:etc|i\.e|e\.g)$")


class Voice(StrEnum):
    """How a part of a declaration speaks."""

    BARE_VERB = "bare-verb"  # "Promote …", under a hinge that ends in a colon
    FIRST_PERSON = "first-person"  # "We recognize …"
    VERBATIM = "verbatim"  # the source as it stands


@dataclass(frozen=True, slots=True)
class Edit:
    """One mechanical change.

    Attributes:
        start: Where it was made, in characters, in the text before it.
        removed: What stood there.
        inserted: What stands there now.
        why: What was done, in words.
    """

    start: int
    removed: str
    inserted: str
    why: str


def apply(text: str, edit: Edit) -> str:
    """The text after a change."""
    return text[: edit.start] + edit.inserted + text[edit.start + len(edit.removed) :]


def undo(text: str, edits: Iterable[Edit]) -> str:
    """The text as it stood before all the given changes, which were made in their order."""
    for edit in reversed(list(edits)):
        text = apply(text, Edit(edit.start, edit.inserted, edit.removed, edit.why))
    return text


@dataclass(slots=True)
class Wording:
    """A text on its way from source to clause.

    Attributes:
        text: As it stands now.
        edits: The changes made so far, in order.
    """

    text: str
    edits: tuple[Edit, ...] = ()

    def change(self, start: int, end: int, inserted: str, why: str) -> None:
        """Replace a stretch, unless that changes nothing."""
        edit = Edit(start, self.text[start:end], inserted, why)
        if edit.removed != inserted:
            self.text = apply(self.text, edit)
            self.edits += (edit,)


def word(source: str, voice: Voice, rules: Rules) -> Wording:
    """Word a recommendation as a clause, without its closing punctuation.

    Args:
        source: The recommendation's text, verbatim.
        voice: How the part speaks in which the clause will stand.
        rules: What counts as narrative.
    """
    wording = Wording(source)
    if voice is Voice.VERBATIM:
        return wording
    _set_narrative_aside(wording, rules)
    _join_sentences(wording)
    if voice is Voice.FIRST_PERSON and wording.text:
        first = wording.text[0]
        wording.change(0, 1, f"We {first.lower()}", "“We” put before the verb")
    return wording


def close(wording: Wording, mark: str) -> None:
    """Give a clause its closing punctuation.

    Args:
        wording: The clause; changed in place.
        mark: ";" or ".".
    """
    end = len(wording.text)
    start = len(wording.text.rstrip(" .;"))
    if wording.text[start:].startswith(".") and _ABBREVIATED_END.search(wording.text[:start]):
        start += 1  # the full stop belongs to the abbreviation
    was = wording.text[start:end]
    why = f"closing “{was}” replaced by “{mark}”" if was else f"closing “{mark}” added"
    wording.change(start, end, mark, why)


def is_only_narrative(source: str, rules: Rules) -> bool:
    """Whether nothing would be left of a text once its narrative sentences are set aside."""
    return all(rules.is_narrative(source[start:end]) for start, end in split_sentences(source))


def without_narrative(source: str, rules: Rules) -> str:
    """A text without the sentences that only narrate what was said at a meeting."""
    wording = Wording(source)
    _set_narrative_aside(wording, rules)
    return wording.text


def _set_narrative_aside(wording: Wording, rules: Rules) -> None:
    """Set aside one narrative sentence after another, while something else remains."""
    while True:
        spans = split_sentences(wording.text)
        narrative = [n for n, (a, b) in enumerate(spans) if rules.is_narrative(wording.text[a:b])]
        if not narrative or len(narrative) == len(spans):
            return
        number = narrative[0]
        start, end = spans[number]
        why = f"narrative sentence set aside: “{wording.text[start:end]}”"
        if number:
            wording.change(spans[number - 1][1], end, "", why)
        else:
            wording.change(0, spans[1][0], "", why)


def _join_sentences(wording: Wording) -> None:
    """Join what is left into one sentence: declarations have one a paragraph."""
    while len(spans := split_sentences(wording.text)) > 1:
        before, after = spans[0][1], spans[1][0]
        stop = before - 1 if wording.text[before - 1] in ".!?" else before
        beginning = wording.text[after : spans[1][1]]
        first = beginning[0].lower() if _begins_small(beginning) else beginning[0]
        wording.change(stop, after + 1, f"; and {first}", "two sentences joined by “; and”")


def _begins_small(sentence: str) -> bool:
    """Whether a sentence begins with a capital only because it is the beginning.

    An abbreviation (“UNODC”) and a name of two words (“Member States”) keep theirs; a verb does not,
    though a name may follow it (“Encourage Member States”).
    """
    if sentence.split(maxsplit=1)[0] in _VERBS_BEFORE_NAMES:
        return True
    return re.match(r"[A-Z][a-z]*\b(?![.-]?[A-Z])(?!\s+[A-Z])", sentence) is not None
