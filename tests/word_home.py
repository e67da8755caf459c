"""Edits as people make them in a Word draft, to be brought home; and what a draft says, clause by clause."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable

import word_faults
from lxml import etree
from word_editing import Edit, element, run, said, style_of
from word_faults import CLAUSE_STYLES, VERSION_STYLES, NoPlaceError
from word_reading import annex_b, cited, w

Make = Callable[[Edit, random.Random, set[etree._Element]], object]


def lines_of(content: bytes) -> list[tuple[str, frozenset[str]]]:
    """Every paragraph of a clause in order: its words without brackets and closing mark, and its sources."""
    edit = Edit(content)
    found = []
    for one in edit.document.iter(w("p")):
        if style_of(one) not in (*CLAUSE_STYLES, *VERSION_STYLES) or _is_opening(one):
            continue
        words = words_of(one)
        sources = frozenset(cited(said(edit.note(mark)).strip()) for mark in edit.references(one))
        if words:
            found.append((words, sources))
    return found


def _is_opening(one: etree._Element) -> bool:
    """Whether a numbered paragraph opens a list of lettered clauses."""
    return style_of(one) == "SingleTxt" and said(one).rstrip().endswith("we endeavour:")


def words_of(paragraph: etree._Element) -> str:
    """The words of a paragraph, without "12 bis.", the names of regions, brackets and the closing mark."""
    kept = copy.deepcopy(paragraph)
    for one in [*kept.iter(w("del"), w("moveFrom"))]:
        one.getparent().remove(one)
    for one in [*kept.iter(w("rStyle"))]:
        if one.get(w("val")) in ("Support", "FootnoteReference"):
            gone = one.getparent().getparent()
            gone.getparent().remove(gone)
    pieces = (x.text or "" if x.tag == w("t") else " " for x in kept.iter(w("t"), w("tab")))
    text = " ".join("".join(pieces).split())
    if style_of(paragraph) in VERSION_STYLES:
        text = re.sub(r"^\S{0,6}(?: \(\w\))? ?\(?\w+\)?\. ?(?=\[|\w)", "", text, count=1)
    text = text.strip().rstrip(" .;")
    if text.startswith("[") and _closes(text) == len(text) - 1:
        text = text[1:-1].strip().rstrip(" .;")
    return text


def _closes(text: str) -> int:
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if not depth:
            return place
    return -1


# Edits beside those of word_faults


def comma_put_in(edit, chance, used):
    place = word_faults._pick(edit, chance, used, lambda one: len(word_faults._text(one).split()) > 8)
    words = word_faults._text(place).split()
    old = " ".join(words[4:6])
    if word_faults._text(place).count(old) != 1 or "[" in old or words[4].endswith(","):
        raise NoPlaceError
    edit.replace_words(place, old, f"{words[4]}, {words[5]}")


def tracked_words(edit, chance, used):
    """Words struck out and others put in, as tracked changes."""
    place = word_faults._pick(edit, chance, used, lambda one: len(word_faults._text(one).split()) > 12)
    own = next(one for one in word_faults._own_texts(place) if len((one.text or "").split()) > 8)
    found = re.fullmatch(r"(\s*\S+ \S+ \S+ )(\S+ \S+ )(.*)", own.text, re.DOTALL)
    if found is None or re.search(r"[\[\]]", found[2]):
        raise NoPlaceError
    before, middle, after = found.groups()
    old = own.getparent()
    struck = element('<w:del w:id="901" w:author="A delegate" w:date="2026-01-01T00:00:00Z"/>')
    gone = run(middle)
    gone.find(w("t")).tag = w("delText")
    struck.append(gone)
    put = element('<w:ins w:id="902" w:author="A delegate" w:date="2026-01-01T00:00:00Z"/>')
    put.append(run("gladly and often "))
    old.addnext(run(after))
    old.addnext(put)
    old.addnext(struck)
    own.text = before
    own.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def split(edit, chance, used):
    """Enter pressed in the middle of a clause: two numbered paragraphs, the footnotes with the second."""
    place = word_faults._pick(
        edit,
        chance,
        used,
        lambda one: (
            word_faults._is_numbered(one)
            and style_of(one) != "GuidanceTxt"
            and not word_faults._has_versions(one)
            and word_faults._has_notes(1)(one)
            and len(word_faults._text(one).split()) > 30
        ),
    )
    text = word_faults._own_texts(place)[-1]
    words = (text.text or "").split(" ")
    if len(words) < 24 or text.text.startswith("["):
        raise NoPlaceError
    twin = word_faults._without_bookmarks(place)
    twin_text = word_faults._own_texts(twin)[-1]
    for one in word_faults._own_texts(twin)[:-1]:
        one.text = ""
    text.text = " ".join(words[:12])
    twin_text.text = " ".join(words[12:])
    for reference in edit.references(place):
        reference.getparent().getparent().remove(reference.getparent())
    for one in [*place.iter(w("r"))]:
        if said(one) == ", ":
            one.getparent().remove(one)
    place.addnext(twin)
    used.add(twin)


def bis_made_a_clause(edit, chance, used):
    """Another wording made a clause of its own."""
    place = word_faults._pick(
        edit,
        chance,
        used,
        lambda one: (
            style_of(one) == "AltTxt"
            and one.getnext() is not None
            and style_of(one.getnext()) == "SingleTxt"
            and word_faults._heading_of(one) is not None
        ),
    )
    place.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), "SingleTxt")
    for one in [*place.iter(w("fldSimple"))]:
        one.getparent().remove(one)
    first = next(one for one in place.iter(w("r")) if one.find(w("tab")) is not None or said(one).strip())
    while first is not None and not said(first).strip(" .").startswith("["):
        following = first.getnext()
        first.getparent().remove(first)
        first = following


def into_brackets(edit, chance, used):
    place = word_faults._pick(
        edit,
        chance,
        used,
        lambda one: (
            word_faults._is_numbered(one)
            and not word_faults._has_versions(one)
            and not word_faults._text(one).startswith("[")
        ),
    )
    texts = word_faults._own_texts(place)
    texts[0].text = "[" + texts[0].text
    texts[-1].text += "]"


def agreed(edit, chance, used):
    """One wording agreed on: the others deleted, the brackets taken away."""
    place = word_faults._pick(
        edit, chance, used, lambda one: word_faults._is_numbered(one) and word_faults._has_versions(one)
    )
    for one in word_faults._group(place)[1:]:
        used.add(one)
        for reference in edit.references(one):
            edit.remove_reference(reference)
        one.getparent().remove(one)
    texts = word_faults._own_texts(place)
    texts[0].text = texts[0].text.removeprefix("[")
    texts[-1].text = texts[-1].text.removesuffix("]")


def new_clause(edit, chance, used):
    place = word_faults._pick(edit, chance, used, lambda one: style_of(one) in ("SingleTxt", "LetteredTxt"))
    last = word_faults._group(place)[-1]
    words = chance.choice(["witness", "asset", "maritime", "forensic", "customs"])
    new = element(
        f'<w:p><w:pPr><w:pStyle w:val="{style_of(place)}"/></w:pPr><w:r><w:t>'
        f"Uphold, at each {words} office, the gardens and libraries number {chance.randint(2, 999)} of the "
        "host city;</w:t></w:r></w:p>"
    )
    last.addnext(new)
    edit.add_reference(new, word_faults._note_text(chance.choice(sorted(annex_b().sources))))
    used.add(new)


EDITS: dict[str, Make] = {
    "words replaced": word_faults.reworded,
    "words cut": word_faults.words_cut,
    "“shall” put in": word_faults.shall_come_in,
    "a comma put in": comma_put_in,
    "tracked words": tracked_words,
    "a footnote lost": word_faults.footnote_lost,
    "a footnote changed": word_faults.footnote_changed,
    "a footnote added": word_faults.footnote_added,
    "a clause deleted": word_faults.missing,
    "a wording deleted": word_faults.missing_version,
    "a clause moved to another heading": word_faults.moved,
    "a clause moved within its heading": word_faults.move_within_heading,
    "two clauses run together": word_faults.merged,
    "a clause split": split,
    "a wording made a clause": bis_made_a_clause,
    "a clause put into brackets": into_brackets,
    "one wording agreed": agreed,
    "a new clause": new_clause,
}


def edited(content: bytes, chance: random.Random, count: int, names: list[str] | None = None):
    """A draft with some edits, and their names."""
    edit = Edit(content)
    used: set[etree._Element] = set()
    done = []
    wanted = names or [chance.choice(list(EDITS)) for _ in range(count)]
    for name in wanted:
        for _ in range(4):
            saved = copy.deepcopy(edit.document), copy.deepcopy(edit.notes)
            try:
                EDITS[name](edit, chance, used)
            except (NoPlaceError, IndexError, StopIteration):
                del saved
                continue
            done.append(name)
            break
    edit.renumber()
    return edit.save(), done
