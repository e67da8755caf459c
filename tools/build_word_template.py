"""Build the Word file that says how drafts look.

The folder ``word_template`` beside this script is the Word file unzipped: change
the looks there, run this script, and both changes can be reviewed as text::

    python tools/build_word_template.py            # write templates/common/word.docx
    python tools/build_word_template.py --check    # exit 1 if it is out of date

All forms that ship share it; one that has a ``word.docx`` of its own looks as that says.

What stands where:

* ``word/styles.xml``: the styles, which drafter finds by their ``w:styleId``.
* ``word/numbering.xml``: numbering 1 "clauses" and numbering 2 "guidance".
* ``word/document.xml``: the page, and the paragraph that a draft replaces.
* ``word/header1.xml`` and ``word/footer1.xml``: the header and the footer.
* ``word/footnotes.xml``: the line above the footnotes.

Measures are in twentieths of a point: 567 is 1 cm, and 1134 the indent of the text.
"""

import argparse
import io
import sys
import zipfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
SOURCE = TOOLS / "word_template"
BUILT = TOOLS.parent / "templates" / "common" / "word.docx"

CONTENT_TYPES = "[Content_Types].xml"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def read_parts(source: Path) -> dict[str, bytes]:
    """Read the parts of the Word file, in the order in which they are packed.

    Args:
        source: The folder that holds the unzipped Word file.

    Returns:
        Part names and contents, the content types first and the rest by name. Line
        ends are the same whatever system the files were checked out on.
    """
    paths = [p for p in source.rglob("*") if p.suffix == ".xml" or p.name.endswith(".rels")]
    parts = {path.relative_to(source).as_posix(): path.read_text(encoding="utf-8").encode() for path in paths}
    return dict(sorted(parts.items(), key=lambda part: (part[0] != CONTENT_TYPES, part[0])))


def pack(parts: dict[str, bytes]) -> bytes:
    """Pack parts into a Word file that is the same on every machine and day.

    Nothing is compressed: compressed bytes differ between versions of zlib.

    Args:
        parts: Part names and contents, in order.

    Returns:
        The bytes of the Word file.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system = 0
            package.writestr(entry, content)
    return buffer.getvalue()


def main() -> int:
    """Write the Word files, or check that those on disk are up to date.

    Returns:
        The exit status: 1 if a check found a difference, else 0.
    """
    parser = argparse.ArgumentParser(description="Build templates/common/word.docx.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if it is out of date")
    options = parser.parse_args()

    content = pack(read_parts(SOURCE))
    if options.check:
        is_old = not BUILT.is_file() or BUILT.read_bytes() != content
        if is_old:
            print(f"{BUILT} is out of date: run tools/build_word_template.py", file=sys.stderr)
        return int(is_old)
    BUILT.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
