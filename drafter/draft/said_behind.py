"""What is said of all of a clause behind its words: where it stands, and who would have it otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.brackets import Wish
from drafter.decisions import Status, WishedWording
from drafter.draft.clause import Clause, Line, Stretch
from drafter.form.forms import Form
from drafter.form.outline import Sponsors
from drafter.text.italics import unmarked
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
    if is_whole or any(one.brackets for one in clause.printed_variants if not one.is_addition):
        first = form.phrases.say("status-of-whole", status=words or wishes) if words or wishes else ""
        words, wishes = (first, wishes) if words else ("", first)
    status = [Stretch(f" {words}", is_status=True)] if words else []
    wished = [Stretch(f" {wishes}", is_wishes=True)] if wishes else []
    for place, line in enumerate(clause.lines):
        has_it = len(clause.lines) - place not in beside if is_apart else place == 0
        own = [Stretch(f" {wished_of[place]}", is_wishes=True)] if place in wished_of else []
        more = [*own, *(status if has_it else ()), *(wished if place == 0 else ())]
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
    """What delegations would have done with single wordings, by the line; none where they stand in one."""
    wished = clause.entry.wished if clause.entry and form.sponsors is not Sponsors.NONE else ()
    if not wished or len(clause.lines) == 1:
        return {}
    found: dict[int, list[WishedWording]] = {}
    for place, variant in enumerate(clause.variants):
        for one in wished:
            is_it = set(one.sources) == set(variant.sources)
            if not one.sources or one.wording:
                is_it &= significant(unmarked(one.wording)[0]) == significant(variant.text)
            if is_it:
                found.setdefault(clause.line_of(place), []).append(one)
    return {line: _in_words(own, form) for line, own in found.items()}


def _in_words(wishes: Sequence[Wish | WishedWording], form: Form) -> str:
    by: dict[str, list[str]] = {}
    for wish in wishes:
        by.setdefault(wish.says, []).extend(wish.by)
    say = form.phrases.say
    said = [say("wish", by=", ".join(dict.fromkeys(names)), says=says) for says, names in by.items()]
    return say("wishes", wishes="; ".join(said))
