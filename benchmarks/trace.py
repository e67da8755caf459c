"""How good the paragraphs are that ``drafter trace`` proposes, against the trace of Annex B made by reading.

    python benchmarks/trace.py

Measured is the share of links whose paragraph stands among the first five and the first ten that are proposed
for the recommendation: by words alone, as before anybody has read; and with what a reader's answers teach who
goes through the matrix from its beginning, and at its end (each recommendation's own answers left out). The
peer, measured in the same run, is tf-idf of words. Both halves of the themes are given, odd and even, because
weights that were chosen on all of them say nothing of either.
"""

import sys
import time
from collections.abc import Collection, Mapping, Sequence

from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.similarity import Settings, Similarity, cosine, stems_of, vectors
from drafter.reading.tracing.adopted import load_adopted
from drafter.reading.tracing.decided import Link
from drafter.reading.tracing.proposals import Proposals
from drafter.reading.tracing.trace_file import TRACE_FILE, load_trace
from drafter.reading.tracing.traces import Answer

FIRST, SECOND = 5, 10
Proposed = Mapping[str, Sequence[str]]  # a recommendation → paragraphs, the likeliest first


def shares(links: Sequence[Link], ranked: Proposed, within: Collection[str]) -> tuple[float, float, float]:
    """The shares of links among the first five and ten, and of those in full among the first five."""
    among: dict[int, int] = {FIRST: 0, SECOND: 0}
    full = full_among = count = 0
    for link in links:
        if link.recommendation not in within:
            continue
        found = ranked[link.recommendation]
        count += 1
        for most in among:
            among[most] += link.paragraph in found[:most]
        full += link.kind is Answer.FULL
        full_among += link.kind is Answer.FULL and link.paragraph in found[:FIRST]
    return among[FIRST] / count, among[SECOND] / count, full_among / max(full, 1)


def keys(proposals: Proposals, given: str) -> Sequence[str]:
    """The paragraphs that are proposed for a recommendation."""
    return [key for key, _ in proposals.paragraphs_for(given, SECOND)]


def tf_idf(similarity: Similarity, paragraphs: Mapping[str, str]) -> Proposed:
    """The peer."""
    documents = [*similarity.documents, *(stems_of(words) for words in paragraphs.values())]
    words, _ = vectors(documents, Settings(floor=1, opening_verb=1))
    named = list(paragraphs)
    own, others = words[: len(similarity.ids)], words[len(similarity.ids) :]
    found = {}
    for given, vector in zip(similarity.ids, own, strict=True):
        near = [-cosine(vector, other) for other in others]
        found[given] = [named[place] for place in sorted(range(len(named)), key=near.__getitem__)[:SECOND]]
    return found


def main() -> int:
    """Print the table.

    Returns:
        The exit status.
    """
    opened = open_matrix(DEFAULT_MATRIX)
    matrix, folder = opened.matrix, opened.path.parent
    adopted = load_adopted(folder / "kyoto-declaration.txt")
    trace, _ = load_trace(folder / TRACE_FILE, matrix, adopted)
    similarity = Similarity(matrix)

    start = time.perf_counter()
    proposals = Proposals(similarity, adopted, opened.concordance)
    seconds = time.perf_counter() - start
    items = matrix.recommendations
    by_words = {item.id: keys(proposals, item.id) for item in items}
    proposals.learn(trace.links)
    at_end = {item.id: keys(proposals, item.id) for item in items}
    # As a reader has it who goes from the beginning: what stands before is answered.
    so_far, before = {}, set()
    for item in items:
        proposals.learn([one for one in trace.links if one.recommendation in before])
        so_far[item.id] = keys(proposals, item.id)
        before.add(item.id)
    odd = {
        one.id for theme in matrix.themes[::2] for one in matrix.recommendations if one.themes[0] == theme.id
    }
    everything = {one.id for one in matrix.recommendations}
    print(f"{len(trace.links)} links of {matrix.name} into {trace.text}, {trace.how_read}\n")
    print(f"{'':36}first 5  first 10   in full: first 5   odd themes      even themes")
    peer = tf_idf(similarity, {one.key: one.text for one in adopted.paragraphs})
    for name, proposed in (
        ("tf-idf of words", peer),
        ("drafter trace, by words alone", by_words),
        ("with the answers so far", so_far),
        ("with all other answers", at_end),
    ):
        five, ten, full = shares(trace.links, proposed, everything)
        halves = [shares(trace.links, proposed, part) for part in (odd, everything - odd)]
        parts = "   ".join(f"{first:.3f} {second:.3f}" for first, second, _ in halves)
        print(f"{name:36}{five:7.3f}{ten:10.3f}{full:19.3f}   {parts}")
    print(f"\nProposing took {seconds:.2f} s for {len(everything)} recommendations.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
