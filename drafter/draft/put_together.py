"""How the texts of several sources became one clause, as an annex says it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.draft.clause import Clause
from drafter.model import Kind
from drafter.paper import Alternatives
from drafter.phrases import Phrases
from drafter.text.italics import literal


def how_put_together(clause: Clause, phrases: Phrases) -> Iterator[str]:
    """How the sources' texts became one clause, and why; nothing where nobody had to put anything together.

    Args:
        clause: The clause.
        phrases: The form's.
    """
    count, added = len(clause.alternatives), len(clause.additions)
    own = sum(version.is_drafters for version in clause.alternatives)
    proposed = [version.by for version in clause.alternatives if version.by]
    sources = {source for one in clause.alternatives if not one.by for source in one.sources}
    if count == 1 and proposed:
        how = "proposed-words"
        sources = {*clause.alternatives[0].sources}
    elif len(sources) == 1 and not proposed:
        how = ""
    elif count == 1:
        how = "own-words" if own else "one-wording"
    elif clause.printed_as is Alternatives.BIS and clause.kind is Kind.GUIDANCE:
        how = "wordings-guidance"
    else:
        how = f"wordings-{clause.printed_as}"
    was_added = clause.entry is not None and not sources.isdisjoint(clause.entry.added)
    why = phrases.say("put-together" if was_added else "judged-same")
    # Nothing was put together where one source has words, and delegations others.
    why = why if len(sources) > 1 else ""
    if how == "proposed-words":
        named = phrases.in_a_row([literal(name) for name in proposed[0]])
        yield phrases.say(how, count=len(proposed[0]), named=named, why=why).rstrip()
    elif how:
        is_lead = clause.printed_as is Alternatives.LEAD
        yield phrases.say(how, count=count - is_lead * len(proposed), why=why).rstrip()
        if proposed:
            key = "below-the-lead" if is_lead else "of-delegations"
            yield phrases.say(key, count=len(proposed))
    if own and count > 1:
        what = "own-all" if own == count else "own-one" if own == 1 else "own-some"
        yield phrases.say(what, own=own)
    if added:
        yield phrases.say("additions", count=added)
