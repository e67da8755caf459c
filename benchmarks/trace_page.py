"""The page of a trace: how many lists a reader needs, and how soon it opens; see ``trace.py``."""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matching import made_up

from drafter.matrix.concordance import Concordance
from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.similarity import Similarity
from drafter.reading.page.tracing import proposed, write_trace_page
from drafter.reading.tracing.adopted import AdoptedParagraph, AdoptedText
from drafter.reading.tracing.decided import Link
from drafter.reading.tracing.proposals import Proposals

_ENGINE = Path(__file__).resolve().parent.parent / "drafter" / "reading" / "page" / "tracing" / "proposed.js"
_LARGE, _LONG = 2_000, 300
_MOST = {"opens": 2_000.0, "next": 100.0}  # milliseconds
_GOES_ON = """(keys) => {
  const times = [];
  for (const key of keys) {
    readyAt = 0;
    const start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  return times;
}"""


def play_lists(links: Sequence[Link], proposals: Proposals) -> dict[str, Any]:
    """What ``play_lists.js`` finds; node must be installed."""
    node = shutil.which("node")
    if not node:
        raise SystemExit("node is not installed, and the page's order runs in it")
    number, order = proposals.similarity.number, proposals.adopted.order
    given = proposed(proposals) | {
        "proposed": str(_ENGINE),
        "links": [(number[one.recommendation], order[one.paragraph], one.kind) for one in links],
    }
    script = str(Path(__file__).with_name("play_lists.js"))
    done = subprocess.run([node, script], input=json.dumps(given), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def report_lists(links: Sequence[Link], orders: Mapping[str, Proposals]) -> None:
    """Print how many lists have which share of the links: by recommendation first, then by paragraph."""
    print(f"\n{'lists for':30}     90%     97%    100%   by recommendation, then by paragraph (texts shown)")
    for name, proposals in orders.items():
        found = play_lists(links, proposals)
        until = "".join(f"{count:8,}" for count in found["until"])
        rounds = ", ".join(
            f"{one['lists']} lists: {one['share']:.3f} ({one['shown']:,})" for one in found["rounds"][:3]
        )
        print(f"{name:30}{until}   {rounds}")


def report_page() -> int:
    """Print how soon a large page opens in Chromium, and the next list stands there.

    Returns:
        The exit status: 1 if a bound was not kept.
    """
    from playwright.sync_api import sync_playwright  # only this needs a browser

    source = open_matrix(DEFAULT_MATRIX).matrix
    matrix = made_up(source, _LARGE)
    texts = [item.text for item in made_up(source, _LONG).recommendations]
    paragraphs = [
        AdoptedParagraph(str(place + 1), text, (f"Part {place // 30}",)) for place, text in enumerate(texts)
    ]
    start = time.perf_counter()
    proposals = Proposals(Similarity(matrix), AdoptedText("long.txt", tuple(paragraphs)), Concordance())
    page = write_trace_page(proposals)
    made = time.perf_counter() - start
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "trace.html"
        path.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page()
        start = time.perf_counter()
        opened.goto(path.as_uri())
        opened.wait_for_selector("html[data-ready]")
        opens = (time.perf_counter() - start) * 1000
        opened.locator("#reader").fill("A. Reader")
        opened.keyboard.press("Enter")
        times = {"by recommendation": opened.evaluate(_GOES_ON, ["1", "r"] * 30)[1::2]}
        # As a reader has it who is through with all recommendations.
        opened.evaluate("change([], '', whereNow(), items.map((one) => one.id))")
        opened.locator("#theme").select_option("text:")
        times["by paragraph"] = opened.evaluate(_GOES_ON, ["1", "r"] * 30)[1::2]
        browser.close()
    print(
        f"{_LARGE:,} recommendations, {_LONG} paragraphs: made in {made:.0f} s, {len(page) / 2**20:.1f} MiB; "
        f"opens in {opens:,.0f} ms"
    )
    for way, found in times.items():
        found.sort()
        print(f"the next list {way}: {found[len(found) // 2]:.0f} ms, {found[-1]:.0f} ms at most")
    return int(opens > _MOST["opens"] or max(max(found) for found in times.values()) > _MOST["next"])
