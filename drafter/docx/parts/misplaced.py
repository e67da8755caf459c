"""Refuses a part that has words where the format has none: some programs show them, others do not.

The list is of what may hold words, so nothing passes because nobody thought of it. What stands in a place for
words and is unknown is read, and told by its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from drafter.docx.parts.markup import MATH_TEXT, W, w
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
_SHOW = (*w("t delText instrText sym drawing pict object"), MATH_TEXT)  # what a reader can see, or not
_W = f"{{{W}}}"
_HOLDING = frozenset(w[one] for one in HOLDERS)
_LEADING = {w[holder]: frozenset(w[one] for one in inner) for holder, inner in ONLY_IN.items()}
_TEXT_TAGS = frozenset(w[one] for one in TEXTS)
# Of what stands in these nobody but their programs knows what their text is; they are told as they are.
_OPAQUE = frozenset(w("drawing pict object"))
_STRAY: Any = etree.XPath("//text()[not(parent::w:t)][normalize-space()]", namespaces={"w": W})
_BEFORE: Any = etree.XPath("string(preceding::w:t[1])", namespaces={"w": W})
_FORMULAS = MATH_TEXT.partition("}")[0]
_LONGEST = 60  # characters of what is said of words


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
    one = next(_with_words(root), None)
    if one is None:
        one = next(_with_stray_text(root), None)
    if one is None:
        return
    said = " ".join("".join(map(str, one.itertext())).split())
    before = str(_BEFORE(one))
    words = f"“{shortened(said, _LONGEST)}”" if said else "something"
    behind = f", behind “{shortened(before, _LONGEST)}”" if before else ""
    around = one.getparent()
    within = "" if around is None else f" in {_called(around)}"
    raise DrafterError(
        f"{name} is damaged: {words} stands where no program writes words ({_called(one)}{within}, "
        f"in the part {part}{behind}); some programs show it, and others do not",
        SAVE_AGAIN,
    )


def _with_words(root: etree._Element) -> Iterator[etree._Element]:
    """What has words beneath it and may have none."""
    known = None  # the last paragraph around which all is in order
    for one in root.iter(*_SHOW):
        if one.tag in _OPAQUE and next(one.iterancestors(w.background), None) is not None:
            continue  # a ground, which is told; words in it are looked for as words
        paragraph, child = None, one
        while child is not known:
            parent = child.getparent()
            allowed = _HOLDING if parent is None else _LEADING.get(parent.tag, _HOLDING)
            if child.tag not in allowed and child.tag.startswith(_W):
                yield child
            if child.tag == w.p:
                paragraph = child
            if parent is None:
                break
            child = parent
        known = known if paragraph is None else paragraph


def _with_stray_text(root: etree._Element) -> Iterator[etree._Element]:
    """What has text beside elements, or is another program's and has some."""
    for text in _STRAY(root):
        one = text.getparent()
        holder = one.getparent() if text.is_tail else one
        if holder.tag in _TEXT_TAGS or holder.tag.startswith(_FORMULAS):
            continue
        if holder.tag.startswith(_W):
            yield holder
            continue
        others = [holder, *holder.iterancestors()]
        around = next((up for up in others if up.tag.startswith(_W)), None)
        outermost = others[others.index(around) - 1] if around is not None else holder
        if around is not None and around.tag not in _OPAQUE and next(outermost.iter(w.t), None) is None:
            yield outermost


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
