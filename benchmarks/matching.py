"""How good the proposals of ``drafter match`` are, against the concordance of Annex B made by reading.

    python benchmarks/matching.py            # quality
    python benchmarks/matching.py --scale    # time and memory at 2,500, 5,000 and 10,000 recommendations

Quality is measured with the settings that ship, on everything; with settings chosen on one half of the themes
and tried on the other, both ways; and with the threshold alone chosen so, also on halves made by chance,
because one half holds only some 80 pairs. The peers, measured in the same run, are tf-idf of words with
average linkage, without and with a bonus for a shared theme.
"""

import argparse
import dataclasses
import random
import resource
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, product

from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.similarity import Settings, Similarity, group
from drafter.model import Citation, Matrix, Placement, Recommendation, Region, Section, Theme

Groups = list[set[str]]
Quality = tuple[float, float, float]  # precision, recall, F1

WORDS_ONLY = Settings(
    words=1, pairs=0, theme=0, same_region=0, company=0, floor=1, opening_verb=1, threshold=0.38
)
PEERS = {
    "tf-idf of words": WORDS_ONLY,
    "tf-idf and theme": dataclasses.replace(WORDS_ONLY, theme=0.15, crowd=0, threshold=0.4),
}
THRESHOLDS = (0.18, 0.2, 0.22, 0.24, 0.26, 0.28)
GRID = {"theme": (0.2, 0.4), "crowd": (0.0, 0.3), "company": (0.0, 0.3), "same_region": (0.05, 0.1)}
FIRST_FIVE = 5
SECONDS, MEBIBYTES = 60, 1024


def pairs(groups: Iterable[Collection[str]]) -> set[frozenset[str]]:
    """Every pair of members of one group."""
    return {frozenset(pair) for members in groups for pair in combinations(members, 2)}


def pairwise(found: Groups, read: Groups) -> Quality:
    """Precision, recall and F1 of pairs."""
    ours, theirs = pairs(found), pairs(read)
    common = len(ours & theirs)
    return common / max(len(ours), 1), common / max(len(theirs), 1), 2 * common / (len(ours) + len(theirs))


def b_cubed(found: Groups, read: Groups, ids: Collection[str]) -> float:
    """B-cubed F1 (Bagga and Baldwin, 1998): averaged over recommendations, those in no group among them."""
    ours = {member: members for members in found for member in members}
    theirs = {member: members for members in read for member in members}
    precision = recall = 0.0
    for item in ids:
        own, read_own = ours.get(item, {item}), theirs.get(item, {item})
        precision += len(own & read_own) / len(own)
        recall += len(own & read_own) / len(read_own)
    precision, recall = precision / len(ids), recall / len(ids)
    return 2 * precision * recall / (precision + recall)


def groups_of(similarity: Similarity, within: Collection[str]) -> Groups:
    """What is proposed among some recommendations, with the similarity's settings."""
    inside = set(within)
    outside = [number for number, item in enumerate(similarity.ids) if item not in inside]
    return [{similarity.ids[n] for n in members} for members, _ in group(similarity, left_out=outside)]


def with_threshold(similarity: Similarity, threshold: float) -> Similarity:
    """The same similarity with another threshold, which does not change the scores."""
    similarity.settings = dataclasses.replace(similarity.settings, threshold=threshold)
    return similarity


def cut(read: Groups, within: Collection[str]) -> Groups:
    """The part of a concordance that lies within some recommendations."""
    return [part for members in read if len(part := members & set(within)) > 1]


def halves(matrix: Matrix, one: Collection[str]) -> tuple[list[str], list[str]]:
    """The recommendations whose first theme is among some themes, and the rest."""
    first = [r.id for r in matrix.recommendations if r.themes[0] in one]
    return first, [r.id for r in matrix.recommendations if r.themes[0] not in one]


def half_and_half(matrix: Matrix, read: Groups) -> Iterator[tuple[str, float, Quality, float]]:
    """What was chosen on the recommendations of every other theme, tried on the rest, both ways.

    Weights and threshold are chosen from the grid, and then the threshold alone.

    Yields:
        What was done, F1 where it was chosen, and the quality and B-cubed F1 elsewhere.
    """
    grid = [
        dataclasses.replace(Settings(), **dict(zip(GRID, values, strict=True)))
        for values in product(*GRID.values())
    ]
    odd, even = halves(matrix, {theme.id for theme in matrix.themes[::2]})
    for what, choices in (("chosen", grid), ("threshold chosen", [Settings()])):
        similarities = [Similarity(matrix, settings) for settings in choices]
        for where, ids, others in (
            ("odd themes, tried on even", odd, even),
            ("even themes, tried on odd", even, odd),
        ):
            own, number, threshold = chosen(similarities, ids, read)
            found = groups_of(with_threshold(similarities[number], threshold), others)
            there = cut(read, others)
            yield f"{what} on {where}", own, pairwise(found, there), b_cubed(found, there, others)


def chosen(
    similarities: Sequence[Similarity], ids: Collection[str], read: Groups
) -> tuple[float, int, float]:
    """The best F1 among some recommendations, with the number of the settings and the threshold."""
    there = cut(read, ids)
    return max(
        (pairwise(groups_of(with_threshold(similarity, threshold), ids), there)[2], number, threshold)
        for number, similarity in enumerate(similarities)
        for threshold in THRESHOLDS
    )


