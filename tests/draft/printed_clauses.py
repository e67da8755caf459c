"""Reads the printed paragraphs of a draft in Markdown."""

from __future__ import annotations

import hashlib
import re

_LABEL = r"(?:G\.)?\d+(?: \([a-z]+\))?(?: [a-z]+)?"
_PARAGRAPH = re.compile(rf"({_LABEL})\\\. (.*)", re.DOTALL)
_NOTE = re.compile(r"^\[\^(\d+)\]: (.*)$", re.MULTILINE)
_MARKS = re.compile(r"\[\^(\d+)\](?:\^,\^)?")


def printed_clauses(markdown: str) -> list[str]:
    """Return "12 bis. Words.{footnote}" for each printed paragraph.

    "⏎" is a line break.
    """
    notes = dict(_NOTE.findall(markdown))
    clauses = []
    for block in markdown.split("\n\n"):
        paragraph = _PARAGRAPH.fullmatch(block)
        if paragraph and (_MARKS.search(block)):
            words = " ".join(paragraph[2].replace("\\\n", " ⏎ ").split())
            text = _MARKS.sub(lambda mark: f"{{{notes[mark[1]]}}}", words)
            clauses.append(
                re.sub(r"\\(.)", r"\1", f"{paragraph[1]}. {text}").replace("\N{NO-BREAK SPACE}", " ")
            )
    return clauses


def digest(clauses: list[str]) -> str:
    """Return a short fingerprint of printed paragraphs."""
    return hashlib.sha256("\n".join(clauses).encode()).hexdigest()[:16]
