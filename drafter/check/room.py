"""What the room says of a text, behind its words; and what was agreed and is edited: none of it unseen."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.brackets import unpaired_in
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.draft.clause import Clause
from drafter.draft.standing import open_points
from drafter.returned.document import ReadLine, Returned
from drafter.text.words import excerpt, significant

_AROUND = 30  # characters on either side of a bracket, to show where it stands
# What is said before everything else.
FIRST = "agreed-changed"


def room_findings(returned: Returned) -> Iterator[Finding]:
    """What was agreed and is edited; and what stands behind a text and is not what drafter printed."""
    yield from agreed_findings(returned)
    for line in returned.lines:
        if line.line.is_copy:
            continue
        yield from _unpaired(line)
        if len(line.printed) != 1:
            continue
        parts = (line.line, *line.rests)
        for key, drafted, found in (
            ("sponsors", line.printed[0].sponsors, [one.sponsors for one in parts]),
            ("status", line.printed[0].status, [one.status for one in parts]),
            ("wishes", line.printed[0].wishes, [one.wishes for one in parts]),
        ):
            stands = next(filter(None, found), "")
            if drafted != stands:
                texts = [ShownText("As drafted", drafted), ShownText("As it stands", stands)]
                way = f"{key}-changed{'' if stands else '/gone'}"
                yield finding(line, way, texts=texts[: 2 if stands else 1], was=drafted, now=stands)
        if typed := status_typed(returned, line.text):
            yield finding(line, "status-changed/come", now=typed)


def status_typed(returned: Returned, text: str) -> str:
    """What people typed behind words as drafter prints where others stand: “[Agreed]”; empty for nothing."""
    draft = returned.document.draft
    return next((one for one in (draft.statuses if draft else ()) if text.rstrip().endswith(one)), "")


def _unpaired(line: ReadLine) -> Iterator[Finding]:
    """Brackets that people opened and did not close, or closed and did not open."""
    text = " ".join(one.text for one in (line.line, *line.rests))
    for place in unpaired_in(text)[: 0 if unpaired_in(line.printed_text) else None]:
        way = "" if text[place] == "[" else "/not-opened"
        start = max(place - _AROUND, 0)
        shown = f"{'… ' if start else ''}{excerpt(text[start : place + _AROUND].strip())}"
        yield finding(line, f"bracket-not-closed{way}", shown=shown)


def agreed_findings(returned: Returned) -> Iterator[Finding]:
    """Paragraphs that were agreed and stand there in other words, or not any more."""
    draft = returned.document.draft
    agreed = {one.id: one for one in draft.printed if is_agreed(one)} if draft else {}
    if not agreed:
        return
    there: dict[str, list[int]] = {given: [] for given in agreed}
    for line in returned.lines:
        clause = line.line.clause
        if clause is None or clause.id not in agreed or line.line.is_copy:
            continue
        there[clause.id].append(line.line.version)
        if authors := _authors_at(returned, line.line.paragraph.place):
            said = " and ".join(authors)
            yield finding(line, f"{FIRST}/tracked", agreed=_agreed(clause), authors=said, clause=clause.id)
        if significant(line.text) != significant(line.printed_text) or line.rests:
            texts = [ShownText("As drafted", line.printed_text), ShownText("As it stands", line.text)]
            yield finding(
                line, FIRST, texts=texts, agreed=_agreed(clause), status=_status(clause), clause=clause.id
            )
    for given, clause in agreed.items():
        at = At(given, clause.label, excerpt(clause.lines[0].text))
        if points := open_points(clause):
            yield finding(at, "agreed-open", agreed=_agreed(clause), open=points, clause=given)
        if len(there[given]) < len(clause.lines):
            yield finding(at, f"{FIRST}/gone", agreed=_agreed(clause))


def _authors_at(returned: Returned, place: int) -> list[str]:
    """Who has tracked changes in a paragraph that are not read as accepted."""
    accepted, pending = returned.document.accepted, returned.document.pending
    return [
        name or "somebody"
        for name, at in pending.items()
        if accepted is not None and name not in accepted and place in at
    ]


def is_agreed(clause: Clause) -> bool:
    """Whether a clause stands as agreed in the words that drafter printed."""
    return clause.stands is not None and clause.stands.is_agreed and clause.was_agreed is None


def _status(clause: Clause) -> str:
    return clause.stands.status if clause.stands else ""


def _agreed(clause: Clause) -> str:
    return clause.stands.in_words if clause.stands else ""
