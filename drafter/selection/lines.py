"""The lines that drafter writes into a selection file: facts in YAML, and its own comment in each block.

    # Promote a culture of lawfulness as an approach … [main-theme-iii: ap-13b lac-19h; k7qam2xw5t]

The opening words, the theme, the sources, and some characters: three for each source tell whether its
text has changed since, the last four whether the line is still as drafter wrote it. Only such a line is
ever replaced: one that a person changed is a person's.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from drafter.model import Matrix, SelectionEntry
from drafter.text import visible

NEW = "NEW"
CHANGED = "CHANGED"
NOT_SELECTED = "NO LONGER SELECTED"
_MARKS = f"{NEW}|{CHANGED}|{NOT_SELECTED}"
_LINE = re.compile(
    rf"# (?:(?P<mark>{_MARKS})(?: \((?P<detail>[^()]*)\))?: )?(?P<words>.*)"
    r" \[(?P<theme>[a-z0-9-]+)(?:: (?P<members>[a-z0-9 -]+))?; (?P<texts>(?:[a-z2-7]{3})+)[a-z2-7]{4}\]"
)
_OFFERED = re.compile(r"# offered so far: ([a-z2-7]{6}(?: [a-z2-7]{6})*)")
_TOKENS_IN_LINE = 14
# Characters: the more sources a clause has, the fewer of its words are shown.
_LONGEST_WORDS, _FEWEST_WORDS = 80, 36
_MARK_AND_BLANK = 4


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What drafter notes in a block.

    Attributes:
        words: The opening words of the clause.
        theme: The id of its theme.
        members: The ids of its sources, in the order of footnotes.
        texts: For each source, three characters made from its text.
        mark: One of the marks above, or empty.
        detail: What the mark says more.
        is_untouched: Whether the line is as drafter wrote it.
    """

    words: str
    theme: str
    members: tuple[str, ...]
    texts: tuple[str, ...]
    mark: str = ""
    detail: str = ""
    is_untouched: bool = field(default=True, compare=False)

    @classmethod
    def of(cls, matrix: Matrix, members: Iterable[str], theme: str, words: str) -> NoteLine:
        """What is to be noted of a clause as the matrix has its sources now.

        Args:
            matrix: The matrix.
            members: The ids of its sources.
            theme: The id of its theme.
            words: Its text.
        """
        ordered = matrix.in_citing_order(members)
        room = _LONGEST_WORDS - sum(len(member) + _MARK_AND_BLANK for member in ordered)
        texts = tuple(_text_mark(matrix, member) for member in ordered)
        return cls(_opening(words, max(room, _FEWEST_WORDS)), theme, ordered, texts)

    @classmethod
    def read(cls, line: str, clause: str) -> NoteLine | None:
        """What a line of a block says; None for any other line.

        Args:
            line: The line, with or without blanks around it.
            clause: The id of the block; a single recommendation's line does not name it.
        """
        found = _LINE.fullmatch(line.strip())
        if found is None:
            return None
        members = tuple((found["members"] or clause).split())
        texts = tuple(re.findall("...", found["texts"]))
        if len(members) != len(texts):
            return None
        note = cls(found["words"], found["theme"], members, texts, found["mark"] or "", found["detail"] or "")
        return replace(note, is_untouched=note.text(clause) == line.strip())

    def text(self, clause: str) -> str:
        """The line, without blanks around it and without a line end."""
        mark = f"{self.mark} ({self.detail}): " if self.detail else f"{self.mark}: " if self.mark else ""
        members = "" if self.members == (clause,) else f": {' '.join(self.members)}"
        line = f"# {mark}{self.words} [{self.theme}{members}; {''.join(self.texts)}"
        return f"{line}{short_hash(line, 4)}]"

    def changes(self, now: NoteLine, decided: Iterable[str]) -> str:
        """What has changed in the sources since this was noted, in words; empty where nothing has.

        Args:
            now: What would be noted now.
            decided: Sources that people themselves have added, dropped or taken elsewhere.
        """
        hands = set(decided)
        come = [member for member in now.members if member not in {*self.members, *hands}]
        gone = [member for member in self.members if member not in {*now.members, *hands}]
        were = dict(zip(self.members, self.texts, strict=True))
        other = [m for m, t in zip(now.members, now.texts, strict=True) if were.get(m, t) != t]
        said = [f"now also {' and '.join(come)}"] if come else []
        said += [f"no longer {' and '.join(gone)}"] if gone else []
        said += [f"other text of {' and '.join(other)}"] if other else []
        return ", ".join(said)


