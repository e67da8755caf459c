"""Finds the verb that a clause opens with, and puts “to” before it where a form asks for that."""

from __future__ import annotations

import functools
import re
from importlib import resources
from pathlib import Path

from drafter.draft.edits import Wording
from drafter.problems import raise_on_errors
from drafter.records import compose, read_list, read_mapping, require_text

_WHY = "“to” put before the verb"


@functools.cache
def _verbs() -> str:
    """A pattern of a verb, perhaps after an adverb: “effectively implement”.

    Raises:
        ContentError: with every fault in the file.
    """
    path = Path(str(resources.files("drafter.draft").joinpath("verbs.yaml")))
    root, problems = compose(path)
    top = read_mapping(root, problems, "the verbs", required=("verbs",))
    words = [
        require_text(item, problems, "a verb") for item in read_list(top.get("verbs"), problems, "verbs")
    ]
    raise_on_errors(problems.in_order())
    return rf"(?:(?:\w+ly|further|also|better),? (?:and \w+ly )?)?(?:{'|'.join(words)})\b"


@functools.cache
def _opening() -> re.Pattern[str]:
    """The verb at the beginning, or behind what introduces it: “In order to ensure …, include …”."""
    return re.compile(
        rf"(?i:{_verbs()})|(?:[A-Z]\w*ing|In|With|Within|As|When|While|Where)\b[^;.]*?, (?={_verbs()})"
    )


@functools.cache
def _further() -> re.Pattern[str]:
    """A further verb after a semicolon: “…; and strengthen …”, “…; in doing so, take …”."""
    return re.compile(rf"(?<!to); (?:and,? )?(?:in doing so, |for [^;,]*, )?(?={_verbs()})")


def opens_with_a_verb(text: str) -> bool:
    """Whether a clause opens with a verb or an infinitive, perhaps after an introduction."""
    bare = text.removeprefix("To ").replace(", to ", ", ", 1)
    return _opening().match(bare) is not None


def put_to_before_verbs(wording: Wording) -> None:
    """Make what States undertake an infinitive: “Promote …” to “To promote …”.

    An adverb stays where it is, “To effectively implement …”: the adopted declarations say “to effectively
    prevent and combat crime”, and an adverb that is moved behind its verb can end up at the wrong one. A
    text that opens with no known verb is left as it stands.

    Args:
        wording: The clause; changed in place.
    """
    opening = _opening().match(wording.text)
    if opening is None:
        return
    if opening[0].endswith(", "):
        place = opening.end()
        wording.change(place, place, "to ", _WHY)
    else:
        place = 0
        wording.change(0, 1, f"To {wording.text[0].lower()}", _WHY)
    while found := _further().search(wording.text, place + 1):
        place = found.end()
        wording.change(place, place, "to ", _WHY)
