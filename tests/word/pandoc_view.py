"""What pandoc reads of a Word file, with tracked changes accepted or rejected."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from small_draft import parts_of, zipped

from tools import LONGEST_RUN, tool


def by_pandoc(content: bytes, folder: Path, way: str = "accept") -> list[str]:
    """The paragraphs, with "{the note}" for a footnote.

    pandoc shows nothing of simple fields and makes an empty item of a list item that is gone: fields are
    made words before, and what is empty is passed over.
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
            yield _said(node["c"])
        else:
            yield from _texts(node.get("c"))


def _said(node: object) -> str:
    if isinstance(node, list):
        return "".join(map(_said, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Str":
        return node["c"]
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    inner = _said(node.get("c"))
    return "{" + inner.strip() + "}" if node["t"] == "Note" else inner
