"""Drafts made by hand, with what a review looks at: words, sources, and words that must not be run."""

from __future__ import annotations

from drafter.draft.model import (
    Draft,
    Edit,
    Edition,
    Footnote,
    Line,
    MadeFrom,
    Paragraph,
    PrintedClause,
    Quotation,
    Role,
    Stretch,
    Wording,
)
from drafter.model import Kind

HOSTILE = '</script><script>document.title="owned"</script><!-- @@DATA@@ "\' \\ &lt; <b>'
CLAUSES = (
    ("lawfulness", "1", "[Promote a culture of lawfulness in this declaration;]", ("af-17c", "eu-16b")),
    ("police", "2", f"Train the police {HOSTILE};", ("af-29j",)),
    ("trafficking", "3", "Combat trafficking.", ()),
)
SOURCES = {
    "af-17c": "Promote a culture of lawfulness in the future Kyoto declaration, where appropriate.",
    "eu-16b": "Foster a culture of lawfulness.",
    "af-29j": f"Train the police {HOSTILE}",
}


def draft(clauses=CLAUSES, sources=SOURCES):
    """A draft of some clauses: the id, the number, the words and the sources of each."""
    heading = Paragraph("actions-prevention", Role.HEADING_2, "Prevention")
    printed = (heading, *(_clause(*clause) for clause in clauses))
    quotations = tuple(
        Quotation(source, source.split("-")[0], f"para. {source.split('-')[1]}", text)
        for source, text in sources.items()
    )
    made = MadeFrom("made-up", "", "", "", "", "kyoto", "", ())
    return Draft("Title", "", "", "en", Edition.WORKING, False, made, printed, quotations)  # noqa: FBT003


def _clause(clause, number, words, sources):
    notes = tuple(Footnote(source, f"Report, {source}.") for source in sources)
    edits = (Edit(30, "the future Kyoto", "this", "“the future Kyoto” changed to “this”"),) if sources else ()
    return PrintedClause(
        clause,
        Kind.ACTION,
        number,
        "",
        "actions",
        "theme",
        "Section",
        "Theme",
        (),
        (Wording(words, notes, edits),),
        (Line(number, (Stretch(words, notes),), sources[0] if sources else ""),),
    )
