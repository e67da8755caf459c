"""What is said of all of a clause behind its words: where it stands, and who would have it otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.brackets import DELETE, Wish
from drafter.decisions import SelectionEntry, Status, WishedWording, Withdrawn
from drafter.draft.clause import Clause, Line, Stretch
from drafter.form.forms import Form
from drafter.form.outline import Sponsors
from drafter.text.italics import significant_of
from drafter.text.words import significant


def with_status(clause: Clause, form: Form) -> Iterator[Line]:
    """The lines of a clause, with where it stands in the negotiation said of all of it behind the first.

    Behind that stands who would have all of it otherwise, “(Norway: delete)”. Where it is agreed and
    somebody would add something, it is said behind each of the others alone.
    """
    stands = clause.was_agreed or clause.stands
    wished_of = _wished(clause, form)
    words, wishes = _status(clause, form), _wishes(clause, form)
    if not (words or wishes or wished_of):
        yield from clause.lines
        return
    beside = {place for place, one in enumerate(reversed(clause.additions), 1) if one.by}
    is_apart = bool(beside) and stands is not None and stands.is_agreed and not clause.was_agreed
    # Behind one of several wordings, or brackets of its own, it could be taken for what is said of these.
    is_whole = len(clause.lines) > 1 and not is_apart
    is_whole |= any(one.brackets for one in clause.printed_variants if not one.is_addition)
    if wishes and (0 in wished_of or (is_whole and not words)):
        wishes = form.phrases.say("status-of-whole", status=wishes)
    elif words and is_whole:
        words = form.phrases.say("status-of-whole", status=words)
    status = [Stretch(f" {words}", is_status=True)] if words else []
    wished = [Stretch(f" {wishes}", is_wishes=True)] if wishes else []
    for place, line in enumerate(clause.lines):
        has_it = len(clause.lines) - place not in beside if is_apart else place == 0
        own = [Stretch(f" {wished_of[place]}", is_wishes=True)] if place in wished_of else []
        of_all = (status if has_it else [], wished if place == 0 else [])
        # Where the wording has wishes of its own, those of all follow these: wishes are read back as one.
        more = [*own, *(one for group in (reversed(of_all) if own else of_all) for one in group)]
        yield replace(line, stretches=(*line.stretches, *more)) if more else line


def _status(clause: Clause, form: Form) -> str:
    """Where a clause stands, in words; empty where nothing is to be said."""
    stands, by = clause.was_agreed or clause.stands, ""
    if stands is None or not clause.says_status:
        return ""
    way = "" if not clause.was_agreed else "proposed-" if clause.has_agreed_words else "changed-"
    key = f"status-{way}{stands.status.replace(' ', '-')}"
    if stands.status is Status.RESERVED and stands.by:
        key, by = f"{key}-by", ", ".join(stands.by)
    return form.phrases.say(key, by=by)


def _wishes(clause: Clause, form: Form) -> str:
    """What delegations would have done with all of a clause; empty where the form names nobody."""
    wishes = clause.entry.all_wishes if clause.entry else ()
    if not wishes or form.sponsors is Sponsors.NONE:
        return ""
    return _in_words(wishes, form)


def _wished(clause: Clause, form: Form) -> dict[int, str]:
    """What delegations would have done with single wordings, by the line; none where it has several."""
    if form.sponsors is Sponsors.NONE or len(clause.lines) == 1:
        return {}
    printed = Counter(
        clause.line_of(place) for place, one in enumerate(clause.variants) if one in clause.printed_variants
    )
    found: dict[int, list[WishedWording]] = {}
    for place, one in wished_in(clause):
        is_printed = place is not None and clause.variants[place] in clause.printed_variants
        if place is not None and is_printed and printed[clause.line_of(place)] == 1:
            found.setdefault(clause.line_of(place), []).append(one)
    return {line: _in_words(own, form) for line, own in found.items()}


def wished_in(clause: Clause) -> Iterator[tuple[int | None, WishedWording]]:
    """What delegations would have done with single wordings, each with its place; None where none says so.

    Such a wording was reworded since: whose wish it was says whether it still is. Who would have out what was
    withdrawn or taken out wishes no more.
    """
    gone = clause.entry.all_withdrawn if clause.entry else ()
    for one in clause.entry.wished if clause.entry else ():
        words = significant_of(one.wording) if one.wording or not one.sources else None
        places = [
            place
            for place, variant in enumerate(clause.variants)
            if {*one.sources} == {*variant.sources} and words in (None, significant(variant.text))
        ]
        if words and len(clause.variants) == 1 and words == significant(clause.variants[0].text):
            places = [0]  # the text itself by now, on whatever it stands
        if places or not _has_come_true(one, gone):
            yield (places[0] if places else None), one


def wished_out(entry: SelectionEntry) -> Iterator[WishedWording]:
    """What delegations would have done with single wordings of a clause that is not drafted.

    Whoever would have out what was withdrawn or taken out before it wishes no more.
    """
    return (one for one in entry.wished if not _has_come_true(one, entry.withdrawn))


def _has_come_true(wish: WishedWording, gone: Sequence[Withdrawn]) -> bool:
    words = significant_of(wish.wording) if wish.wording or not wish.sources else None
    return wish.says == DELETE and any(
        significant_of(each.wording) == words if words else {*wish.sources} == {*each.sources}
        for each in gone
    )


def _in_words(wishes: Sequence[Wish | WishedWording], form: Form) -> str:
    by: dict[str, list[str]] = {}
    for wish in wishes:
        by.setdefault(wish.says, []).extend(wish.by)
    say = form.phrases.say
    said = [say("wish", by=", ".join(dict.fromkeys(names)), says=says) for says, names in by.items()]
    return say("wishes", wishes="; ".join(said))
