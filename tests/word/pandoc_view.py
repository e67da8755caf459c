"""Reads a Word file by pandoc, with or without its tracked changes."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from small_draft import parts_of, zipped

from tools import LONGEST_RUN, tool


def by_pandoc(content: bytes, folder: Path, way: str = "accept") -> list[str]:
    """Return the paragraphs, with "{the note}" for a footnote.

    pandoc omits simple fields, and keeps an empty item for a list item that is gone. So fields become words
    before, and empty paragraphs are left out.
    """
    parts = parts_of(content)
    markup = parts["word/document.xml"].decode()
    markup = re.sub(r"</?w:fldSimple[^>]*>", "", markup)
    parts["word/document.xml"] = re.sub(r"<w:tbl(Caption|Description) [^>]*/>", "", markup).encode()
    path = folder / "pandoc.docx"
    path.write_bytes(zipped(parts))
    run = subprocess.run(
        [tool("pandoc"), "-f", "docx", "-t", "json", f"--track-changes={way}", str(path)],
        capture_output=True,
        check=True,
        timeout=LONGEST_RUN,
    )
    return [" ".join(text.split()) for text in _texts(json.loads(run.stdout)["blocks"]) if text.strip()]


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        if node.get("t") in ("Para", "Plain", "Header"):
            yield _words(node["c"])
        else:
            yield from _texts(node.get("c"))


def _words(node: object) -> str:
    if isinstance(node, list):
        return "".join(map(_words, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Str":
        return node["c"]
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    inner = _words(node.get("c"))
    return "{" + inner.strip() + "}" if node["t"] == "Note" else inner