def _text_mark(matrix: Matrix, member: str) -> str:
    return short_hash("\n".join(matrix.by_id[member].wordings), 3)


def offered_in(lines: Iterable[str]) -> dict[int, list[str]]:
    """Drafter's record of what it has put into a file: the marks in each line of it; see ``offered_mark``."""
    found = ((n, _OFFERED.fullmatch(line.rstrip())) for n, line in enumerate(lines))
    return {n: match[1].split() for n, match in found if match}


def offered_mark(basis_id: str) -> str:
    """Six characters for the id of a candidate, by which a deleted block is known again."""
    return short_hash(basis_id, 6)


def offered_lines(marks: Sequence[str]) -> list[str]:
    """The lines that remember what has been put into a file, without line ends."""
    rows = (marks[n : n + _TOKENS_IN_LINE] for n in range(0, len(marks), _TOKENS_IN_LINE))
    return [f"# offered so far: {' '.join(row)}" for row in rows]


def _opening(text: str, room: int) -> str:
    """The first words of a text, so many characters of them at most."""
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= room else (shown[: room + 1].rpartition(" ")[0] or shown[:room]) + " …"


def short_hash(text: str, length: int = 8) -> str:
    """So many characters, at most eight, that stand for a text."""
    return base64.b32encode(hashlib.sha256(text.encode()).digest()[:5]).decode().lower()[:length]


# Facts

# A text that can stand without quotation marks and is read as text by every YAML reader.
_PLAIN = re.compile(r"(?:\.{0,2}/)*[^\W\d_](?:[\w ./()’“”,;–—-]|:(?! )|'(?=\w))*[\w./)’”]|[^\W\d_]|[1-9]\d*")
_NOT_TEXT = frozenset("null true false yes no on off y n".split())
_WIDTH = 100
_LONGEST_LINE = 90


def scalar(text: str) -> str:
    """A text as YAML on one line, in quotation marks where it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


def listed(texts: Sequence[str]) -> str:
    """Texts as a YAML list on one line."""
    return "[" + ", ".join(f'"{t}"' if "," in t and scalar(t) == t else scalar(t) for t in texts) + "]"


def folded(text: str) -> list[str]:
    """A long text as the lines of a YAML block, the first being its mark."""
    lines = textwrap.wrap(text, _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return [">-", *(f"  {line}" for line in lines)]


def text_lines(text: str) -> list[str]:
    """A text on one line, or, where it is long, as the lines of a YAML block."""
    one = scalar(text)
    return [one] if len(one) <= _LONGEST_LINE else folded(text)


def fact_lines(entry: SelectionEntry, key: str) -> list[str]:
    """What a clause says of one key, as the lines of its YAML; none where it says nothing."""
    if key == "sources":
        signed = [*(f"+{source}" for source in entry.added), *(f"-{source}" for source in entry.dropped)]
        return [f"[{', '.join(signed)}]"] if signed else []
    if key == "wordings":
        lines = []
        for one in entry.wordings:
            lines.append(f"  - sources: {listed(one.sources)}")
            if one.wording:
                first, *rest = folded(one.wording)
                lines += [f"    wording: {first}", *(f"    {line}" for line in rest)]
        return ["", *lines] if lines else []
    value = str(getattr(entry, key) or "")
    if not value:
        return []
    return folded(value) if key == "wording" else text_lines(value)
