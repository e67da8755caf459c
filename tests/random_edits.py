"""Random edits of a Word draft, as people make them: on the XML, tracked or not, without drafter's code.

Whoever writes puts in words that nobody wrote before (``Books.word``); the books know then who it was,
and what of others' words was struck, reworded or had another name put behind it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import word_faults
from lxml import etree
from random_books import DELEGATIONS, WORD, Books, named_around, plain, text_of
from random_strokes import (
    Handed,
    NoPlaceError,
    cut,
    is_struck,
    is_within_struck,
    names_behind,
    names_run,
    normalise,
    typed_names,
)
from word_editing import element, run, said, style_of
from word_reading import annex_b, w

CLAUSES = ("SingleTxt", "AltTxt")
MATTERS = (
    "archives bridges clinics dialects elders ferries gardens harbours islands jurors kin mills nurses "
    "orchards pilots quarries rivers sailors tailors unions villages wells anchors bakers candles dancers"
).split()
HEADINGS = ("H23", "H4")


class Hand:
    """Somebody at a Word draft.

    Attributes:
        edit: The draft.
        author: The name under which changes are tracked; empty where they are not.
        who: The delegation whose words they are; empty where nobody says so.
    """

    def __init__(self, edit: Handed, books: Books, chance: random.Random, author: str, who: str) -> None:
        self.edit, self.books, self.chance = edit, books, chance
        self.author, self.who = author, who

    # Places

    def lines(self, *styles: str) -> list[etree._Element]:
        """Paragraphs of the text, in front of the annexes, that are not struck out."""
        found = []
        for one in self.edit.body.iterchildren(w("p")):
            if style_of(one) == "H1" and said(one).startswith("Annex "):
                break
            if style_of(one) in (styles or CLAUSES) and said(one).strip() and not is_struck(one):
                found.append(one)
        return found

    def pick(
        self, *styles: str, wanted: Callable[[etree._Element], bool] = lambda one: True
    ) -> etree._Element:
        places = [one for one in self.lines(*styles) if wanted(one)]
        if not places:
            raise NoPlaceError
        return self.chance.choice(places)

    def own_runs(self, paragraph: etree._Element) -> list[etree._Element]:
        """The runs of a paragraph's own words, each with one text: no label, names, marks of footnotes."""
        normalise(paragraph)
        runs = list(paragraph.iter(w("r")))
        if style_of(paragraph) == "AltTxt":
            tabs = [at for at, one in enumerate(runs) if one.find(w("tab")) is not None]
            runs = runs[tabs[0] + 1 :] if tabs else runs
        return [
            one
            for one in runs
            if one.findtext(w("t"))
            and one.find(f"{w('rPr')}/{w('rStyle')}") is None
            and not is_within_struck(one)
        ]

    # Strokes

    def strike(self, content: etree._Element) -> etree._Element:
        """Strike a run out; what stands behind it is to stand behind what is returned."""
        holder = content.getparent()
        own = holder.tag == w("ins") and holder.get(w("author")) == self.author
        if not self.author or own:
            gone = holder if holder.tag == w("ins") and len(holder) == 1 else content
            stand_in = element("<w:r/>")
            gone.addnext(stand_in)
            gone.getparent().remove(gone)
            return stand_in
        place = self.change("del")
        content.addprevious(place)
        place.append(content)
        for text in content.iter(w("t")):
            text.tag = w("delText")
        return holder if holder.tag == w("ins") else place

    def put(self, behind: etree._Element, text: str, style: str = "") -> etree._Element:
        """Put words in behind a run or a change."""
        if behind.getparent().tag == w("ins"):
            behind = behind.getparent()
        made = run(text, style)
        if self.author:
            made = self.change("ins", made)
        behind.addnext(made)
        return made

    def change(self, kind: str, *content: etree._Element) -> etree._Element:
        made = element(f'<w:{kind} w:id="9" w:author="{self.author}" w:date="2026-05-03T10:00:00Z"/>')
        made.extend(content)
        return made

    # Edits

    def reword(self) -> str:
        """Some words of a paragraph struck out, others put in."""
        paragraph = self.pick()
        content, start, end = self.some_words(paragraph)
        own = cut(content, start, end)
        gone = own.findtext(w("t"))
        self.note_struck(gone, whole=False)
        self.note_reworded(paragraph, own)
        word = self.books.word(self.who, "words")
        self.put(self.strike(own), f"{word} indeed")
        self.note_brackets(paragraph, word)
        return f"reword “{gone}” to {word} in “{said(paragraph)[:60]}”"

    def insert(self) -> str:
        """Words put in."""
        paragraph = self.pick()
        content, _, end = self.some_words(paragraph)
        own = cut(content, end, end)
        self.note_reworded(paragraph, own)
        word = self.books.word(self.who, "words")
        self.put(own, f" and {word} things")
        self.note_brackets(paragraph, word)
        return f"insert {word} in “{said(paragraph)[:60]}”"

    def delete(self) -> str:
        """Some words struck out."""
        paragraph = self.pick()
        content, start, end = self.some_words(paragraph)
        own = cut(content, start, end)
        gone = own.findtext(w("t"))
        self.note_struck(gone, whole=False)
        self.note_reworded(paragraph, own)
        self.strike(own)
        return f"delete “{gone}” in “{said(paragraph)[:60]}”"

    def reword_all(self) -> str:
        """All words of a paragraph struck out, others put in; brackets and names stay."""
        paragraph = self.pick()
        was = said(paragraph)[:60]
        runs = self.own_runs(paragraph)
        if not runs:
            raise NoPlaceError
        self.note_text(paragraph)
        last = None
        for at, one in enumerate(runs):
            text = one.findtext(w("t"))
            start = 1 if at == 0 and text.startswith("[") else 0
            tail = re.search(r"[.;,]?\]?$", text) if at == len(runs) - 1 else None
            end = tail.start() if tail else len(text)
            if start < end:
                self.note_struck(text[start:end], whole=False)
                last = self.strike(cut(one, start, end))
        if last is None:
            raise NoPlaceError
        word = self.books.word(self.who, "words")
        self.put(last, self.phrase(word))
        self.note_brackets(paragraph, word)
        return f"reword all of “{was}” to {word}"

    def phrase(self, word: str) -> str:
        """A text of its own around a word: no two have much in common."""
        some = [self.chance.choice(MATTERS) for _ in range(4)]
        return f"{some[0].title()} {some[1]} {word} {some[2]} {some[3]}"

    def new_paragraph(self) -> str:
        """A paragraph added: in the style of its neighbour or plain, with letters or a name behind it."""
        behind = self.pick(*CLAUSES, *(HEADINGS if self.chance.random() < 0.2 else ()))
        style = self.chance.choice(["SingleTxt", "SingleTxt", "PlainTxt", "Normal"])
        word = self.books.word(self.who, "words")
        if self.chance.random() < 0.7:
            names = self.names_typed(word)
            lines = [f"{self.phrase(word)}{';' if not names else ' ' + names}"]
        else:
            words = [self.books.word(self.who, "words") for _ in range(2)]
            lines = [
                f"{self.phrase(word)}:",
                f"(a) {self.phrase(words[0])};",
                f"(b) {self.phrase(words[1])};",
            ]
        for text in reversed(lines):
            behind.addnext(self.typed(text, style))
        return f"new paragraph {lines} ({style}) behind “{said(behind)[:40]}”"

    def new_wording(self) -> str:
        """Another wording typed below a paragraph, with its label, with names or without."""
        behind = self.pick()
        number = self.chance.choice(["9 septies", "3 quinquies", "2 sexies"])
        word = self.books.word(self.who, "words")
        names = self.names_typed(word) or (f"({self.who})" if self.who else "")
        text = f"{number}.\t[{self.phrase(word)};] {names}".strip()
        behind.addnext(self.typed(text, "AltTxt"))
        return f"new wording “{text}” behind “{said(behind)[:40]}”"

    def names_typed(self, word: str) -> str:
        """Names in round brackets to be typed behind new words, or nothing."""
        if self.chance.random() < 0.6:
            return ""
        names = self.chance.sample(DELEGATIONS, self.chance.choice([1, 2]))
        for name in names:
            self.books[word].may_be.add(name)
        if not self.who:
            self.books[word].who = names[0]
        return f"({', '.join(names)})"

    def typed(self, text: str, style: str) -> etree._Element:
        """A paragraph as somebody types it; what is typed into it later stands under the same names."""
        made = element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
        self.edit.typed.append(made)
        label, tab, rest = text.rpartition("\t")
        pieces = [run(label), element("<w:r><w:tab/></w:r>"), run(rest)] if tab else [run(rest)]
        for one in pieces:
            made.append(self.change("ins", one) if self.author else one)
        if self.author:
            self.end_changed(made, "ins")
        return made

    def end_changed(self, paragraph: etree._Element, kind: str) -> None:
        properties = paragraph.find(w("pPr"))
        mark = properties.find(w("rPr"))
        if mark is None:
            mark = element("<w:rPr/>")
            properties.append(mark)
        mark.insert(0, self.change(kind))

    def strike_paragraph(self) -> str:
        """A whole paragraph struck out."""
        paragraph = self.pick()
        text = said(paragraph)
        self.note_struck(text, whole=True)
        self.note_text(paragraph, whole=True)
        self.strike_whole(paragraph)
        return f"strike “{text[:60]}”"

    def strike_whole(self, paragraph: etree._Element) -> None:
        if not self.author:
            for mark in self.edit.references(paragraph):
                self.edit.remove_reference(mark)
            for mark in paragraph.iter(w("bookmarkStart")):
                mark.set(w("name"), "")
            paragraph.getparent().remove(paragraph)
            return
        normalise(paragraph)
        for field in list(paragraph.iter(w("fldSimple"))):
            self.strike(field[0])
        for content in list(paragraph.iter(w("r"))):
            if not is_within_struck(content):
                self.strike(content)
        self.end_changed(paragraph, "del")

    def strike_and_reword_own(self) -> str:
        """A delegation strikes one of its wordings, and rewords another one of its own beside it."""
        if not self.who:
            raise NoPlaceError
        own = [one for one in self.lines("AltTxt") if self.who in names_behind(one)]
        if len(own) < 2:
            raise NoPlaceError
        struck, kept = self.chance.sample(own, 2)
        self.note_struck(said(struck), whole=True)
        self.strike_whole(struck)
        content, _, end = self.some_words(kept)
        place = cut(content, end, end)
        self.note_reworded(kept)
        word = self.books.word(self.who, "words")
        self.put(place, f" with {word} means")
        return f"strike own “{said(struck)[:40]}”, insert {word} in “{said(kept)[:40]}”"

    def add_name(self) -> str:
        """A name put behind a wording that has one."""
        paragraph = self.pick(wanted=lambda one: bool(names_behind(one)))
        free = [name for name in DELEGATIONS if name not in names_behind(paragraph)]
        if not free:
            raise NoPlaceError
        name = self.who if self.who in free and self.chance.random() < 0.8 else self.chance.choice(free)
        for word in WORD.findall(said(paragraph)):
            self.books[word].may_be.add(name)
        normalise(paragraph)
        names = names_run(paragraph)
        text = names.findtext(w("t"))
        self.put(cut(names, text.index(")"), text.index(")")), f", {name}", "Support")
        return f"add {name} to “{said(paragraph)[:60]}”"

    def strike_name(self) -> str:
        """One of several names behind a wording struck out."""
        paragraph = self.pick(wanted=lambda one: len(names_behind(one)) > 1)
        name = self.chance.choice(names_behind(paragraph))
        normalise(paragraph)
        names = names_run(paragraph)
        text = names.findtext(w("t"))
        found = re.search(rf", {name}|{name}, ", text)
        if not found:
            raise NoPlaceError
        self.strike(cut(names, *found.span()))
        return f"strike the name {name} of “{said(paragraph)[:60]}”"

    def bracket(self) -> str:
        """Words in brackets, with who wants what."""
        paragraph = self.pick()
        content, _, end = self.some_words(paragraph)
        one, other = self.chance.sample(DELEGATIONS, 2)
        self.note_reworded(paragraph)
        word = self.books.word(self.who, "words")
        self.books[word].may_be |= {one, other}
        self.put(cut(content, end, end), f" [and {word} bodies] ({one}: retain; {other}: delete)")
        self.note_brackets(paragraph, word)
        return f"bracket {word} ({one}: retain; {other}: delete) in “{said(paragraph)[:60]}”"

    def wish(self) -> str:
        """Who wants what of words in brackets, changed by somebody, or said in the place of another's."""
        if not self.who:
            raise NoPlaceError
        found = []
        for paragraph in self.lines(*CLAUSES, *HEADINGS, "PlainTxt"):
            for one in self.own_runs(paragraph):
                places = re.finditer(r"(?<=\] \()\w+: \w+(?=[);])", one.findtext(w("t")))
                found += [(paragraph, one, behind) for behind in places]
        if not found:
            raise NoPlaceError
        paragraph, one, behind = self.chance.choice(found)
        word = self.books.word(self.who, "wish")
        gone = cut(one, *behind.span())
        self.note_reworded(paragraph, gone)
        self.put(self.strike(gone), f"{self.who}: move {word}")
        return f"wish {word} for “{behind[0]}” in “{said(paragraph)[:60]}”"

    def heading(self) -> str:
        """A heading, or a paragraph of the form's, with more words."""
        paragraph = self.pick(*HEADINGS, "PlainTxt")
        runs = [one for one in self.own_runs(paragraph) if len(one.findtext(w("t")).split()) > 1]
        if not runs:
            raise NoPlaceError
        text = runs[0].findtext(w("t"))
        at = text.index(" ", 1)
        self.note_reworded(paragraph)
        word = self.books.word(self.who, "heading")
        self.put(cut(runs[0], at, at), f" {word}")
        return f"heading {word} in “{said(paragraph)[:60]}”"

    def footnote(self) -> str:
        """A footnote corrected to another paragraph of a report, or a remark put into it."""
        paragraph = self.pick(wanted=lambda one: bool(self.edit.references(one)))
        mark = self.chance.choice(self.edit.references(paragraph))
        if self.chance.random() < 0.5:
            self.edit.set_note(mark, word_faults._note_text(self.chance.choice(sorted(annex_b().sources))))
            return f"footnote of “{said(paragraph)[:40]}” corrected"
        word = self.books.word(self.who, "remark")
        self.edit.set_note(mark, said(self.edit.note(mark)).rstrip() + f" Remark {word}.")
        return f"footnote remark {word} at “{said(paragraph)[:40]}”"

    def move(self) -> str:
        """A paragraph cut out and put elsewhere."""
        if self.author:
            raise NoPlaceError
        paragraph, place = self.pick("SingleTxt"), self.pick("SingleTxt")
        if paragraph is not place:
            place.addnext(paragraph)
        return f"move “{said(paragraph)[:40]}” behind “{said(place)[:40]}”"

    def comment(self) -> str:
        """A comment on a paragraph."""
        paragraph = self.pick()
        if not self.author:
            raise NoPlaceError
        word = self.books.word(self.who, "remark")
        self.edit.remarks.append((paragraph, self.author, f"Too {word} for us."))
        return f"comment {word} at “{said(paragraph)[:40]}”"

    def some_words(self, paragraph: etree._Element) -> tuple[etree._Element, int, int]:
        """One to three words within a run of a paragraph, without brackets; its text counts as touched."""
        self.note_text(paragraph)
        places = []
        for one in self.own_runs(paragraph):
            text = one.findtext(w("t"))
            words = [found for found in re.finditer(r"[\w’-]+", text) if len(found[0]) > 1]
            for at, first in enumerate(words):
                ends = (last.end() for last in words[at : at + 3])
                free = (end for end in ends if not re.search(r"[\[\]()]", text[first.start() : end]))
                places += [(one, first.start(), end) for end in free]
        if not places:
            raise NoPlaceError
        return self.chance.choice(places)

    # The books

    def note_struck(self, text: str, *, whole: bool) -> None:
        for word in WORD.findall(text):
            (self.books[word].struck_by if whole else self.books[word].reworded_by).add(self.who)

    def note_text(self, paragraph: etree._Element, *, whole: bool = False) -> None:
        """A meeting's words that are touched."""
        words = plain(said(paragraph))
        for one in self.books.texts:
            if one.words in words:
                (one.struck_by if whole else one.reworded_by).add(self.who)

    def note_reworded(self, paragraph: etree._Element, *touched: etree._Element) -> None:
        """Whoever rewords a paragraph says its words, too, but for what others would put in there.

        Who works on what one of them put in says all that this one put in there.
        """
        worked_on = {author for one in touched if (author := put_in_by(one)) is not None}
        for one in paragraph.iter(w("t")):
            author = put_in_by(one)
            if author in (None, self.author) or author in worked_on:
                for word in WORD.findall(one.text or ""):
                    self.books[word].may_be.add(self.who)

    def note_brackets(self, paragraph: etree._Element, word: str) -> None:
        """What is typed within brackets stands under the names behind them; the desk's, as the text, too."""
        text = text_of(paragraph)
        if paragraph in self.edit.typed:
            self.books[word].may_be |= set(typed_names(text))
        self.books[word].names_behind |= set(names_behind(paragraph))
        if word in text:
            self.books[word].may_be |= named_around(text, text.index(word))


def put_in_by(one: etree._Element) -> str | None:
    """Who put in, tracked, what something stands in; None where nobody did."""
    put = next((above for above in one.iterancestors(w("ins"))), None)
    return None if put is None else put.get(w("author"))


EDITS = [
    *(["reword"] * 4),
    *(["insert"] * 2),
    "delete",
    *(["reword_all"] * 3),
    *(["new_paragraph"] * 3),
    *(["new_wording"] * 2),
    *(["strike_paragraph"] * 2),
    *(["strike_and_reword_own"] * 2),
    *(["add_name"] * 3),
    "strike_name",
    *(["bracket"] * 2),
    *(["wish"] * 2),
    "heading",
    "footnote",
    "move",
    "comment",
]
