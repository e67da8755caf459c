"""How long a selection file takes to write, to bring up to date and to read, at 60 and at 5,000 clauses.

    python benchmarks/selection.py

Each figure is the best of three runs of the whole process, as a user waits for it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3


def made_up_matrix(folder: Path, count: int) -> Path:
    """A matrix of so many recommendations, in themes of 50."""
    themes = [f"theme-{n}" for n in range(count // 50 + 1)]
    lines = ["name: made-up", "title: Made up", "regions:"]
    lines += [f"- {{key: {key}, name: {key.upper()}}}" for key in ("ap", "eu")]
    lines += ["sections:", "- id: all", "  title: All", "  themes:"]
    lines += [f"  - {{id: {theme}, title: On {theme}}}" for theme in themes]
    lines.append("recommendations:")
    for n in range(count):
        region, theme = ("ap", "eu")[n % 2], themes[n // 50]
        lines += [
            f"- id: {region}-{n + 1}",
            f"  themes: [{theme}]",
            f"  text: Promote measure {n} by which States cooperate on {theme} and learn from one another.",
        ]
    path = folder / "matrix.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def timed(*arguments: str | Path) -> float:
    """Seconds of one run of drafter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "drafter", *map(str, arguments)], check=True, capture_output=True)
    return time.perf_counter() - start


def measure(folder: Path, matrix: Path) -> None:
    """Print a row of the table."""
    file, draft = folder / "selection.yaml", folder / "draft.docx"
    write = min(
        timed("select", "--matrix", matrix, "--min-regions", 1, "--overwrite", "-o", file)
        for _ in range(RUNS)
    )
    clauses = file.read_text(encoding="utf-8").count("- id: ")
    nothing_new = min(timed("select", file) for _ in range(RUNS))
    text = file.read_text(encoding="utf-8")
    blocks = text.split("- id: ")
    kept = [block for n, block in enumerate(blocks) if n == 0 or n % 10]
    shorter = "- id: ".join(kept)
    shorter = "".join(line for line in shorter.splitlines(keepends=True) if "# offered so far" not in line)
    updates = []
    for _ in range(RUNS):
        file.write_text(shorter, encoding="utf-8")
        updates.append(timed("select", file))
    given = text.split("- id: ")[2].split()[0]
    drop = min(timed("select", file, "--drop", given) for _ in range(RUNS))
    made = min(timed("draft", file, "--overwrite", "-o", draft) for _ in range(RUNS))
    print(f"{clauses:8,}{write:12.2f}{nothing_new:12.2f}{min(updates):12.2f}{drop:12.2f}{made:12.2f}")


def main() -> None:
    """Print the table: seconds."""
    print(f"{'clauses':>8}{'write':>12}{'no change':>12}{'a tenth new':>12}{'--drop':>12}{'draft':>12}")
    for count in (60, 5000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            measure(folder, made_up_matrix(folder, count))


if __name__ == "__main__":
    main()