def by_chance(matrix: Matrix, read: Groups, count: int = 20) -> list[float]:
    """F1 on half of the themes with the threshold chosen on the other half, for halves made by chance."""
    similarity = Similarity(matrix)
    themes = [theme.id for theme in matrix.themes]
    tried = []
    for seed in range(count):
        two = halves(matrix, random.Random(seed).sample(themes, len(themes) // 2))
        for ids, others in (two, two[::-1]):
            _, _, threshold = chosen([similarity], ids, read)
            found = groups_of(with_threshold(similarity, threshold), others)
            tried.append(pairwise(found, cut(read, others))[2])
    return sorted(tried)


def first_five(similarity: Similarity, read: Groups) -> tuple[float, list[str]]:
    """The share of read pairs of two regions that stand among the first five of either member."""
    nearest = {item: {other for other, _ in similarity.like(item, FIRST_FIVE)} for item in similarity.ids}
    region_of = {item.id: item.region for item in similarity.matrix.recommendations}
    across = [sorted(p) for p in pairs(read) if len({region_of[item] for item in p}) > 1]
    missed = [f"{a}–{b}" for a, b in across if b not in nearest[a] and a not in nearest[b]]
    return 1 - len(missed) / len(across), sorted(missed)


def report_quality() -> None:
    """Print the table."""
    opened = open_matrix(DEFAULT_MATRIX)
    matrix = opened.matrix
    read = [set(entry.members) for entry in opened.concordance.confirmed]
    ids = [item.id for item in matrix.recommendations]
    print(f"{len(read)} entries, {len(pairs(read))} pairs, made by reading {matrix.name}\n")
    print(f"{'':44}precision  recall      F1  B-cubed F1  first five")
    missed: list[str] = []
    found: Groups = []
    for name, settings in {**PEERS, "drafter match, as shipped": Settings()}.items():
        similarity = Similarity(matrix, settings)
        found = groups_of(similarity, ids)
        precision, recall, f1 = pairwise(found, read)
        share, missed = first_five(similarity, read)
        cubed = b_cubed(found, read, ids)
        print(f"{name:44}{precision:9.2f}{recall:8.2f}{f1:8.2f}{cubed:12.2f}{share:12.3f}")
    for name, own, (precision, recall, f1), cubed in half_and_half(matrix, read):
        print(f"{name:44}{precision:9.2f}{recall:8.2f}{f1:8.2f}{cubed:12.2f}    ({own:.2f} where chosen)")
    tried = by_chance(matrix, read)
    print(
        f"\nThreshold chosen on one half, tried on the other, {len(tried)} halves made by chance: "
        f"F1 {sum(tried) / len(tried):.2f} on average, {tried[0]:.2f} to {tried[-1]:.2f}"
    )
    print("\nNot among the first five:", ", ".join(missed))
    for title, some in (
        ("read and not proposed", pairs(read) - pairs(found)),
        ("proposed and not read", pairs(found) - pairs(read)),
    ):
        print(
            f"\nPairs that are {title} ({len(some)}):", ", ".join(sorted("–".join(sorted(p)) for p in some))
        )


def made_up(source: Matrix, count: int) -> Matrix:
    """A matrix of any size: stretches of the source's recommendations and its words, mixed."""
    chance = random.Random(count)
    stretches = [item.text.split(", ") for item in source.recommendations]
    words = [word for item in source.recommendations for word in item.text.split()]
    regions = tuple(Region(f"r{n}", f"Region {n}") for n in range(5))
    themes = tuple(Theme(f"t-{n}", "s", "", f"Theme {n}") for n in range(count // 7))
    items = []
    for number in range(count):
        parts = [chance.choice(chance.choice(stretches)) for _ in range(3)]
        text = ", ".join([*parts, " ".join(chance.sample(words, 8))]) + "."
        placement = Placement(chance.choice(themes).id, text)
        items.append(Recommendation(Citation(f"r{number % 5}", number + 1, ""), "", (placement,)))
    return Matrix("made-up", "", None, regions, (Section("s", "S"),), themes, tuple(items))


def report_scale() -> int:
    """Print how time grows, and the peak of memory.

    Returns:
        The exit status: 1 if a bound was not kept.
    """
    source = open_matrix(DEFAULT_MATRIX).matrix
    before: tuple[int, float] | None = None
    seconds = 0.0
    for count in (2_500, 5_000, 10_000):
        matrix = made_up(source, count)
        start = time.perf_counter()
        found = group(Similarity(matrix))
        seconds = time.perf_counter() - start
        growth = f", {seconds / before[1]:.1f} times as long as {before[0]:,}" if before else ""
        print(f"{count:6,} recommendations: {seconds:5.1f} s, {len(found)} groups{growth}")
        before = (count, seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB (bounds: {SECONDS} s and {MEBIBYTES} MiB)")
    return int(seconds > SECONDS or peak > MEBIBYTES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was asked for.

    Returns:
        The exit status: 1 if a bound was not kept.
    """
    parser = argparse.ArgumentParser(description="Measure drafter match.")
    parser.add_argument("--scale", action="store_true", help="time and memory instead of quality")
    if parser.parse_args(arguments).scale:
        return report_scale()
    report_quality()
    return 0


if __name__ == "__main__":
    sys.exit(main())
