"""Plays six rounds of a selection on Annex B: each round one change, one Word draft.

    python examples/six_rounds.py FOLDER

Every round is one call of ``drafter``, printed before its messages. The folder then holds the selection and
the draft of each round, ``round-1.yaml``, ``round-1.docx`` and so on, and for each round after the first a
redline against the one before, ``redline-1-2.docx``: accept all its changes and it is the later draft, reject
all and it is the earlier one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

# The rounds: what happens, and the commands that do it; “{file}” is the selection.
ROUNDS: list[tuple[str, list[list[str]]]] = [
    (
        "Round 1. A first selection: what at least three regions share",
        [["select", "--min-regions", "3", "-o", "{file}"]],
    ),
    (
        "Round 2. The chair wants what two regions share, too",
        [["select", "{file}", "--min-regions", "2"]],
    ),
    (
        "Round 3. Out with one clause, another is left open",
        [
            [
                "select",
                "{file}",
                "--drop",
                "evolving-drug-threats",
                "--reason",
                "dealt with in Vienna",
                "--by",
                "Chair",
            ],
            [
                "select",
                "{file}",
                "--maybe",
                "legal-aid",
                "--reason",
                "the African Group will come back",
            ],
        ],
    ),
    (
        "Round 4. One clause goes up, under the heading of another",
        [["select", "{file}", "--move", "rule-of-law-education", "--after", "culture-of-lawfulness"]],
    ),
    (
        "Round 5. A wording of our own, read from standard input",
        [["select", "{file}", "--word", "prison-overcrowding"]],
    ),
    ("Round 6. Two clauses are joined, and one is split: by hand, in the file", []),
]
WORDS = (
    "Reduce prison overcrowding by alternatives to imprisonment, among them reforms of criminal law that "
    "widen the use of non-custodial measures, and strengthen the capacity to implement them"
)


def drafter(*arguments: str, words: str = "") -> None:
    """Run drafter, with some words on its standard input."""
    print("$ drafter", *arguments, flush=True)
    subprocess.run([sys.executable, "-m", "drafter", *arguments], input=words.encode(), check=True)


def join_and_split(file: Path) -> None:
    """What a person does in an editor: one line joins two clauses, one block splits another."""
    text = file.read_text(encoding="utf-8")
    text = text.replace(
        "- id: community-policing\n",
        "- id: community-policing\n  sources: [+community-based-crime-prevention]\n",
    )
    split = "- id: public-private-partnerships\n"
    text = text.replace(split, f"- id: partnerships-in-prevention\n  sources: [+af-29g, +eu-28d]\n{split}")
    file.write_text(text, encoding="utf-8", newline="")


def main(folder: Path) -> None:
    """Play all rounds in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "selection.yaml"
    for number, (title, commands) in enumerate(ROUNDS, start=1):
        print(f"\n{title}")
        for command in commands:
            drafter(*(argument.format(file=file) for argument in command), words=WORDS)
        if not commands:
            join_and_split(file)
            drafter("check", str(file))
        shutil.copy(file, folder / f"round-{number}.yaml")
        since = ["--since", str(folder / f"round-{number - 1}.yaml")] if number > 1 else []
        drafter("draft", str(file), *since, "-o", str(folder / f"round-{number}.docx"))
    for number in range(1, len(ROUNDS)):
        print(f"\nWhat changed from round {number} to round {number + 1}")
        drafts = [str(folder / f"round-{n}.docx") for n in (number, number + 1)]
        drafter("compare", *drafts, "-o", str(folder / f"redline-{number}-{number + 1}.docx"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where to: python examples/six_rounds.py FOLDER")
    if Path(sys.argv[1]).exists() and any(Path(sys.argv[1]).iterdir()):
        sys.exit(f"{sys.argv[1]} has files in it already: name a new folder")
    main(Path(sys.argv[1]))
