"""Faults made in Word drafts, as people make them: each with the code under which it must be found.

Nothing of drafter's checks is used here: what a fault is follows from what was done to the file.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from word_editing import Edit, element, run, said, style_of
from word_reading import REGIONS, annex_b, cited, w

CLAUSE_STYLES = ("SingleTxt", "LetteredTxt", "GuidanceTxt")
VERSION_STYLES = ("AltTxt", "LetteredAltTxt")
HEDGES = ("consider", "explore", "where appropriate", "as appropriate", "upon request")


@dataclass(frozen=True)
class Fault:
    """A kind of fault.

    Attributes:
        number: Its number in the list of what a check must find.
        name: What is done.
        codes: The codes of which one must be reported.
        also: Codes of what is wrong besides with what was done.
        make: Makes it at one place of a draft; gives that paragraph's opening words, or None where the
            draft has no place for it.
    """

    number: int
    name: str
    codes: tuple[str, ...]
    make: Callable[[Edit, random.Random, set[etree._Element]], str | None]
    also: tuple[str, ...] = ()


class NoPlaceError(Exception):
    """The draft has no place for a fault."""


def opening(paragraph: etree._Element) -> str:
    """The opening words, as a person sees them."""
    text = re.sub(r"^\S{0,12} ?\S{0,6} (bis|ter|quater|quinquies|sexies|septies)\.", "", said(paragraph))
    return " ".join(re.sub(r"\],\s+\[", "] [", text).strip(" []").split()[:4])


# Places


def _lines(edit: Edit) -> list[etree._Element]:
    """Clauses and their other wordings; not the numbered paragraphs that open a list."""
    lines = edit.lines(*CLAUSE_STYLES, *VERSION_STYLES)
    return [
        one for one in lines if one.find(w("bookmarkStart")) is not None or style_of(one) in VERSION_STYLES
    ]


def _pick(
    edit: Edit,
    chance: random.Random,
    used: set[etree._Element],
    wanted: Callable[[etree._Element], bool] = lambda one: True,
) -> etree._Element:
    places = [one for one in _lines(edit) if one not in used and wanted(one)]
    if not places:
        raise NoPlaceError
    found = chance.choice(places)
    used.add(found)
    return found


def _has_notes(least: int) -> Callable[[etree._Element], bool]:
    return lambda one: len(list(one.iter(w("footnoteReference")))) >= least


def _is_numbered(one: etree._Element) -> bool:
    return style_of(one) in CLAUSE_STYLES


def _has_versions(one: etree._Element) -> bool:
    following = one.getnext()
    return following is not None and style_of(following) in VERSION_STYLES


def _group(first: etree._Element) -> list[etree._Element]:
    """A clause and its other wordings."""
    group = [first]
    while _has_versions(group[-1]):
        group.append(group[-1].getnext())
    return group


def _text(paragraph: etree._Element) -> str:
    """The words of a clause's own runs."""
    return "".join(one.text or "" for one in _own_texts(paragraph))


def _own_texts(paragraph: etree._Element) -> list[etree._Element]:
    return [
        one
        for one in paragraph.iter(w("t"))
        if one.getparent().find(f"{w('rPr')}/{w('rStyle')}") is None
        and one.getparent().getparent().tag != w("fldSimple")
    ]


def _note_sources(edit: Edit, paragraph: etree._Element) -> list[str]:
    return [cited_by(edit, reference) for reference in edit.references(paragraph)]


def cited_by(edit: Edit, reference: etree._Element) -> str:
    return cited(said(edit.note(reference)).strip())


PLACES = {
    "ap": ", Bangkok",
    "lac": " (A/CONF.234/RPM.3/1)",
    "wa": ", Beirut",
    "af": ", Addis Ababa",
    "eu": ", Vienna",
}


def _note_text(source: str) -> str:
    """A footnote to a recommendation, in the words of the draft's other footnotes."""
    one = annex_b().sources[source]
    return (
        f"Report of the regional preparatory meeting for {REGIONS[one.region]}{PLACES[one.region]}, "
        f"para. {one.paragraph} ({one.letter})."
    )


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= 7}


