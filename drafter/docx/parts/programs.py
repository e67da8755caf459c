"""Programs that a Word file brings with it, which Word may run when it opens the file."""

from __future__ import annotations

from drafter.docx.parts.package import WordPackage, all_relationships
from drafter.text.words import shortened

_MACROS, _TEMPLATE = "vbaproject", "attachedTemplate"
# A template on a disk, or in the network of an office, has every file that is made with one of its own.
_FROM_ELSEWHERE = ("http:", "https:", "ftp:")
_LONGEST = 60


def programs_in(package: WordPackage) -> tuple[str, ...]:
    """The programs of a file, in words: its macros, and a template that Word fetches from the internet."""
    listed = [one for _, several in all_relationships(package.parts) for one in several]
    has_macros = any(one.kind.casefold() == _MACROS for one in listed) or package.parts_of_type(
        "vbaProject", "vbaProject+bin"
    )
    found = ["macros"] if has_macros else []
    found += [
        f"a template that Word fetches ({shortened(one.target, _LONGEST)})"
        for one in listed
        if one.kind == _TEMPLATE and one.is_external and one.target.casefold().startswith(_FROM_ELSEWHERE)
    ]
    return tuple(found)
