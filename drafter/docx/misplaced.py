"""Refuses a part that has words where the format has none: some programs show them, others do not.

The list is of what may hold words, so nothing passes because nobody thought of it. What stands in a place for
words and is unknown is read, and told by its name.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from lxml import etree

from drafter.docx.markup import MATH_TEXT, W, w
from drafter.problems import DrafterError
from drafter.text.words import shortened

# What has words beneath it (ISO 29500-1, 17.2 to 17.13), around paragraphs, around runs, and in runs.
HOLDERS = frozenset(
    "document body hdr ftr footnotes footnote endnotes endnote comments comment "
    "tbl tr tc sdt sdtContent customXml txbxContent p "
    "hyperlink fldSimple smartTag dir bdo ins del moveFrom moveTo "
    "r ruby rt rubyBase drawing pict object t sym delText instrText delInstrText".split()
)
# Of which only one sort of children has any.
ONLY_IN = {
    "document": ("body",),
    "footnotes": ("footnote",),
    "endnotes": ("endnote",),
    "comments": ("comment",),
    "sdt": ("sdtContent",),
    "ruby": ("rt", "rubyBase"),
    "sym": (),
    "t": (),  # what stands within is of its text, and told by whoever reads it
}
# Whose text is text: all others have elements only.
TEXTS = frozenset("t delText instrText delInstrText fldData".split())
ROOTS = {one: w[one] for one in ("comments", "endnotes", "footnotes", "numbering", "settings", "styles")}
# Parts with words; a list may have pictures for numbers, which are told where they are used.
_WITH_WORDS = frozenset(w("document hdr ftr footnotes endnotes comments"))
_NAMESPACES = {
    "w": W,
    "m": MATH_TEXT[1:].partition("}")[0],
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_SHOW = (
    "descendant-or-self::*[self::w:t or self::m:t or self::w:delText or self::w:instrText or self::w:sym "
    "or self::w:drawing or self::w:pict or self::w:object]"
)
_LONGEST = 60  # characters of what is said of words


def _any_of(names: frozenset[str] | tuple[str, ...]) -> str:
    return " or ".join(f"self::w:{name}" for name in sorted(names)) or "false()"


_FIND: Any = partial(etree.XPath, namespaces=_NAMESPACES)
_FOUND = (
    _FIND(f"(//w:*[not({_any_of(HOLDERS)})][{_SHOW}])[1]"),
    *(_FIND(f"(//w:{name}/w:*[not({_any_of(inner)})][{_SHOW}])[1]") for name, inner in ONLY_IN.items()),
    # Text beside elements, and elements of which only their maker knows what their text is.
    _FIND(f"(//w:*[not({_any_of(TEXTS)})][text()[normalize-space()]])[1]"),
    _FIND(
        "(//w:*[not(self::w:drawing or self::w:pict or self::w:object)]"
        "/*[not(self::w:* or self::m:* or self::mc:*)][normalize-space() and not(.//w:t)])[1]"
    ),
)


def refuse_misplaced(root: etree._Element, part: str, name: str) -> None:
    """Refuse a part with words that stand where the format has none.

    Args:
        root: The part, whose texts are settled.
        part: Its name.
        name: How messages call the file.

    Raises:
        DrafterError: which says which words, where, and behind which others.
    """
    if root.tag not in _WITH_WORDS:
        return
    for find in _FOUND:
        for one in find(root):
            said = " ".join("".join(map(str, one.itertext())).split())
            before = "".join(map(str, one.xpath("preceding::w:t[1]/text()", namespaces=_NAMESPACES)))
            words = f"“{shortened(said, _LONGEST)}”" if said else "something"
            behind = f", behind “{shortened(before, _LONGEST)}”" if before else ""
            around = one.getparent()
            within = "" if around is None else f" in {_called(around)}"
            raise DrafterError(
                f"{name} is damaged: {words} stands where no program writes words ({_called(one)}{within}, "
                f"in the part {part}{behind}); some programs show it, and others do not",
                SAVE_AGAIN,
            )


def refuse_other_root(root: etree._Element, expected: str, part: str, name: str) -> None:
    """Refuse a part that is not what the file says that it is.

    Raises:
        DrafterError: if it is something else.
    """
    if root.tag != expected:
        raise DrafterError(
            f"{name} is damaged: its part {part} is {_called(root)}, where {_local(expected)} should stand; "
            "some programs show it, and others do not",
            SAVE_AGAIN,
        )


SAVE_AGAIN = "Open it in the program that made it and save it again, or ask for it anew."


def _called(element: etree._Element) -> str:
    return _local(str(element.tag))


def _local(tag: str) -> str:
    name = etree.QName(tag)
    return f"w:{name.localname}" if name.namespace == W else name.localname