def _unlike(paragraph: etree._Element, chance: random.Random) -> str:
    """A recommendation that has no long word in common with a clause, nor a theme with its sources."""
    own = _long_words(_text(paragraph))
    sources = [
        one.region + "-" + str(one.paragraph) + one.letter
        for one in annex_b().sources.values()
        if not own & _long_words(one.text)
    ]
    if not sources:
        raise NoPlaceError
    return chance.choice(sources)


def _another(edit: Edit, paragraph: etree._Element, chance: random.Random) -> str:
    own = set(_note_sources(edit, paragraph))
    around = set(own)
    for near in (paragraph.getprevious(), paragraph.getnext()):
        if near is not None and near.tag == w("p"):
            around |= set(_note_sources(edit, near))
    return chance.choice(sorted(set(annex_b().sources) - around - _of_group(edit, paragraph)))


def _of_group(edit: Edit, paragraph: etree._Element) -> set[str]:
    first = paragraph
    while style_of(first) in VERSION_STYLES:
        first = first.getprevious()
    return {source for one in _group(first) for source in _note_sources(edit, one)}


# Faults


def no_footnote(edit, chance, used):
    place = _pick(edit, chance, used, _has_notes(1))
    for reference in edit.references(place):
        edit.remove_reference(reference)
    return opening(place)


def footnote_lost(edit, chance, used):
    place = _pick(edit, chance, used, _has_notes(2))
    edit.remove_reference(chance.choice(edit.references(place)))
    return opening(place)


def footnote_changed(edit, chance, used):
    place = _pick(edit, chance, used, _has_notes(1))
    reference = chance.choice(edit.references(place))
    edit.set_note(reference, _note_text(_another(edit, place, chance)))
    return opening(place)


def letter_slipped(edit, chance, used):
    """One letter on: a real paragraph of the same report, but not the clause's."""
    place = _pick(edit, chance, used, _has_notes(1))
    for reference in edit.references(place):
        own = annex_b().sources[cited_by(edit, reference)]
        for other in annex_b().sources.values():
            is_near = (other.region, other.paragraph) == (own.region, own.paragraph) and other is not own
            if is_near and f"{other.region}-{other.paragraph}{other.letter}" not in _of_group(edit, place):
                text = said(edit.note(reference))
                edit.set_note(reference, text.replace(f"({own.letter}).", f"({other.letter})."))
                return opening(place)
    raise NoPlaceError


def footnote_added(edit, chance, used):
    place = _pick(edit, chance, used, _has_notes(1))
    edit.add_reference(place, _note_text(_another(edit, place, chance)))
    return opening(place)


def unresolved(edit, chance, used):
    place = _pick(edit, chance, used, _has_notes(1))
    reference = chance.choice(edit.references(place))
    text = said(edit.note(reference))
    forms = (
        lambda: re.sub(r"\(\w\)\.", "(z).", text),
        lambda: re.sub(r"para\. \d+", f"para. {chance.randint(900, 990)}", text),
        lambda: "Report of the regional preparatory meeting for North America, para. 19 (h).",
        lambda: "see para. 999(h) of the LAC report",
    )
    edit.set_note(reference, chance.choice(forms)())
    return opening(place)


def ambiguous(edit, chance, used):
    place = _pick(edit, chance, used, _has_notes(1))
    reference = chance.choice(edit.references(place))
    own = annex_b().sources[cited_by(edit, reference)]
    same = [one for one in annex_b().sources.values() if one.paragraph == own.paragraph]
    if len(same) < 2:
        raise NoPlaceError
    edit.set_note(reference, f"Report, para. {own.paragraph}.")
    return opening(place)


def not_supported(edit, chance, used):
    place = _pick(edit, chance, used, _has_notes(1))
    edit.add_reference(place, _note_text(_unlike(place, chance)))
    return opening(place)


def reworded(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: len(_text(one).split()) >= 20)
    words = _text(place).split()
    start = chance.randint(6, len(words) - 8)
    old = " ".join(words[start : start + 5])
    if _text(place).count(old) != 1 or not _long_words(old):
        raise NoPlaceError
    before = opening(place)
    edit.replace_words(place, old, "zebras and their striped cousins")
    return before


