"""A status that people type, reword or strike behind a paragraph: no proposal, but told with what to do.

Where a paragraph stands is said of the selection, with its date and its history; what is typed is not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from drafter.brackets import names_in
from drafter.decisions import Status, StatusChange
from drafter.phrases import Phrases

_STATUSES = (Status.AGREED, Status.AD_REFERENDUM)
_OF_ANYBODY = "\0"  # in the place of a name


class Statuses:
    """How a form prints where a paragraph stands.

    Args:
        phrases: The form's.
        names: Those that stand whole where names stand in a row.
    """

    def __init__(self, phrases: Phrases, names: Collection[str] = ()) -> None:
        self._names = names
        self._ways = [(status, _pattern(words)) for status, words in _printed(phrases)]
        of_whole = re.escape(phrases.say("status-of-whole", status=_OF_ANYBODY))
        before, _, after = of_whole.partition(re.escape(_OF_ANYBODY))
        one = "|".join(re.sub(r"\?P<by>", "?:", pattern) for _, pattern in self._ways)
        # It begins where no such mark stands before it: each of thousands would else be tried up to the last.
        self._behind = re.compile(
            rf"(?<![\s;,])[\s;,]*(?:{before}\s*)?(?P<status>{one}){after}(?P<end>[\s.;,]*)$", re.IGNORECASE
        )

    def behind(self, text: str) -> re.Match[str] | None:
        """The status that a text ends with: “status”, and “end” for the marks behind it."""
        return self._behind.search(text)

    def read(self, text: str) -> StatusChange | None:
        """What the status says that a text ends with; None where there is none."""
        found = self.behind(text)
        for status, pattern in self._ways if found else ():
            if found and (match := re.fullmatch(pattern, found["status"], re.IGNORECASE)):
                by = match.groupdict().get("by") or ""
                return StatusChange(status, by=names_in(by, self._names))
        return None

    def as_options(self, text: str, clause: str) -> str:
        """How what a text ends with is said of a selection: “--status reserved ID --by "Brazil"”."""
        said = self.read(text) or StatusChange(Status.AGREED)
        nobody = ("DELEGATION",) if said.status is Status.RESERVED else ()
        return _options(said.status, clause, said.by or nobody)

    def changes(self, was: str, now: str, clause: str) -> list[str]:
        """How it is said of a selection that one printed status stands as another, or no more.

        Args:
            was: As it was printed.
            now: As it stands; empty where it is gone.
            clause: The paragraph's id.
        """
        before, after = self.read(was), self.read(now)
        if now and after is None:
            return []
        old = before.by if before and before.status is Status.RESERVED else ()
        if after is None:
            return [_options(Status.OPEN, clause, old)]
        new = after.by if after.status is Status.RESERVED else ()
        lifted = [name for name in old if name not in new]
        added = [name for name in new if name not in old]
        if after.status is not Status.RESERVED or not (lifted or added):
            return [self.as_options(now, clause)]
        steps = (Status.OPEN, lifted), (Status.RESERVED, added)
        return [_options(status, clause, names) for status, names in steps if names]


def _options(status: Status, clause: str, by: Collection[str]) -> str:
    said = f'"{status}"' if " " in status else str(status)
    return f"--status {said} {clause}" + (f' --by "{", ".join(by)}"' if by else "")


def _printed(phrases: Phrases) -> Iterator[tuple[Status, str]]:
    """How each status is printed, and its own words in square brackets; a name in it is anybody's."""
    for status in _STATUSES:
        yield status, f"[{status}]"
        for way in ("", "proposed-", "changed-"):
            yield status, phrases.say(f"status-{way}{status.replace(' ', '-')}")
    yield Status.RESERVED, phrases.say("status-reserved")
    yield Status.RESERVED, phrases.say("status-reserved-by", by=_OF_ANYBODY)


def _pattern(printed: str) -> str:
    """What matches a printed status; the full stop of an abbreviation is optional: “[Agreed ad ref]”."""
    said = re.escape(printed).replace(r"\.\]", r"\.?\]")
    return said.replace(re.escape(_OF_ANYBODY), r"(?P<by>[^\[\]]+)")
