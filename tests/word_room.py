"""A selection, the draft of a round, and the Word files that come back from the room."""

import yaml
from word_editing import Edit

from tools import drafter_here

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: lac-79j
- id: culture-of-lawfulness
- id: legal-aid
  wording: Pay for legal aid
"""
# Annex B, Africa, para. 37 (b), without its closing mark.
AF_37B = "Revise laws and policies that are discriminatory against women"


def drafter(*arguments, status=0):
    done = drafter_here(*arguments)
    assert done.returncode == status, done.stderr.decode() + done.stdout.decode()
    return done.stdout.decode() + done.stderr.decode()


class Room:
    """A selection, the draft of a round, and files that come back."""

    def __init__(self, folder, selection=SELECTION):
        self.folder, self.selection = folder, folder / "selection.yaml"
        self.selection.write_text(selection, encoding="utf-8")
        drafter("draft", self.selection, "-o", folder / "round-1.docx")

    def edit(self):
        return Edit((self.folder / "round-1.docx").read_bytes())

    def save(self, edit, name="back.docx"):
        path = self.folder / name
        path.write_bytes(edit if isinstance(edit, bytes) else edit.save())
        return path

    def home(self, *files, status=0, more=()):
        return drafter("select", self.selection, "--from", *files, *more, status=status)

    def take(self, *names, more=()):
        taken = [part for name in names for part in ("--take", name)]
        return drafter("select", self.selection, *taken, *more)

    @property
    def proposed(self):
        path = self.folder / "selection.proposals.yaml"
        return {one["id"]: one for one in yaml.safe_load(path.read_text("utf-8"))} if path.exists() else {}

    def block(self, clause):
        found = yaml.safe_load(self.selection.read_text("utf-8"))["clauses"]
        return next(one for one in found if one["id"] == clause)

    def markdown(self):
        return drafter("draft", self.selection, "--format", "markdown", "-o", "-")
