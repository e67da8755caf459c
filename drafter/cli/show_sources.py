"""Shows documents' paragraphs and proposals, as ``drafter show`` does recommendations."""

from __future__ import annotations

from drafter.cli import console
from drafter.problems import DrafterError, ExitStatus
from drafter.sources import Declared, DocumentParagraph
from drafter.text.italics import unmarked


def show_declared(declared: Declared, given: str) -> None:
    """Print a source that is declared: how it is cited, and its words.

    Args:
        declared: The documents and proposals.
        given: What the user names, which is one of them.

    Raises:
        DrafterError: if its document does not have the paragraph.
    """
    fields = fields_of(declared, given)
    console.heading(f"{fields['id']}  {fields['citation']}")
    console.show("")
    console.show(console.wrap(fields["text"] or "Its words are not at hand.", 2))


def fields_of(declared: Declared, given: str) -> dict[str, str | None]:
    """The same for programs; see ``show_declared``."""
    found = declared.read(given)
    if isinstance(found, DocumentParagraph):
        if found.document.lacks(found.place):
            near = " and ".join(found.document.near(found.place))
            raise DrafterError(
                f"there is no {found.printed} in {unmarked(found.document.cited)[0]}",
                f"Near it: {near}." if near else "",
                status=ExitStatus.USAGE,
            )
        return {"id": found.id, "citation": found.words, "text": found.text}
    if found is None:
        raise DrafterError(f"there is no source “{given}”", status=ExitStatus.USAGE)
    whom = f" on behalf of {found.on_behalf_of}" if found.on_behalf_of else ""
    facts = (f"proposal of {', '.join(found.by)}{whom}", found.meeting, found.date)
    return {"id": found.id, "citation": ", ".join(filter(None, facts)), "text": found.text}
