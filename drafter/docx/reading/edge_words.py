"""What stands at the edges of pages in words: what parts say, and what stands for fields and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from drafter.docx.looks.appearance import HIDDEN, Appearance
from drafter.docx.parts.markup import FALLBACK, MATH_TEXT, is_on, sign_of, w
from drafter.docx.parts.package import WordPackage, relationships
from drafter.docx.parts.unpacking import parse_part

PICTURE, OVER_THE_PAGE, PUT_IN = "{picture}", "{picture over the page}", "{another document}"
VML = "{urn:schemas-microsoft-com:vml}"
DRAWN = frozenset((w.drawing, w.pict, w.object))

_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
_BEFORE_THE_TEXT = re.compile(r"position:\s*absolute(?!.*z-index:\s*-)")
_SIGNS = {**dict.fromkeys(w("p tab ptab br cr"), " "), w.noBreakHyphen: "-", w.altChunk: PUT_IN}
# Fields that show what is counted or kept elsewhere, however it is written: their instruction is their name.
_COUNTED = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES DATE TIME CREATEDATE SAVEDATE PRINTDATE".split())
# Those that show a property of the file, and under which name it is kept there ([ISO 29500-2], part 11).
_PROPERTIES = {
    "TITLE": "title",
    "SUBJECT": "subject",
    "AUTHOR": "creator",
    "KEYWORDS": "keywords",
    "COMMENTS": "description",
}


@dataclass(slots=True)
class _Begun:
    """A field that has not ended: what it does, and whether nothing is seen of it yet."""

    is_hidden: bool
    instruction: str = ""

    def take(self, one: etree._Element, seen: Appearance | None) -> None:
        """Go on with an element of the field."""
        if one.tag == w.instrText:
            self.instruction += one.text or ""
        elif one.tag == w.t:
            self.is_hidden = self.is_hidden and is_hidden(one, seen)


def words_shown(root: etree._Element, package: WordPackage, seen: Appearance | None) -> str:
    """What a part, or a note, shows, with single blanks, without what is hidden.

    Args:
        root: The part or the note.
        package: The file.
        seen: How words of the file are seen; None for by what is set on runs alone.
    """
    said: list[str] = []
    begun: list[_Begun] = []  # fields that have not ended
    for one in root.iter():
        if any(up.tag in (w.fldSimple, FALLBACK) for up in one.iterancestors()):
            continue
        if one.tag == w.fldSimple:
            hidden = [is_hidden(text, seen) for text in one.iter(w.t)]
            if not hidden or not all(hidden):
                said.append(_shown_by(one.get(w.instr, ""), package))
        elif one.tag == w.fldChar:
            said += _at_end(one, begun, package, seen)
        elif begun:
            begun[-1].take(one, seen)
        else:
            said.append(_said_by(one, seen))
    return " ".join("".join(said).split())


def _at_end(
    mark: etree._Element, begun: list[_Begun], package: WordPackage, seen: Appearance | None
) -> Iterator[str]:
    """What a field shows that ends at a mark; one may begin at it instead."""
    kind = mark.get(w.fldCharType)
    if kind == "begin":
        begun.append(_Begun(is_hidden=is_hidden(mark, seen)))
    elif kind == "end" and begun:
        ended = begun.pop()
        if not ended.is_hidden:
            yield _shown_by(ended.instruction, package)


def _said_by(one: etree._Element, seen: Appearance | None) -> str:
    """What an element that is no field shows by itself."""
    if one.tag in (w.t, MATH_TEXT):
        return "" if is_hidden(one, seen) else one.text or ""
    if one.tag == w.sym:
        return sign_of(one)
    if one.tag == f"{VML}textpath":
        return f" {one.get('string', '')} "
    if one.tag in DRAWN and not any(up.tag in DRAWN for up in one.iterancestors()):
        anchors = (each.get("behindDoc") not in ("1", "true") for each in one.iter(_ANCHOR))
        shapes = (_BEFORE_THE_TEXT.search(each.get("style", "")) for each in one.iter(f"{VML}*"))
        return f" {OVER_THE_PAGE if any(anchors) or any(shapes) else PICTURE} "
    return _SIGNS.get(str(one.tag), "")


def _shown_by(instruction: str, package: WordPackage) -> str:
    """What stands for what a field shows: its name, with the property that it shows, or all that it does."""
    name, *rest = instruction.split() or [""]
    name = name.upper()
    if name in _COUNTED:
        return f"{{{name}}}"
    if (shown := property_shown(instruction, package)) is not None:
        return shown
    return f"{{{' '.join([name, *rest])}}}" if name else ""


def property_shown(instruction: str, package: WordPackage) -> str | None:
    """The property that a field shows; empty where the file has none of that name, None for other fields.

    Args:
        instruction: What the field does.
        package: The file.
    """
    name, *rest = instruction.split() or [""]
    name = name.upper()
    if name == "DOCPROPERTY" and rest:
        return _property(package, rest[0].strip('"'))
    return _property(package, _PROPERTIES[name]) if name in _PROPERTIES else None


def _property(package: WordPackage, name: str) -> str:
    """A property of the file, one of its own or one that all files have; empty where it has none."""
    wanted = _PROPERTIES.get(name.upper(), name).casefold()
    for one in relationships(package.parts, ""):
        if one.kind in ("core-properties", "custom-properties") and one.target in package.parts:
            for each in parse_part(package.parts[one.target], one.target):
                known = each.get("name") or etree.QName(each).localname
                if known.casefold() == wanted:
                    return "".join(map(str, each.itertext()))
    return ""


def is_hidden(what: etree._Element, seen: Appearance | None) -> bool:
    """Whether something in a run is not shown at all; how words are shown otherwise, ``edge_looks`` says.

    Args:
        what: The words, or where a field begins.
        seen: How words of the file are seen; None for by what is set on the run alone.
    """
    run, paragraph = (next(what.iterancestors(name), None) for name in (w.r, w.p))
    if run is None or paragraph is None:
        return False
    if seen is None:
        return is_on(run.find(f"{w.rPr}/{w.vanish}"))
    own = run.find(w.rPr)
    return seen.paragraph(paragraph.find(w.pPr)).of_run(own) == HIDDEN
