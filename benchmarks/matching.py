"""Counts the questions until Annex B's pairs are found.

    python benchmarks/matching.py

A reader who answers as the shipped concordance does is asked about the likeliest pair first. As on the page,
a group with many refused pairs waits, and what follows from earlier answers is not asked.
"""

from collections import Counter
from itertools import combinations

from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.matching import Similarity

QUESTIONS = (300, 600, 1000)
REFUSED = 0.02


def main() -> None:
    """Print the share of pairs that are found after each of ``QUESTIONS``."""
    opened = open_matrix(DEFAULT_MATRIX)
    similarity = Similarity(opened.matrix)
    entry_of = opened.concordance.entry_of
    wanted = sum(
        len([*combinations(entry.members, 2)]) for entry in {id(e): e for e in entry_of.values()}.values()
    )
    entries = [entry_of[name].id if name in entry_of else name for name in similarity.ids]
    group_of = {number: frozenset([number]) for number in range(len(entries))}
    waiting = {pair: similarity.score(*pair) for pair in similarity.evidence}
    apart: set[frozenset[int]] = set()
    refused: Counter[int] = Counter()
    asked = found = 0
    while waiting and asked < max(QUESTIONS):
        pair = max(waiting, key=lambda pair: waiting[pair] - REFUSED * (refused[pair[0]] + refused[pair[1]]))
        del waiting[pair]
        left, right = group_of[pair[0]], group_of[pair[1]]
        if left is right or any(frozenset((a, b)) in apart for a in left for b in right):
            continue
        asked += 1
        if entries[pair[0]] == entries[pair[1]]:
            found += len(left) * len(right)
            group_of |= dict.fromkeys(left | right, left | right)
        else:
            apart.add(frozenset(pair))
            refused.update(left | right)
        if asked in QUESTIONS:
            print(f"{asked:5} questions: {found} of {wanted} pairs, {found / wanted:.1%}")


if __name__ == "__main__":
    main()
