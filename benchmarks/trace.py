"""How good the paragraphs are that ``drafter trace`` proposes, against the trace of Annex B made by reading.

    python benchmarks/trace.py            # how good the proposals are
    python benchmarks/trace.py --played   # how many answers a reader needs
    python benchmarks/trace.py --page     # how soon the page opens, and the next list stands there
    python benchmarks/trace.py --trace F  # against another trace than the one that ships

Measured is the share of links whose paragraph stands among the first five and the first ten that are proposed
for the recommendation: by words alone, as before anybody has read; and with what a reader's answers teach who
goes through the matrix from its beginning, and at its end (each recommendation's own answers left out). The
peer, measured in the same run, is tf-idf of words; what any order could have at most is told, too: a
recommendation with eight links has five of them among the first five. So a second table counts the links
before which fewer than five, or ten, paragraphs stand that are none of its links: what a reader goes through
in vain. Both halves of the themes are given, odd and even, because weights that were chosen on all of them
say nothing of either.

With --played a reader who answers as the shipped trace does is asked about one recommendation and one
paragraph at a time, the likeliest of all first; the peer's order is fixed. An answer is one such question, so
that no order needs fewer answers than there are links. Then a reader of the page is played, whose answer is
one list that is gone through, with all links in it found: the first paragraphs for each recommendation, in
the order of the matrix; then the first recommendations for each paragraph, and the next ones as long as there
was something in the last list.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from trace_page import report_lists, report_page

from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.similarity import Settings, Similarity, cosine, stems_of, vectors
from drafter.reading.tracing.adopted import load_adopted
from drafter.reading.tracing.decided import Link
from drafter.reading.tracing.proposals import Proposals, Weights
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


def shares_in_vain(links: Sequence[Link], ranked: Proposed) -> list[float]:
    """The shares of links before which fewer than five, and ten, paragraphs stand that are no links."""
    of_each = defaultdict(set)
    for link in links:
        of_each[link.recommendation].add(link.paragraph)
    vain = []
    for link in links:
        found = list(ranked[link.recommendation])
        if link.paragraph in found:
            before = {*found[: found.index(link.paragraph)]}
            vain.append(len(before - of_each[link.recommendation]))
    return [sum(count < most for count in vain) / len(links) for most in (FIRST, SECOND)]


def keys(proposals: Proposals, given: str) -> Sequence[str]:
    """The paragraphs that are proposed for a recommendation, as far as a word of it stands in them."""
    return [key for key, _ in proposals.paragraphs_for(given, len(proposals.adopted.paragraphs))]


def tf_idf(similarity: Similarity, paragraphs: Mapping[str, str]) -> Proposed:
    """The peer."""
    documents = [*similarity.documents, *(stems_of(words) for words in paragraphs.values())]
    words, _ = vectors(documents, Settings(floor=1, opening_verb=1))
    named = list(paragraphs)
    own, others = words[: len(similarity.ids)], words[len(similarity.ids) :]
    found = {}
    for given, vector in zip(similarity.ids, own, strict=True):
        near = [-cosine(vector, other) for other in others]
        found[given] = [named[place] for place in sorted(range(len(named)), key=near.__getitem__)]
    return found


SHARES = (0.9, 0.97, 1.0)
LEARNS_EVERY = 25  # answers


def played(links: Sequence[Link], proposals: Proposals, *, learns: bool) -> dict[float, int]:
    """How many answers it takes to have each share of the links, the likeliest question first."""
    wanted = {link.question: link for link in links}
    count = len(proposals.adopted.paragraphs)
    asked: set[tuple[str, str]] = set()
    found: list[Link] = []
    needed: dict[float, int] = {}
    proposals.learn(())
    while len(needed) < len(SHARES):
        if learns:
            proposals.learn(found)
        questions = sorted(
            (-score, given, key)
            for given in proposals.similarity.ids
            for key, score in proposals.paragraphs_for(given, count)
            if (given, key) not in asked
        )
        if not questions:  # the rest has no word in common with anything
            break
        for _, given, key in questions[:LEARNS_EVERY]:
            asked.add((given, key))
            found += [wanted[given, key]] if (given, key) in wanted else []
            for share in SHARES:
                if len(found) >= share * len(wanted):
                    needed.setdefault(share, len(asked))
    return needed


def report_played(links: Sequence[Link], proposals: Proposals, peer: Proposals) -> None:
    """Print how many answers are needed."""
    print(f"{'answers for':36}" + "".join(f"{share:8.0%}" for share in SHARES) + f"   of {len(links)} links")
    for name, one, learns in (
        ("tf-idf of words", peer, False),
        ("drafter trace, by words alone", proposals, False),
        ("drafter trace, learning", proposals, True),
    ):
        needed = played(links, one, learns=learns)
        counts = (f"{needed[share]:,}" if share in needed else "–" for share in SHARES)
        print(f"{name:36}" + "".join(f"{count:>8}" for count in counts))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was asked for.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(description="Measure drafter trace.")
    parser.add_argument("--played", action="store_true", help="answers that a reader needs")
    parser.add_argument("--trace", type=Path, help="another trace of the Kyoto Declaration")
    parser.add_argument("--page", action="store_true", help="the page with a large matrix, in Chromium")
    given = parser.parse_args(arguments)
    if given.page:
        return report_page()
    opened = open_matrix(DEFAULT_MATRIX)
    matrix, folder = opened.matrix, opened.path.parent
    adopted = load_adopted(folder / "kyoto-declaration.txt")
    trace, _ = load_trace(given.trace or folder / TRACE_FILE, matrix, adopted)
    similarity = Similarity(matrix)

    start = time.perf_counter()
    proposals = Proposals(similarity, adopted, opened.concordance)
    seconds = time.perf_counter() - start
    if given.played:
        only_words = Weights(1, 0, 0, 0, 0, 0, 0, 0, 0)
        peer = Proposals(similarity, adopted, opened.concordance, (), only_words)
        report_played(trace.links, proposals, peer)
        report_lists(trace.links, {"tf-idf of words": peer, "drafter trace, learning": proposals})
        return 0
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
    others = tf_idf(similarity, {one.key: one.text for one in adopted.paragraphs})
    orders: dict[str, Proposed] = {
        "tf-idf of words": others,
        "drafter trace, by words alone": by_words,
        "with the answers so far": so_far,
        "with all other answers": at_end,
    }
    for name, proposed in orders.items():
        five, ten, full = shares(trace.links, proposed, everything)
        halves = [shares(trace.links, proposed, part) for part in (odd, everything - odd)]
        parts = "   ".join(f"{first:.3f} {second:.3f}" for first, second, _ in halves)
        print(f"{name:36}{five:7.3f}{ten:10.3f}{full:19.3f}   {parts}")
    each = Counter(link.recommendation for link in trace.links).values()
    most = [sum(min(count, among) for count in each) / len(trace.links) for among in (FIRST, SECOND)]
    print(f"{'the most that any order could have':36}{most[0]:7.3f}{most[1]:10.3f}")
    print("\nbefore five, before ten paragraphs that are none of its links")
    for name, proposed in orders.items():
        print(f"{name:36}" + "".join(f"{share:7.3f}" for share in shares_in_vain(trace.links, proposed)))
    print(f"\nProposing took {seconds:.2f} s for {len(everything)} recommendations.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
