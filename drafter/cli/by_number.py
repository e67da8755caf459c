"""Clauses, and wordings of them, that are named by their numbers in a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from drafter.brackets import names_in
from drafter.cli import console
from drafter.draft.variant import Variant
from drafter.drafting import compose_selection, open_form
from drafter.problems import DrafterError, ExitStatus
from drafter.returned.clauses import Numbered, last_draft, numbered_in
from drafter.selection.loading import OpenSelection
from drafter.text.differences import changes_in_words
from drafter.text.looks import did_you_mean
from drafter.text.words import significant

_IDS = ("drop", "maybe", "keep", "supported", "move", "before", "after", "word", "join", "split", "clauses")
# What can be done to a single wording.
_OF_WORDINGS = ("drop", "supported", "clauses")
# What everybody in the room calls a paragraph, or one wording of it: “19”, “3 (b)”, “G.2”, “12 alt 1”; an id
# begins with a letter, and “alarmed alternative 1” is an id and such a label.
_NUMBER = re.compile(r"(?:G\.)?\d.*", re.IGNORECASE)


def by_their_numbers(path: Path, values: dict[str, Any]) -> dict[str, Any]:
    """The options of a step, with ids in the place of numbers; whose number it is, is said.

    Args:
        path: The selection file.
        values: The options as given.

    Raises:
        DrafterError: if a number is given, and no draft, or none that has such a number.
    """
    named = [one for name in _IDS for one in _listed(values[name])]
    numbers = dict.fromkeys(one for one in named if _NUMBER.fullmatch(one) or " " in one.strip())
    draft = _draft_with(numbers, path, values["in_draft"])
    if draft is None:
        return values
    numbered = numbered_in(draft)
    by_folded = {_folded(label): label for label in numbered}
    meant: dict[str, Numbered] = {}
    for number in numbers:
        label = by_folded.get(_folded(number))
        if label is None and not _NUMBER.fullmatch(number):
            continue  # no id either: whoever looks for it says so
        if label is None:
            labels = [label for label, one in numbered.items() if one.is_whole]
            known = did_you_mean(number, numbered) or f"Its numbers go {_from_to(labels)}."
            raise DrafterError(f"there is no paragraph {number} in {draft}", known, status=ExitStatus.USAGE)
        one = meant[number] = numbered[label]
        what = "" if one.is_whole else "a wording of "
        console.message(f"{label} in {_shown(draft, path)} is {what}{one.id}: “{one.opening}”")
        of_clauses = [
            name for name in _IDS if name not in _OF_WORDINGS or (name == "clauses" and not values["status"])
        ]
        if not one.is_whole and any(number in _listed(values[name]) for name in of_clauses):
            hint = "Name the paragraph by its number alone, or by its id."
            message = f"{label} is one wording of {one.id}: only --drop and --supported are for one wording"
            raise DrafterError(message, hint, status=ExitStatus.USAGE)

    def ids(value: Any) -> Any:
        if isinstance(value, str):
            return meant[value].id if value in meant else value
        return tuple(map(ids, value)) if value else value

    by_id = {**values, **{name: ids(values[name]) for name in _IDS}}
    signed = dict.fromkeys([*values["supported"], *(values["clauses"] if values["status"] else ())])
    by_id["shown"] = [(f"{one} in {_shown(draft, path)}", meant[one]) for one in signed if one in meant]
    for name in _OF_WORDINGS:
        # Who signs words by a number has read those that stand there; who withdraws means their own.
        own = [
            meant[one]
            for one in values[name]
            if one in meant
            and (
                not meant[one].is_whole
                or (name == "supported" and meant[one].wording)
                or (name == "clauses" and _is_of(meant[one], values["by"]))
            )
        ]
        whole = tuple(one for one in values[name] if one not in meant or meant[one] not in own)
        by_id |= {name: ids(whole), f"{name}_wordings": own}
    return by_id


def _draft_with(numbers: Iterable[str], path: Path, in_draft: str | None) -> Path | None:
    """The draft whose numbers are meant; None where there are none, or an id and a label without a draft.

    Raises:
        DrafterError: if a number is given, and no draft.
    """
    if not numbers:
        return None
    draft, changed = (Path(in_draft), None) if in_draft else last_draft(path)
    number = next(filter(_NUMBER.fullmatch, numbers), "")
    if draft is None and number:
        raise DrafterError(
            f"{number} is a number in a draft, and no Word draft of {path} stands beside it as "
            "drafter wrote it",
            "Say which draft: --in round-1.docx; or name the clause by its id.",
            status=ExitStatus.USAGE,
        )
    if changed:
        console.message(
            f"The numbers are those of {draft}. {changed} is newer, but was changed since drafter wrote it: "
            f"for its numbers say --in {console.quoted(changed)}"
        )
    return draft


def refuse_other_words(shown: Sequence[tuple[str, Numbered]], selection: OpenSelection) -> None:
    """Refuse that words are signed or agreed that the paper does not show by whose numbers they are named.

    Args:
        shown: Each number with its paper, and what it names there.
        selection: The selection that has the words.

    Raises:
        DrafterError: which says what both have.
    """
    if not shown:
        return
    glossary, draft = open_form(selection.form).glossary, compose_selection(selection)
    drafted = {one.id: one for one in (*draft.clauses, *draft.guidance)}
    for number, one in shown:
        clause = drafted.get(one.id)
        now = [variant.text for variant in clause.printed_variants] if clause else []
        read = significant(glossary.shortened(one.shown))
        if clause and read not in (significant(glossary.shortened(text)) for text in now):
            stands = next((v.text for v in clause.printed_variants if _is_in_place(v, one)), clause.text)
            said = "; ".join(changes_in_words(one.shown, stands))
            message = f"{number} is not what {selection.path.name} has there by now ({said})"
            hint = f"Nothing was written. Make the draft anew and read it there; or name the clause: {one.id}"
            raise DrafterError(message, hint, status=ExitStatus.USAGE)


def _is_in_place(variant: Variant, one: Numbered) -> bool:
    """Whether a wording stands where one was printed: on the same sources, of the same names."""
    was = one.wording
    return was is not None and (variant.sources, variant.by) == (was.sources, was.by)


def _is_of(one: Numbered, by: str) -> bool:
    """Whether a wording is a proposal of somebody who is named."""
    names = {name.casefold() for name in names_in(by or "", one.wording.by if one.wording else ())}
    return one.wording is not None and not names.isdisjoint(name.casefold() for name in one.wording.by)


def _shown(draft: Path, selection: Path) -> str:
    """A draft's name; with its folder, where that is another than the selection's."""
    return draft.name if draft.parent == selection.parent else str(draft)


def _folded(number: str) -> str:
    return " ".join(number.casefold().split())


def _listed(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _from_to(labels: Sequence[str]) -> str:
    """From which number to which some go, in words: “from 1 to 12 and from G.1 to G.3”."""
    rows: dict[str, list[str]] = {}
    for label in labels:
        rows.setdefault(label.rstrip("0123456789"), []).append(label)
    return " and ".join(f"from {row[0]} to {row[-1]}" for row in rows.values())
