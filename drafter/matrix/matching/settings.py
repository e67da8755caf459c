"""What the matcher weighs, and how much."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of the evidence; ``benchmarks/matching.py`` chooses and tries them.

    Attributes:
        words: How much shared words count; rare ones count more (cosine of tf-idf).
        pairs: How much words that stand near one another in both count.
        theme: How much a shared theme counts, when it is the only one in its theme; a theme that holds
            many recommendations says less (see ``crowd``).
        crowd: By which power of its size a shared theme says less.
        same_region: How much being of one region counts against.
        company: How much the nearness of other recommendations counts against: what is near to many is
            boilerplate.
        decay: After so many words of content a word counts a third: the action and its object come first.
        floor: What the last words still count.
        opening_verb: What the opening verb counts: "promote" and "strengthen" open everything.
        window: So many words after a word make a pair with it.
        threshold: Recommendations that score less on average are not proposed together.
    """

    words: float = 0.6
    pairs: float = 0.4
    theme: float = 0.4
    crowd: float = 0.3
    same_region: float = 0.1
    company: float = 0.3
    decay: float = 15.0
    floor: float = 0.5
    opening_verb: float = 0.3
    window: int = 4
    threshold: float = 0.24
