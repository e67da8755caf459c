"""Measures of Word files, which may be damaged: lengths in points."""

from __future__ import annotations

import re

_LENGTH = re.compile(r"(?P<number>[+-]?\d{1,9}(?:\.\d{0,9})?)(?P<unit>mm|cm|in|pt|pc|pi)?")
_UNITS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


def points(said: str, of_a_point: int = 20) -> float:
    """A length in points; 0 for none.

    Args:
        said: As the file says it: in parts of a point, or with a unit (ISO 29500-1, 17.18.81, 22.9.2.14).
        of_a_point: How many parts a point has where no unit stands behind.
    """
    found = _LENGTH.fullmatch(said)
    if found is None:
        return 0.0
    return float(found["number"]) * (_UNITS[found["unit"]] if found["unit"] else 1 / of_a_point)
