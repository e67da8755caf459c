"""How many answers a reader needs on the reading page: see ``matching.py --reading``."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.similarity import Settings, Similarity
from drafter.model import Matrix
from drafter.reading.page.together import scored_pairs
from drafter.reading.together.judged import Judged
from drafter.reading.together.readings import Answer, load_reading

_ORDER = Path(__file__).resolve().parent.parent / "drafter" / "reading" / "page" / "together" / "order.js"
# What answers have shown counts for nothing in a peer's order: the nearest is asked first.
NO_LEARNING = {"average": 0, "refused": 0, "sameRegion": 0, "likely": 1, "stay": 0}
_FIRST = 60  # questions of a large matrix


def play(data: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    """What ``play.js`` finds; node must be installed."""
    node = shutil.which("node")
    if not node:
        raise SystemExit("node is not installed, and the order of questions runs in it")
    script = Path(__file__).with_name("play.js")
    given = json.dumps({"order": str(_ORDER), **data})
    done = subprocess.run([node, str(script)], input=given, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def reader_of(similarity: Similarity, same: Iterable[Iterable[str]], near: Iterable[Iterable[str]]) -> object:
    """A reader for ``play``: which groups are the same for them, and which pairs near."""
    number = similarity.number
    return {
        "same": [[number[one] for one in members] for members in same],
        "near": [[number[one] for one in pair] for pair in near],
    }


def report_reading(files: Sequence[Path], peer: Settings, large: Matrix) -> None:
    """Print how many answers have 90, 97 and 100 % of the pairs that are the same.

    And how many in a row brought no pair before 97 % were found: who stops at fewer misses more.

    Args:
        files: Readings of the shipped matrix, besides its concordance.
        peer: The settings of the peer's scores.
        large: A matrix on which the time until the next question is measured.
    """
    opened = open_matrix(DEFAULT_MATRIX)
    similarity = Similarity(opened.matrix)
    regions = [item.regions for item in opened.matrix.recommendations]
    shipped = opened.concordance.confirmed
    near = [(entry.members[0], other) for entry in shipped for other in entry.near]
    readers = {"the shipped concordance": reader_of(similarity, (e.members for e in shipped), near)}
    for path in files:
        reading, _ = load_reading(path, opened.matrix)
        judged = Judged(reading, opened.matrix)
        pairs = [one.pair for one in reading.answers if one.answer is Answer.NEAR]
        readers[f"{path.name} ({reading.reader})"] = reader_of(
            similarity, judged.groups.members.values(), pairs
        )
    others = scored_pairs(Similarity(opened.matrix, peer))
    orders = {
        "the page's": {"pairs": scored_pairs(similarity), "settings": {}},
        "tf-idf and theme": {"pairs": others, "settings": NO_LEARNING},
    }
    print(f"{'answers needed for':46}   90 %   97 %  100 %  in a row   stopping is called reasonable")
    for name, by_reader in play({"regions": regions, "orders": orders, "readers": readers}).items():
        for reader, figures in by_reader.items():
            asked = "".join(f"{count:7}" for count in figures["asked"])
            stop = figures["stop"] if name == "the page's" else None
            said = f"   after {stop['asked']}, with {stop['share']:.1%}" if stop else ""
            print(f"{name + ', ' + reader:46}{asked:21}{figures['longest']:10}{said}")
    similarity = Similarity(large)
    regions = [item.regions for item in large.recommendations]
    found = play(
        {
            "regions": regions,
            "orders": {"large": {"pairs": scored_pairs(similarity), "settings": {}}},
            "readers": {"nobody": {"same": [[0, len(regions) - 1]], "near": []}},
            "most": _FIRST,
        }
    )
    times = found["large"]["nobody"]
    print(
        f"\n{len(regions):,} recommendations: the next question after {times['usual']:.0f} ms, and "
        f"{times['slowest']:.0f} ms at most, in node"
    )
