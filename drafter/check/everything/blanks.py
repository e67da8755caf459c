"""What is still to be written has its shade, as the paper says, and nothing else has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.everything.printed import PrintedText
from drafter.check.everything.seen import SeenText
from drafter.check.everything.texts import Texts
from drafter.check.finding import CATALOGUE, At, Finding, finding
from drafter.check.harmless import as_read
from drafter.docx.reading.edges import SHADE
from drafter.returned.blanks import without_blanks
from drafter.text.words import excerpt

_WORD = re.compile(r"\w")


def blank_findings(texts: Texts) -> Iterator[Finding]:
    """Passages without the shade by which the paper says what is to be written; and words that have it.

    Each once, at the first of them. That the style has lost its shade is told with the edges of pages, as
    that, too, is of the form. What somebody has written in the place of a blank may keep its shade.

    Args:
        texts: What was printed, and what is seen.
    """
    if all(one.where != SHADE for one in texts.returned.document.edges):
        return
    pairs = [(was, now) for was, now in texts.pairs if was is not None]
    bare = [(now, blank) for was, now in pairs for blank in _bare(was, now)]
    yield from _once(bare, "not-shaded")
    yield from _once([(now, words) for was, now in pairs for words in _shaded(was, now)], "shaded")


def _bare(was: PrintedText, now: SeenText) -> Iterator[str]:
    """What is to be written in a text, and is not shaded."""
    text = now.paragraph.text
    for blank in was.blanks:
        start = text.find(blank)
        end = start + len(blank)
        if start >= 0 and not any(first <= start and end <= last for first, last in now.paragraph.shaded):
            yield blank


def _shaded(was: PrintedText, now: SeenText) -> Iterator[str]:
    """Words that were printed as such and are shaded as what is to be written."""
    if was.clause is None and as_read(was.text) != as_read(now.text):
        return
    for start, end in now.paragraph.shaded:
        words = now.paragraph.text[start:end]
        for blank in was.blanks:
            words = words.replace(blank, "")
        if _WORD.search(without_blanks(words, "")):
            yield words


def _once(found: list[tuple[SeenText, str]], way: str) -> Iterator[Finding]:
    if found:
        now, words = found[0]
        count = len(found) - 1
        more = CATALOGUE.say("shaded-more", count=count)[2] if count else ""
        at = At(place=now.paragraph.place)
        yield finding(at, f"unreadable-text/{way}", words=excerpt(words), more=more)
