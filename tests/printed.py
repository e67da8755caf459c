"""Word files as LibreOffice prints them: which marked words can be read, and if not, why not.

A word can be read that stands on the page, upright, in one piece and large, is not struck through, and whose
pixels stand apart from what is behind it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pdfplumber
from pdfplumber.page import Page

from tools import LONGEST_RUN, tool

Rgb: TypeAlias = tuple[int, int, int]
Stroke: TypeAlias = tuple[float, float, float]
_DPI = 144


class Seen(NamedTuple):
    """A word on a page, and how far its colour stands from what is behind it."""

    is_readable: bool
    why_not: str
    contrast: float


def read_pdf(path: Path) -> dict[str, Seen]:
    """The marked words of a PDF, each with whether it can be read."""
    subprocess.run(
        [tool("pdftoppm"), "-r", str(_DPI), str(path), str(path.with_suffix(""))],
        check=True,
        timeout=LONGEST_RUN,
    )
    found: dict[str, Seen] = {}
    with pdfplumber.open(path) as pdf:
        digits = len(str(len(pdf.pages)))
        for number, page in enumerate(pdf.pages, start=1):
            image = _Image(Path(f"{path.with_suffix('')}-{number:0{digits}}.ppm"))
            strokes = _strokes(page)
            text = "".join(one["text"] for one in page.chars)
            for match in re.finditer(r"(?i)[a-f]ord\d{3}|No\d{3}", text):
                chars = page.chars[match.start() : match.end()]
                said = match[0] if match[0].startswith(("No", "NO")) else match[0].casefold()
                seen = _seen(chars, page, image, strokes)
                if said not in found or not found[said].is_readable:
                    found[said.replace("NO", "No")] = seen
    return found


def _strokes(page: Page) -> list[Stroke]:
    """Thin lines from left to right: where they begin and end, and how far down they stand."""
    every = [*page.lines, *page.rects, *page.curves]
    thin = (one for one in every if one["bottom"] - one["top"] < 2.5)
    return [(one["x0"], one["x1"], (one["top"] + one["bottom"]) / 2) for one in thin]


def _seen(chars: list, page: Page, image: _Image, strokes: list[Stroke]) -> Seen:
    left, right = min(one["x0"] for one in chars), max(one["x1"] for one in chars)
    top, bottom = min(one["top"] for one in chars), max(one["bottom"] for one in chars)
    size = max(one["size"] for one in chars)
    quarter = (bottom - top) / 4  # the lines above and below may reach into the box of a word
    contrast = image.contrast(left, top + quarter, right, bottom - quarter)
    middle = sum((one["x0"] + one["x1"]) / 2 for one in chars) / len(chars)
    steps = [b["x0"] - a["x0"] for a, b in pairwise(chars)]
    high, low = top + 0.3 * size, bottom - 0.3 * size
    is_broken = bottom - top > 2.2 * size
    why = (
        ("turned", not all(one["upright"] for one in chars)),
        ("beside the page", left < -1 or right > page.width + 1 or top < -1 or bottom > page.height + 1),
        ("tiny", size < 4.9),
        ("broken into pieces", is_broken),
        ("one over the other", not is_broken and sorted(steps)[len(steps) // 2] < 0.22 * size),
        ("spread", not is_broken and sorted(steps)[len(steps) // 2] > 3.4 * size),
        ("struck", any(a <= middle <= b and high < y < low for a, b, y in strokes)),
        ("pale", contrast < 1.8),
        ("cut off", image.inked(left, top, right, bottom) < 0.3),
        ("signs", any(name in chars[0]["fontname"] for name in ("Symbol", "Dingbats", "dings"))),
    )
    not_so = [name for name, is_so in why if is_so]
    return Seen(not not_so, ", ".join(not_so), contrast)


class _Image:
    """A printed page as pixels."""

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        header = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", content)
        assert header
        self.width, self.height = int(header[1]), int(header[2])
        self.pixels = memoryview(content)[header.end() :]
        path.unlink()

    def _rows(self, left: float, top: float, right: float, bottom: float) -> Iterator[list[Rgb]]:
        share = _DPI / 72
        x0, x1 = max(0, int(left * share)), min(self.width, int(right * share) + 1)
        for y in range(max(0, int(top * share)), min(self.height, int(bottom * share) + 1)):
            start = (y * self.width + x0) * 3
            row = self.pixels[start : start + max(0, x1 - x0) * 3].tobytes()
            yield [(row[at], row[at + 1], row[at + 2]) for at in range(0, len(row), 3)]

    def contrast(self, *box: float) -> float:
        """How far the ground of a box, its most frequent colour, stands from what is furthest from it."""
        every = [one for row in self._rows(*box) for one in row]
        if not every:
            return 1.0
        ground = _light(max(set(every), key=every.count))
        return max((max(ground, one) + 0.05) / (min(ground, one) + 0.05) for one in map(_light, set(every)))

    def inked(self, *box: float) -> float:
        """In what share of the rows of a box something is printed."""
        rows = list(self._rows(*box))
        return sum(len(set(row)) > 1 for row in rows) / max(1, len(rows))


def _light(colour: Rgb) -> float:
    parts = (one / 255 for one in colour)
    red, green, blue = (one / 12.92 if one < 0.0404 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lines_printed(path: Path) -> list[str]:
    """The lines of a PDF in the order in which they are printed, those of headers and footers among them."""
    done = subprocess.run(
        [tool("pdftotext"), "-nopgbrk", str(path), "-"], check=True, capture_output=True, timeout=LONGEST_RUN
    )
    return [" ".join(line.split()) for line in done.stdout.decode().splitlines() if line.strip()]
