"""What is said of all of a clause behind its words: where it stands, and who would have it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drafter.decisions import Status
from drafter.draft.clause import Clause, Line, Stretch
from drafter.form.forms import Form
from drafter.form.outline import Sponsors


def with_status(clause: Clause, form: Form) -> Iterator[Line]:
    """The lines of a clause, with where it stands in the negotiation said of all of it behind the first.

    Behind that stands who would have all of it otherwise, “(Norway: delete)”. Where it is agreed and
    somebody would add something, it is said behind each of the others alone.
    """
    stands = clause.was_agreed or clause.stands
    words, wishes = _status(clause, form), _wishes(clause, form)
    if not (words or wishes):
        yield from clause.lines
        return
    beside = {place for place, one in enumerate(reversed(clause.additions), 1) if one.by}
    is_apart = bool(beside) and stands is not None and stands.is_agreed and not clause.was_agreed
    # Behind one of several wordings, or brackets of its own, it could be taken for what is said of these.
    is_whole = len(clause.lines) > 1 and not is_apart
    if is_whole or any(one.brackets for one in clause.printed_variants if not one.is_addition):
        first = form.phrases.say("status-of-whole", status=words or wishes)
        words, wishes = (first, wishes) if words else ("", first)
    status = [Stretch(f" {words}", is_status=True)] if words else []
    wished = [Stretch(f" {wishes}", is_wishes=True)] if wishes else []
    for place, line in enumerate(clause.lines):
        has_it = len(clause.lines) - place not in beside if is_apart else place == 0
        more = [*(status if has_it else ()), *(wished if place == 0 else ())]
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
    by: dict[str, list[str]] = {}
    for wish in wishes:
        by.setdefault(wish.says, []).extend(wish.by)
    say = form.phrases.say
    said = [say("wish", by=", ".join(dict.fromkeys(names)), says=says) for says, names in by.items()]
    return say("wishes", wishes="; ".join(said))
