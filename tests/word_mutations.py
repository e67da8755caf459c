"""Makes faults in Word drafts, one and two at a time, and counts which of them a check finds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from word_editing import Edit
from word_faults import FAULTS, HARMLESS, Fault, NoPlaceError

from drafter.check.draft import check_draft
from drafter.check.finding import Finding
from drafter.docx.reader import read_word
from drafter.problems import Severity
from drafter.returned.document import returned_from

# Faults that change the numbers inside the file come last: others number the footnotes anew.
_LAST = ("footnote-order", "footnote-shared", "footnote-orphan")


@dataclass
class Tally:
    """What was made and found, by kind of fault."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    false_alarms: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    drafts: int = 0


def findings_of(content: bytes) -> tuple[Finding, ...]:
    """What a check finds in a file, without the placeholders that drafter itself puts into its drafts.

    They stand in the preamble, and for who is asked where a source does not say whom.
    """
    checked = check_draft(returned_from(read_word(content, "draft.docx")))
    return tuple(
        one
        for one in checked.findings
        if one.code != "placeholder" or (one.opening and not one.message.endswith(": [to be named]"))
    )


def mutate(content: bytes, faults: Sequence[Fault], chance: random.Random) -> tuple[bytes, list[str]] | None:
    """A draft with some faults in it, and the openings of their places; None where one has no place."""
    edit = Edit(content)
    used: set = set()
    openings = []
    try:
        for fault in faults:
            for attempt in range(5):
                try:
                    openings.append(fault.make(edit, chance, used) or "")
                    break
                except NoPlaceError:
                    if attempt == 4:
                        raise
    except NoPlaceError:
        return None
    return edit.save(), openings


def in_order(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.codes[0] in _LAST)


def count_faults(
    tally: Tally,
    name: str,
    faults: Sequence[Fault],
    openings: Sequence[str],
    findings: Sequence[Finding],
) -> None:
    """Count which faults were found under their codes at their places, and what else was reported."""
    tally.drafts += 1
    left = list(findings)
    for fault, opening in zip(faults, openings, strict=True):
        tally.made[fault.name] += 1
        found = next(
            (one for one in left if one.code in fault.codes and _is_at(one, opening)),
            None,
        )
        if found is None:
            tally.missed.append(
                f"{name}: {fault.name} at “{opening}”; found: {[one.code for one in findings]}"
            )
            continue
        left.remove(found)
        tally.found[fault.name] += 1
    for one in left:
        if one.severity is not Severity.NOTE and not any(one.code in fault.also for fault in faults):
            what = " + ".join(fault.name for fault in faults)
            tally.false_alarms[what] += 1
            tally.alarms.append(f"{name}: {what}: {one.code} {one.where}: {one.message}")


def _is_at(finding: Finding, opening: str) -> bool:
    return not opening or finding.opening.startswith(" ".join(opening.split()[:3]).rstrip(",;.]"))


def run_mutations(
    drafts: Mapping[str, bytes],
    *,
    rounds: int,
    pairs: int,
    seed: int = 0,
    faults: Sequence[Fault] = FAULTS,
    change: Callable[[list[tuple[str, bytes]]], list[bytes]] | None = None,
) -> Tally:
    """Make every fault alone, and random pairs of them, in each draft.

    Args:
        drafts: Names and files.
        rounds: How often each fault is made alone in each draft.
        pairs: How many pairs are made in each draft.
        seed: Of the random places.
        faults: The kinds of faults.
        change: What is done with all mutated files before they are checked; nothing by default.
    """
    chance = random.Random(seed)
    tally = Tally()
    made = []
    for name, content in drafts.items():
        jobs = [[fault] for fault in faults for _ in range(rounds)]
        jobs += [in_order(chance.sample(list(faults), 2)) for _ in range(pairs)]
        for job in jobs:
            mutated = mutate(content, job, chance)
            if mutated:
                made.append((name, job, *mutated))
    contents = [content for _, _, content, _ in made]
    if change:
        contents = change([(name, content) for name, _, content, _ in made])
    for (name, job, _, openings), content in zip(made, contents, strict=True):
        count_faults(tally, name, job, openings, findings_of(content))
    return tally


def harmless_edits(
    drafts: Mapping[str, bytes], rounds: int, seed: int = 0
) -> Iterator[tuple[str, str, bytes]]:
    """Drafts with edits that change nothing: the draft's name, the edit's, and the file."""
    chance = random.Random(seed)
    for name, content in drafts.items():
        for what, make in HARMLESS.items():
            for _ in range(rounds):
                edit = Edit(content)
                try:
                    make(edit, chance, set())
                except NoPlaceError:
                    continue
                yield name, what, edit.save()
