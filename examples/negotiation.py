"""Plays a negotiation: four delegations, twelve paragraphs, three rounds.

    python examples/negotiation.py FOLDER

In each round the desk sends a draft out, and merges what the delegations typed into it. Then it edits the
result in Word, merges that and marks what is agreed. The program prints each command with its output. At the
end it counts the words that each command put into the text, from the copies of the selection.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document

from drafter.alignment import stretches
from drafter.merge.notation import Words
from drafter.selection.history import history_of
from drafter.selection.loading import open_selection

SELECTION = """\
matrix: kyoto-2021
form: kyoto

clauses:
- id: commission-and-congresses
  text: Strengthen the role of the Commission on Crime Prevention and Criminal Justice
- id: investing-in-practitioners
  text: Invest in the training of crime prevention and criminal justice practitioners
- id: public-private-partnerships
  text: Promote public-private partnerships in crime prevention
- id: culture-of-lawfulness
  text: Promote a culture of lawfulness based on respect for the rule of law
- id: community-based-crime-prevention
  text: Strengthen community-based crime prevention and social cohesion
- id: crime-statistics-capacity
  text: Improve the collection of data on crime and share them with all Member States
- id: gender-sensitive-measures
  text: Mainstream a gender perspective into all policies of crime prevention
- id: victim-centred-approaches
  text: Protect victims of crime and assist them at every stage of criminal proceedings
- id: alternatives-to-incarceration
  text: Consider alternatives to imprisonment for young offenders
- id: risk-and-needs-assessment
  text: Assess the risks and needs of each offender in order to prevent reoffending
- id: nelson-mandela-rules
  text: Apply the United Nations Standard Minimum Rules for the Treatment of Prisoners
- id: legal-aid
  text: Ensure access to legal aid for all persons in need
"""

# Edits in Word: "new" replaces "old". "+" adds a paragraph after the one with these words, "-" deletes it,
# and "?" attaches a comment to it.
Edits = list[tuple[str, ...]]
ROUNDS: list[tuple[dict[str, Edits], Edits, list[str]]] = [
    (
        {
            "Egypt": [
                ("Ensure access", "Ensure, where appropriate, access"),
                ("with all Member States", "with Member States"),
                ("?", "Mainstream a gender", "Our capital has to look at this."),
            ],
            "Japan": [
                ("Ensure access", "Ensure, where appropriate, access"),
                ("Invest in the training", "Invest in the training and mentoring"),
                ("+", "Apply the United Nations", "Train prison staff in the use of digital tools"),
            ],
            "Chile": [
                (
                    "Consider alternatives to imprisonment for young offenders",
                    "Reduce prison overcrowding by means of community service and restorative justice",
                ),
                ("social cohesion", "social cohesion [and inclusion] (Chile)"),
            ],
            "Norway": [
                ("-", "Promote public-private partnerships"),
                ("at every stage", "at all stages"),
            ],
        },
        [
            ("[every stage] (Norway: delete) [all stages] (Norway)", "all stages"),
            ("[and mentoring] (Japan)", "and mentoring"),
            ("for all persons in need", "for all persons in urgent need"),
        ],
        ["commission-and-congresses", "victim-centred-approaches"],
    ),
    (
        {
            "Egypt": [
                ("with [all] (Egypt: delete) Member", "with all Member"),
                ("Strengthen the role of", "Strengthen further the role of"),
            ],
            "Japan": [("[and inclusion] (Chile)", "[and inclusion] (Chile, Japan)")],
            "Chile": [
                ("community service and restorative justice", "community service"),
                ("Assess the risks and needs", "Assess the needs"),
            ],
            "Norway": [
                ("Assess the risks and needs", "Assess the needs"),
                ("?", "Train prison staff", "We can go along with this."),
            ],
        },
        [
            (" [, where appropriate,] (Egypt, Japan)", ", where appropriate,"),
            ("[Train prison staff in the use of digital tools] (Japan)", "Train prison staff"),
            ("-", "Reduce prison overcrowding"),
        ],
        ["legal-aid", "investing-in-practitioners", "crime-statistics-capacity"],
    ),
    (
        {
            "Egypt": [("gender perspective into all policies", "gender perspective into policies")],
            "Japan": [("young offenders", "young and first-time offenders")],
            "Chile": [("[and inclusion] (Chile, Japan)", "[and social inclusion] (Chile, Japan)")],
            "Norway": [(" (Norway: delete)", "")],
        },
        [
            ("[risks and] (Chile, Norway: delete) needs", "needs"),
            ("[and inclusion] (Chile, Japan)", "and inclusion"),
            ("[all] (Egypt: delete) policies", "policies"),
            ("[and first-time] (Japan)", "and first-time"),
        ],
        ["4", "5", "6", "7", "9", "10", "11", "11 bis"],
    ),
]


class Folder:
    """The folder of the desk, with the commands that it ran."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.selection = path / "selection.yaml"
        self.commands: list[str] = ["the start"]  # for each copy, the command

    def drafter(self, *arguments: str) -> None:
        """Run drafter in the folder, and print the command and its output."""
        print("$ drafter", shlex.join(arguments), flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "drafter", *arguments],
            cwd=self.path,
            check=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        print(done.stdout, end="")
        copies = history_of(self.selection).copies
        self.commands += [shlex.join(arguments)] * (len(copies) - len(self.commands))

    def edit(self, draft: str, edited: str, edits: Edits) -> None:
        """Edit a draft in Word."""
        document = docx.Document(str(self.path / draft))
        for edit in edits:
            type_in(document, *edit)
        document.save(str(self.path / edited))