def words_cut(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: len(_text(one).split()) >= 20)
    words = _text(place).split()
    start = chance.randint(6, len(words) - 8)
    old = " ".join(words[start : start + 6]) + " "
    rest = _text(place).replace(old, "", 1)
    if _text(place).count(old) != 1 or not (_long_words(old) - _long_words(rest)):
        raise NoPlaceError
    if any(hedge in old.lower() for hedge in HEDGES):
        raise NoPlaceError
    edit.replace_words(place, old, "")
    return opening(place)


def hedge_gone(edit, chance, used):
    def has(one):
        text = _text(one).lower()
        return any(re.search(rf"\b{hedge}\b", text) for hedge in HEDGES)

    place = _pick(edit, chance, used, has)
    text = _text(place)
    hedge = next(h for h in HEDGES if re.search(rf"\b{h}\b", text.lower()))
    found = re.search(rf"\b{hedge}\b,? ?", text, re.IGNORECASE)
    before = opening(place)
    edit.replace_words(place, found[0], "")
    return before if found.start() > 40 else opening(place)


def shall_come_in(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: len(_text(one).split()) >= 12)
    words = _text(place).split()
    at = chance.randint(5, len(words) - 2)
    old = " ".join(words[at : at + 2])
    if _text(place).count(old) != 1:
        raise NoPlaceError
    edit.replace_words(place, old, f"shall {old}")
    return opening(place)


