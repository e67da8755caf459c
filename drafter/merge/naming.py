"""Names for clauses that drafter did not make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from drafter.problems import did_you_mean
from drafter.text import content_words

_FEWEST, _MOST = 3, 6  # words
_LONGEST = 32


def new_id(text: str, taken: Collection[str], known: Collection[str] = ()) -> str:
    """A name for a clause, from its first telling words; none that is taken.

    Args:
        text: The clause's words.
        taken: Ids that it cannot have.
        known: Ids of shared recommendations, none of which it may look like.
    """
    words = [_plain(word) for word in content_words(text)]
    words = [word for word in dict.fromkeys(words) if word][:_MOST]
    for count in range(_FEWEST, len(words) + 1):
        name = "-".join(words[:count])[:_LONGEST].rstrip("-")
        if name and name[0].isalpha() and name not in taken and not did_you_mean(name, known):
            return name
    first = next((word for word in words if not did_you_mean(f"own-{word}-1", known)), "clause")
    base = f"own-{first}"[: _LONGEST - 4].rstrip("-")
    number = 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