def type_in(document: Document, *edit: str) -> None:
    """Edit a document by a line of ``ROUNDS``."""
    wanted = edit[1] if edit[0] in "+-?" else edit[0]
    paragraph = next(paragraph for paragraph in document.paragraphs if wanted in paragraph.text)
    match edit:
        case "+", _, new:
            following = document.add_paragraph(new, paragraph.style)
            paragraph._p.addnext(following._p)  # noqa: SLF001  # python-docx adds at the end only
        case "-", _:
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001
        case "?", _, comment:
            words = [run for run in paragraph.runs if wanted in run.text]
            document.add_comment(words, comment, author="Delegate")
        case old, new:
            start = paragraph.text.index(old)
            stop, at = start + len(old), 0
            for run in paragraph.runs:
                end, text = at + len(run.text), run.text
                if at <= start < end:
                    run.text = text[: start - at] + new + text[max(0, stop - at) :]
                elif start < end and at < stop:
                    run.text = text[stop - at :]
                at = end


def play(folder: Folder) -> None:
    """Play all rounds."""
    folder.drafter("select", "selection.yaml", "--freeze-numbers")
    for number, (delegations, desk, agreed) in enumerate(ROUNDS, start=1):
        print(f"\nRound {number}")
        sent, collected, edited = (f"{name}-{number}.docx" for name in ("sent", "collected", "edited"))
        folder.drafter("draft", "selection.yaml", "--edition", "delegates", "-o", sent)
        files = {name: f"{name.lower()}-{number}.docx" for name in delegations}
        for name, edits in delegations.items():
            folder.edit(sent, files[name], edits)
        folder.drafter("merge", "selection.yaml", *(f"{name}={file}" for name, file in files.items()))
        folder.drafter("draft", "selection.yaml", "-o", collected)
        folder.edit(collected, edited, desk)
        folder.drafter("merge", "selection.yaml", edited)
        folder.drafter("mark", "selection.yaml", *agreed, "agreed-ad-referendum")
        folder.drafter("status", "selection.yaml")


def origins(folder: Folder) -> Iterator[tuple[str, str, str]]:
    """Give each word of the text with its clause and its command."""
    before: dict[str, list[tuple[str, str]]] = {}
    for command, content in zip(folder.commands, history_of(folder.selection).copies, strict=True):
        after: dict[str, list[tuple[str, str]]] = {}
        for clause in open_selection(folder.selection, content).file.clauses:
            keys, old = Words(clause.text).keys, before.get(clause.id, [])
            after[clause.id] = []
            for is_same, a, b, c, d in stretches([key for key, _ in old], keys):
                after[clause.id] += old[a:b] if is_same else [(key, command) for key in keys[c:d]]
        before = after
    for clause_id, words in before.items():
        yield from ((clause_id, key, command) for key, command in words if key.isalnum())


def main(path: Path) -> None:
    """Play the negotiation in a folder, and print the origins of its words."""
    path.mkdir(parents=True, exist_ok=True)
    folder = Folder(path)
    folder.selection.write_text(SELECTION, encoding="utf-8", newline="")
    play(folder)
    print("\nWords of the text, by what put them there")
    for asked, count in Counter(asked for _, _, asked in origins(folder)).items():
        print(f"{count:5}  {asked}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where to: python examples/negotiation.py FOLDER")
    if Path(sys.argv[1]).exists() and any(Path(sys.argv[1]).iterdir()):
        sys.exit(f"{sys.argv[1]} has files in it already: name a new folder")
    main(Path(sys.argv[1]))