def _without_bookmarks(paragraph):
    twin = copy.deepcopy(paragraph)
    for mark in [*twin.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    return twin


def duplicated(edit, chance, used):
    """Copied and pasted elsewhere, with footnotes of its own."""
    place = _pick(edit, chance, used, lambda one: _is_numbered(one) and style_of(one) != "GuidanceTxt")
    texts = [said(edit.note(reference)).strip() for reference in edit.references(place)]
    twin = _without_bookmarks(place)
    for reference in edit.references(twin):
        reference.getparent().getparent().remove(reference.getparent())
    for one in [*twin.iter(w("r"))]:
        if said(one) == ", ":
            one.getparent().remove(one)
    target = _pick(edit, chance, used, lambda one: _is_numbered(one) and style_of(one) != "GuidanceTxt")
    _group(target)[-1].addnext(twin)
    used.add(twin)
    for text in texts:
        edit.add_reference(twin, text)
    return opening(twin)


def merged(edit, chance, used):
    """The end of a paragraph deleted: the next clause runs on."""

    def fits(one):
        following = one.getnext()
        return (
            _is_numbered(one)
            and following is not None
            and style_of(following) in CLAUSE_STYLES
            and following.find(w("bookmarkStart")) is not None
            and following not in used
        )

    place = _pick(edit, chance, used, fits)
    following = place.getnext()
    used.add(following)
    place.append(run(" "))
    for child in list(following):
        if child.tag != w("pPr"):
            place.append(child)
    following.getparent().remove(following)
    return opening(place)


def moved(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: _is_numbered(one) and style_of(one) != "GuidanceTxt")
    own = _heading_of(place)
    target = _pick(
        edit,
        chance,
        used,
        lambda one: _is_numbered(one) and style_of(one) == style_of(place) and _heading_of(one) is not own,
    )
    last = _group(target)[-1]
    for one in reversed(_group(place)):
        last.addnext(one)
    edit.renumber()
    return opening(place)


def _heading_of(paragraph):
    for before in paragraph.itersiblings(preceding=True):
        is_opening = style_of(before) == "SingleTxt" and before.find(w("bookmarkStart")) is None
        if style_of(before) in ("H1", "H23", "H4") or is_opening:
            return before
    return None


def not_drafters(edit, chance, used):
    """A clause of last year's, pasted in."""
    place = _pick(edit, chance, used, lambda one: _is_numbered(one) and style_of(one) != "GuidanceTxt")
    new = element(
        f'<w:p><w:pPr><w:pStyle w:val="{chance.choice([style_of(place), "PlainTxt"])}"/></w:pPr><w:r><w:t>'
        f"Recall with gratitude the hospitality of the host city in {chance.randint(1955, 2015)} and its "
        "gardens;</w:t></w:r></w:p>"
    )
    _group(place)[-1].addnext(new)
    if chance.random() < 0.5:
        edit.add_reference(new, _note_text(chance.choice(sorted(annex_b().sources))))
    used.add(new)
    return "Recall with gratitude the"


def differing(edit, chance, used):
    """A paragraph cited a second time, in other words."""
    place = _pick(edit, chance, used, _has_notes(1))
    reference = chance.choice(edit.references(place))
    source = annex_b().sources[cited_by(edit, reference)]
    edit.add_reference(place, f"{REGIONS[source.region]}, report, para. {source.paragraph} ({source.letter})")
    return opening(place)


def support_named(edit, chance, used):
    """A region more, or a region less, in the brackets after a clause."""
    place = _pick(edit, chance, used, lambda one: _support(one) is not None and _has_notes(1)(one))
    run_of_support = _support(place)
    named = [
        name
        for name in REGIONS.values()
        if re.search(rf"[\[,;] ?{name}[\],;]|words {name}\b", said(run_of_support))
    ]
    others = [name for name in REGIONS.values() if name not in said(run_of_support)]
    text = run_of_support.find(w("t"))
    if others and chance.random() < 0.5:
        text.text = text.text.replace("]", f", {chance.choice(others)}]")
    elif len(named) > 1 and ";" not in text.text:
        text.text = re.sub(
            rf"(, )?{named[-1]}(, )?", lambda m: ", " if m[1] and m[2] else "", text.text, count=1
        )
    else:
        raise NoPlaceError
    return opening(place)


def _support(paragraph):
    return next(
        (
            one.getparent().getparent()
            for one in paragraph.iter(w("rStyle"))
            if one.get(w("val")) == "Support" and said(one.getparent().getparent()).strip()
        ),
        None,
    )


def region_in_words(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: _has_notes(1)(one) and len(_text(one).split()) > 12)
    regions = {annex_b().sources[one].region for one in _note_sources(edit, place)}
    others = [name for key, name in REGIONS.items() if key not in regions and name not in said(place)]
    if not others:
        raise NoPlaceError
    words = _text(place).split()
    at = chance.randint(5, len(words) - 3)
    old = f"{words[at]} {words[at + 1]}"
    if _text(place).count(old) != 1:
        raise NoPlaceError
    edit.replace_words(place, old, f"{old} in {chance.choice(others)}")
    return opening(place)


def ids_swapped(edit, chance, used):
    """Two footnotes whose numbers inside the file changed places, with their definitions."""
    place = _pick(edit, chance, used, _has_notes(1))
    references = list(edit.document.iter(w("footnoteReference")))
    own = edit.references(place)[-1]
    at = references.index(own)
    if at + 1 >= len(references):
        raise NoPlaceError
    other = references[at + 1]
    notes = edit.note(own), edit.note(other)
    a, b = own.get(w("id")), other.get(w("id"))
    for reference, note, value in ((own, notes[0], b), (other, notes[1], a)):
        reference.set(w("id"), value)
        note.set(w("id"), value)
    edit.is_renumbered = False
    return ""


def shared(edit, chance, used):
    """Two marks for one footnote."""
    place = _pick(edit, chance, used, _has_notes(1))
    mark = edit.references(place)[0].getparent()
    mark.addnext(copy.deepcopy(mark))
    mark.addnext(run(", ", "FootnoteReference"))
    edit.is_renumbered = False
    return ""


def orphan(edit, chance, used):
    """A mark deleted without its footnote."""
    place = _pick(edit, chance, used, _has_notes(2))
    mark = edit.references(place)[0].getparent()
    following = mark.getnext()
    if following is not None and said(following).strip() == ",":
        following.getparent().remove(following)
    mark.getparent().remove(mark)
    edit.is_renumbered = False
    return ""


def missing(edit, chance, used):
    place = _pick(edit, chance, used, _is_numbered)
    for one in _group(place):
        used.add(one)
        for reference in edit.references(one):
            edit.remove_reference(reference)
        one.getparent().remove(one)
    return ""


def missing_version(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: style_of(one) in VERSION_STYLES)
    for reference in edit.references(place):
        edit.remove_reference(reference)
    place.getparent().remove(place)
    return ""


def placeholder(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: len(_text(one).split()) > 12)
    words = _text(place).split()
    old = " ".join(words[6:8])
    if _text(place).count(old) != 1:
        raise NoPlaceError
    edit.replace_words(
        place, old, f"{chance.choice(['[date]', '[…]', '[to be completed]', '[insert name]'])} {old}"
    )
    return opening(place)


def tracked(edit, chance, used):
    place = _pick(edit, chance, used)
    change = element('<w:ins w:id="990" w:author="A delegate" w:date="2026-01-01T00:00:00Z"/>')
    texts = _own_texts(place)
    texts[-1].getparent().addprevious(change)
    change.append(run(" "))
    return ""


def comment(edit, chance, used):
    place = _pick(edit, chance, used)
    name = "word/comments.xml"
    comments = etree.fromstring(edit.parts[name]) if name in edit.parts else element("<w:comments/>")
    number = str(len(comments) + 500)
    comments.append(
        element(
            f'<w:comment w:id="{number}" w:author="A delegate"><w:p><w:r><w:t>Why?</w:t></w:r></w:p>'
            "</w:comment>"
        )
    )
    if name not in edit.parts:
        rels = "word/_rels/document.xml.rels"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        edit.parts[rels] = edit.parts[rels].replace(
            b"</Relationships>",
            f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'.encode(),
        )
        types = "[Content_Types].xml"
        edit.parts[types] = edit.parts[types].replace(
            b"</Types>",
            b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.comments+xml"/></Types>',
        )
    edit.parts[name] = etree.tostring(comments)
    place.append(element(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))
    return ""


FAULTS = (
    Fault(1, "all footnotes of a paragraph deleted", ("no-footnote",), no_footnote),
    Fault(2, "one of several footnotes deleted", ("footnote-lost",), footnote_lost),
    Fault(3, "a footnote changed to another paragraph", ("footnote-changed",), footnote_changed),
    Fault(3, "a footnote's letter changed to the next", ("footnote-changed",), letter_slipped),
    Fault(3, "a footnote added", ("footnote-added", "not-supported"), footnote_added),
    Fault(4, "a citation that resolves to nothing", ("unresolved-citation",), unresolved),
    Fault(5, "a citation that resolves to several", ("ambiguous-citation",), ambiguous),
    Fault(6, "a footnote to something else", ("not-supported",), not_supported),
    Fault(7, "words replaced", ("reworded",), reworded, ("strength-changed",)),
    Fault(7, "words cut", ("reworded",), words_cut, ("strength-changed",)),
    Fault(8, "a hedge deleted", ("strength-changed",), hedge_gone, ("strength-changed",)),
    Fault(8, "“shall” put in", ("strength-changed",), shall_come_in, ("strength-changed",)),
    Fault(9, "a clause copied", ("duplicated-clause",), duplicated),
    Fault(9, "two clauses run together", ("merged-clauses",), merged),
    Fault(10, "a clause moved to another heading", ("moved-clause",), moved),
    Fault(11, "a clause pasted in", ("unknown-clause",), not_drafters, ("not-supported",)),
    Fault(12, "a paragraph cited twice, in different words", ("footnotes-differ",), differing),
    Fault(
        13,
        "a region more or less in the brackets",
        ("support-without-footnote", "footnote-without-support"),
        support_named,
    ),
    Fault(
        13,
        "a region put into the words",
        ("support-without-footnote",),
        region_in_words,
        ("strength-changed", "reworded"),
    ),
    Fault(14, "footnote numbers out of order", ("footnote-order",), ids_swapped),
    Fault(14, "two marks for one footnote", ("footnote-shared",), shared),
    Fault(14, "a footnote without a mark", ("footnote-orphan",), orphan),
    Fault(15, "a clause deleted", ("missing-clause",), missing),
    Fault(15, "a wording deleted", ("missing-version",), missing_version),
    Fault(16, "a placeholder put in", ("placeholder",), placeholder),
    Fault(17, "a tracked change", ("tracked-changes",), tracked),
    Fault(17, "a comment", ("open-comments",), comment),
)


# What changes nothing: a check must stay silent


def fill_in(edit, *_):
    for one in list(edit.document.iter(w("rStyle"))):
        if one.get(w("val")) == "Placeholder":
            edit_run = one.getparent().getparent()
            edit_run.find(w("t")).text = "the Fourteenth Congress"
            edit_run.remove(one.getparent())


def reword_preamble(edit, *_):
    place = edit.lines("PlainTxt")[0]
    place.addprevious(
        element("<w:p><w:r><w:t>Reaffirming our commitment to the rule of law,</w:t></w:r></w:p>")
    )
    edit.replace_words(place, said(place).split()[0], "Hereby")


def make_bold(edit, chance, used):
    place = _pick(edit, chance, used)
    for one in place.iter(w("r")):
        properties = one.find(w("rPr"))
        if properties is None:
            one.insert(0, element("<w:rPr><w:b/></w:rPr>"))


def split_runs(edit, chance, used):
    """A spelling check cuts a text into runs at every word."""
    place = _pick(edit, chance, used)
    for text in _own_texts(place):
        own = text.getparent()
        if len(own) != 1:
            continue
        for word in reversed(re.findall(r"\S+\s*|\s+", text.text)):
            own.addnext(run(word))
        own.getparent().remove(own)


def end_punctuation(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: _text(one).rstrip("]").endswith(";"))
    text = _own_texts(place)[-1]
    text.text = text.text.replace(";", ".")


def move_within_heading(edit, chance, used):
    place = _pick(
        edit,
        chance,
        used,
        lambda one: (
            _is_numbered(one)
            and _group(one)[-1].getnext() is not None
            and style_of(_group(one)[-1].getnext()) == style_of(one)
            and _group(one)[-1].getnext().find(w("bookmarkStart")) is not None
        ),
    )
    last = _group(_group(place)[-1].getnext())[-1]
    for one in reversed(_group(place)):
        last.addnext(one)
    edit.renumber()


def drop_bookmark(edit, chance, used):
    place = _pick(edit, chance, used, _is_numbered)
    for mark in [*place.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        place.remove(mark)


def citation_in_other_words(edit, chance, used):
    """The same paragraph, cited as people type it."""
    place = _pick(edit, chance, used, _has_notes(1))
    reference = edit.references(place)[0]
    source = annex_b().sources[cited_by(edit, reference)]
    forms = (
        "see para. {1}({2}) of the {0} report",
        "{0}, para {1}{2}",
        "Report of the meeting for {0}, paragraph {1} ({2})",
        "Cf. {0} report, paras. {1} ({2}).",
    )
    own = chance.choice([REGIONS[source.region], source.region.upper()])
    edit.set_note(reference, chance.choice(forms).format(own, source.paragraph, source.letter))


def control_around(edit, chance, used):
    place = _pick(edit, chance, used)
    control = element("<w:sdt><w:sdtContent/></w:sdt>")
    place.addprevious(control)
    control[0].append(place)


def rename_heading(edit, chance, _):
    place = chance.choice(edit.lines("H4", "H23") or edit.lines("PlainTxt"))
    edit.replace_words(place, said(place).split()[0], "Towards")


def support_deleted(edit, *_):
    for one in list(edit.document.iter(w("rStyle"))):
        if one.get(w("val")) == "Support":
            one.getparent().getparent().getparent().remove(one.getparent().getparent())


def spaces(edit, chance, used):
    place = _pick(edit, chance, used, lambda one: len(_text(one).split()) > 5)
    text = _own_texts(place)[-1]
    text.text = text.text.replace(" of ", " of\u00a0").replace(" and ", "  and ")


HARMLESS = {
    "placeholders filled in": fill_in,
    "the preamble reworded": reword_preamble,
    "a clause made bold": make_bold,
    "a text cut into runs": split_runs,
    "a full stop for a semicolon": end_punctuation,
    "a clause moved within its heading": move_within_heading,
    "a bookmark lost": drop_bookmark,
    "a citation in other words": citation_in_other_words,
    "a content control around a clause": control_around,
    "a heading reworded": rename_heading,
    "the names of regions deleted": support_deleted,
    "blanks changed": spaces,
}
