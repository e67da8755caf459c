"""Which of a block's wordings is the one that was printed: several may stand on the same sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.decisions import OwnWording, SelectionEntry, Withdrawn
from drafter.draft.variant import Variant
from drafter.problems import DrafterError, ExitStatus
from drafter.sources import Source
from drafter.text.italics import literal, significant_of
from drafter.text.words import excerpt, significant


def wording_in(entry: SelectionEntry, printed: Variant, known: Mapping[str, Source]) -> OwnWording | None:
    """The wording of a block that was printed; None where it is its text, or of sources that none names.

    Of several on the same sources it is the one with its words; where these were changed since, the one that
    its sponsors have there.

    Args:
        entry: The block.
        printed: The wording, as it was printed.
        known: Every source by its id.

    Raises:
        DrafterError: if the block does not have it any more.
    """
    named = {source for one in entry.wordings for source in one.sources}
    # What is cited and has no words at hand stands with the first wording, whichever that is.
    on = {one for one in printed.sources if one in named or one not in known or known[one].text}
    found = [one for one in entry.wordings if {*one.sources} == on]
    same = [one for one in found if _says(printed, one, known)]
    if not same and on:
        whose = {name.casefold() for name in printed.by}
        since = [one for one in found if whose & {name.casefold() for name in one.by}]
        same = since if whose else [one for one in found if not one.by]
        same = same if len(same) == 1 else []
    is_text = bool(entry.text) and not on and _has_words(printed, [entry.text])
    if not same and not is_text and (on & named or not on):
        gone = [one for one in entry.all_withdrawn if one.wording and _has_words(printed, [one.wording])]
        raise no_such_wording(entry.id, printed, next(reversed(gone), None))
    return next((one for one in same if one.by == printed.by), same[0]) if same else None


def _says(printed: Variant, one: OwnWording, known: Mapping[str, Source]) -> bool:
    """Whether a wording has the words that were printed: its own, or those of its sources."""
    if one.wording:
        return _has_words(printed, [one.wording])
    texts = (known[source].text for source in one.sources if source in known)
    return not printed.is_own or _has_words(printed, [literal(text) for text in texts if text])


def _has_words(printed: Variant, texts: Sequence[str]) -> bool:
    return significant(printed.text) in (significant_of(text) for text in texts)


def on_these_alone(entry: SelectionEntry, wording: OwnWording | None, sources: Sequence[str]) -> list[str]:
    """The sources on which no other wording of a block stands, of those of one of them."""
    others = {source for one in entry.wordings if one is not wording for source in one.sources}
    return [one for one in sources if one not in others]


def no_such_wording(clause: str, wording: Variant, gone: Withdrawn | None = None) -> DrafterError:
    """What to say where a clause has not got a wording any more.

    Args:
        clause: The clause's id.
        wording: The wording, as it was printed.
        gone: As what it stands below “withdrawn”; None where it stands there no more than in the clause.
    """
    what = f", which is {gone.in_words}" if gone else ""
    message = f"{clause} has no wording “{excerpt(wording.text)}” any more{what}; nothing was written"
    hint = "Make the draft anew, and name it by its number there."
    if gone and gone.is_taken_out and not gone.is_whole:
        hint = "To give another reason, change it below “withdrawn” in its block."
    return DrafterError(message, hint, status=ExitStatus.USAGE)
