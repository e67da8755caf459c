"""The seal of a text file that drafter wrote: the fingerprint of the rest, as a comment in its last line.

It tells whether anybody changed the file: one that is as drafter wrote it can be replaced by a newer one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from drafter.files.reading import one_line_end

_SEAL = re.compile(r"^(?:#|<!--) drafter seal: ([0-9a-f]{64})(?: -->)?\n?\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of text files that are sealed.

    Attributes:
        before: What stands before a comment in its format.
        after: What stands behind one.
        begins: How each of them begins, as a regular expression.
    """

    before: str
    after: str
    begins: str


MATRIX = Kind("# ", "", "# A matrix:")
ABOUT = Kind("# ", "", "# What ")
PAGE = Kind("<!-- ", " -->", "<!DOCTYPE")
MARKDOWN = Kind("<!-- ", " -->", "[^<]")


def seal_text(text: str, kind: Kind = MATRIX) -> bytes:
    """The bytes of a text, which ends in a line end, with its seal in a last line."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text}{kind.before}drafter seal: {digest}{kind.after}\n".encode()


def has_whole_seal(content: bytes, kind: Kind | None = None) -> bool:
    """Whether a text file is as drafter wrote it; line ends that an editor changed do not matter.

    Args:
        content: The file's bytes.
        kind: Which it must be; any where none is given.
    """
    text = one_line_end(content.decode("utf-8-sig", "replace"))
    seal = _SEAL.search(text)
    if seal is None or hashlib.sha256(text[: seal.start()].encode()).hexdigest() != seal[1]:
        return False
    return kind is None or (seal[0].startswith(kind.before) and re.match(kind.begins, text) is not None)
