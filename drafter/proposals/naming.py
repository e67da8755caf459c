"""Names for clauses that drafter did not make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from drafter.matching.features import content_words_as_written

_FEWEST, _MOST = 3, 6  # words
_LONGEST = 32


def new_id(text: str, taken: Collection[str]) -> str:
    """A name for a clause, from its first telling words; none that is taken.

    Args:
        text: The clause's words.
        taken: Ids that it cannot have.
    """
    words = [_plain(word) for word in content_words_as_written(text)]
    words = [word for word in dict.fromkeys(words) if word][:_MOST]
    for count in range(_FEWEST, len(words) + 1):
        name = "-".join(words[:count])[:_LONGEST].rstrip("-")
        if name and name[0].isalpha() and name not in taken:
            return name
    base = "-".join(["own", *words[:2]])[: _LONGEST - 4].rstrip("-")
    number = 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
