"""Finds the sentences of a recommendation."""

from __future__ import annotations

import functools
import re

# A full stop, a blank and a capital end a sentence, but not after an abbreviation, a single capital
# (initials), or inside brackets: "(i) …; (ii) …" and "(education, policing, etc.)" stay whole. What closes
# a quotation or a bracket belongs to the sentence before.
_END = re.compile(r"(?<=[.!?])(?P<closing>[”\")]*)\s+(?=[“\"(]?[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|paras?|Nos?|vols?|arts?|chap|sect|cf|e\.g|i\.e|viz|Dr|Mr|Ms|Mrs|St)|\b[A-Z])\.$"
)


@functools.lru_cache(maxsize=256)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence of a text begins and ends, without the blanks between."""
    spans = []
    start = 0
    for end in _END.finditer(text):
        before = text[start : end.end("closing")]
        if _ABBREVIATION.search(before) or before.count("(") > before.count(")"):
            continue
        spans.append((start, end.end("closing")))
        start = end.end()
    spans.append((start, len(text)))
    return tuple(spans)
