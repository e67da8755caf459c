"""What the room says of a text, behind its words: whose proposal it is. It must not change unseen."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.finding import Finding, ShownText, finding
from drafter.returned.document import Returned


def room_findings(returned: Returned) -> Iterator[Finding]:
    """Names behind a text of those whose proposal it is, where they are not those that drafter printed."""
    for line in returned.lines:
        if line.line.is_copy or len(line.printed) != 1:
            continue
        drafted = line.printed[0].sponsors
        stands = next((one.sponsors for one in (line.line, *line.rests) if one.sponsors), "")
        if drafted != stands:
            texts = [ShownText("As drafted", drafted), ShownText("As it stands", stands)]
            key = "sponsors-changed" if stands else "sponsors-changed/gone"
            yield finding(line, key, texts=texts[: 2 if stands else 1], was=drafted, now=stands)
