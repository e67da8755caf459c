"""PDF files made by hand: ruled tables and lines of text at places, turned or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_WIDE, _HIGH = 595, 842
_UPRIGHT = (1, 0, 0, 1)
UPWARD = (0, 1, -1, 0)
_SIZE, _LEADING = 9, 11


@dataclass
class MadePage:
    """Says what stands on a page, in points from its top left corner."""

    said: list[str] = field(default_factory=list)

    def text(self, words: str, x: float, top: float, way: Sequence[int] = _UPRIGHT) -> MadePage:
        """A line of text, the bottom of whose first letter stands at a place."""
        escaped = words.replace("(", r"\(").replace(")", r"\)")
        matrix = " ".join(map(str, (*way, x, _HIGH - top)))
        self.said.append(f"BT /F1 {_SIZE} Tf {matrix} Tm ({escaped}) Tj ET")
        return self

    def table(
        self,
        rows: Sequence[Sequence[str | Sequence[str]]],
        top: float,
        wide: float = 120,
        high: float = 60,
        first: float = 0,
    ) -> MadePage:
        """A table with ruled lines, its first row perhaps less high; a cell is a text, or its lines."""
        tops = [top, *(top + (first or high) + number * high for number in range(len(rows)))]
        across = [40 + number * wide for number in range(len(rows[0]) + 1)]
        self.said += [f"{across[0]} {_HIGH - y} m {across[-1]} {_HIGH - y} l S" for y in tops]
        self.said += [f"{x} {_HIGH - tops[0]} m {x} {_HIGH - tops[-1]} l S" for x in across]
        for y, row in zip(tops, rows, strict=False):
            for x, cell in zip(across, row, strict=False):
                for place, line in enumerate([cell] if isinstance(cell, str) else cell, start=1):
                    self.text(line, x + 4, y + _LEADING * place)
        return self


def made_pdf(pages: Iterable[MadePage], rotate: int = 0) -> bytes:
    """The file."""
    contents = ["\n".join(page.said).encode("latin-1") for page in pages]
    kids = [4 + 2 * number for number in range(len(contents))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for kid, content in zip(kids, contents, strict=True):
        box = f"/MediaBox [0 0 {_WIDE} {_HIGH}] /Rotate {rotate} /Resources << /Font << /F1 3 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {box} /Contents {kid + 1} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(made))
    )
