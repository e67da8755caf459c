"""The books of a random negotiation: who wrote which word, and what a paper says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from word_editing import Edit, style_of
from word_reading import w

DELEGATIONS = ["Brazil", "Chile", "Egypt", "Japan", "Norway"]
WORD = re.compile(r"zq[a-z]+\d{3}")
_NAMES = "|".join(DELEGATIONS)
_NAME = rf"(?:{_NAMES})(?: on behalf of the Nordic Group)?"
_WISH = rf"{_NAME}(?:, {_NAME})*(?:: [\w ]+)?"
_BEFORE = re.compile(rf"(?:[(;]\s*)({_NAME}(?:, {_NAME})*): [\w ]*$")
_BEHIND = re.compile(rf"\s*\(({_WISH}(?:; {_WISH})*)\)")
_AT_END = re.compile(_BEHIND.pattern + "$")


@dataclass
class Word:
    """A word that one person wrote once.

    Attributes:
        who: The delegation; empty for the desk and for what was typed without a name.
        kind: ``words``, ``heading``, ``remark``, or ``wish`` for what is said behind a bracket.
        may_be: Who else may be named with it: who reworded a text that has it, or had a name put behind it;
            empty for the desk, whose words need no name.
        names_behind: Who is named behind the wording in which the desk typed it.
        reworded_by, struck_by: Who took it out of a text, or struck the whole of a text that has it.
        is_text: Whether somebody took it as the text, where no name is needed.
        is_read: Whether a file that has it was read.
        is_settled: Whether it need not be looked for: it was told that it stays in Word, or somebody decided.
    """

    who: str
    kind: str
    may_be: set[str] = field(default_factory=set)
    names_behind: set[str] = field(default_factory=set)
    reworded_by: set[str] = field(default_factory=set)
    struck_by: set[str] = field(default_factory=set)
    is_text: bool = False
    is_read: bool = False
    is_settled: bool = False


@dataclass
class MeetingText:
    """The words of a meeting, as they stood in the first draft."""

    clause: str
    words: str
    reworded_by: set[str] = field(default_factory=set)
    struck_by: set[str] = field(default_factory=set)
    is_settled: bool = False


class Books(dict[str, Word]):
    """Every word by its letters, and the meetings' texts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[MeetingText] = []

    def word(self, who: str, kind: str) -> str:
        """A new word of somebody's."""
        name = f"zq{who.lower() or 'desk'}{len(self):03}"
        self[name] = Word(who, kind)
        return name


@dataclass
class Line:
    """A paragraph of the text.

    Attributes:
        names: Who is named behind it.
        words: Its planted words, each with who is named behind brackets within which it stands.
    """

    text: str
    style: str
    clause: str
    names: set[str]
    words: dict[str, set[str]]


class Paper:
    """What a working edition says: the text, paragraph by paragraph, and its annexes."""

    def __init__(self, content: bytes) -> None:
        edit = Edit(content)
        self.lines: list[Line] = []
        self.annexes: dict[str, str] = {}
        annex = clause = ""
        for one in edit.body:
            text = text_of(one)
            heading = re.match(r"Annex (I+)\.|How this paper was made", text)
            if one.tag == w("p") and style_of(one) == "H1" and heading:
                annex = heading[1] or "-"
            if annex:
                self.annexes[annex] = self.annexes.get(annex, "") + text + "\n"
            elif one.tag == w("p"):
                marks = [mark.get(w("name")) for mark in one.iter(w("bookmarkStart"))]
                clause = next((mark for mark in marks if mark.startswith("clause_")), clause)
                self.lines.append(_line(one, text, clause))
        self.text = "\n".join(one.text for one in self.lines)
        self.plain = plain(self.text + "\n" + self.annexes.get("II", ""))

    def has(self, word: str) -> bool:
        """Whether a word stands in the text, or in Annex II."""
        return word in self.text or word in self.annexes.get("II", "")


def text_of(one: etree._Element) -> str:
    """The words of a paragraph or a table, blanks for tabs and breaks."""
    parts = one.iter(w("t"), w("tab"), w("br"), w("p"))
    pieces = [(part.text or "") if part.tag == w("t") else " " for part in parts]
    return " ".join("".join(pieces).replace("\N{NO-BREAK SPACE}", " ").split())


def plain(text: str) -> str:
    """Words alone, to look one text up in another."""
    return " ".join(re.findall(r"[\w’'-]+", text.casefold()))


def _line(paragraph: etree._Element, text: str, clause: str) -> Line:
    support = "".join(
        "".join(part.text or "" for part in one.iter(w("t")))
        for one in paragraph.iter(w("r"))
        if (style := one.find(f"{w('rPr')}/{w('rStyle')}")) is not None and style.get(w("val")) == "Support"
    )
    # What was typed outside clauses has its names among the words.
    found = _BEHIND.match(support) or _AT_END.search(text)
    names = _who_says(found[1]) if found else set()
    words = {one[0]: named_around(text, one.start()) for one in WORD.finditer(text)}
    return Line(text, style_of(paragraph), clause, names, words)


def named_around(text: str, place: int) -> set[str]:
    """Who is named behind the brackets around a place, innermost first; within a wish whose that is."""
    if said := _BEFORE.search(text[:place]):
        return _who_says(said[1])
    depth = 0
    for at in range(place, len(text)):
        depth += (text[at] == "[") - (text[at] == "]")
        if depth < 0:
            found = _BEHIND.match(text, at + 1)
            # What stands behind the last bracket is said of the whole paragraph, but before its closing mark.
            if found and not re.fullmatch(
                r"\s*|\s*(?:Whole paragraph: )?(?:\[[^\]]*\]\s*)+", text[found.end() :]
            ):
                return _who_says(found[1])
            depth = 0
    return set()


def _who_says(behind: str) -> set[str]:
    """Who is named for words, and not as somebody who would have them deleted."""
    wishes = (one for one in behind.split(";") if not one.endswith(": delete"))
    return {name for one in wishes for name in re.findall(_NAMES, one)}


def misnamed(books: Books, paper: Paper) -> list[str]:
    """Words that stand without their author's name, or under another's."""
    found = []
    for line in paper.lines:
        for word, inner in line.words.items():
            one = books[word]
            if one.kind == "wish":
                said = _BEFORE.search(line.text[: line.text.index(word)])
                if said is None or one.who not in _who_says(said[1]):
                    found.append(f"false name: the wish {word} in “{line.text}”")
                continue
            named = inner | line.names
            may = one.may_be | ({one.who} if one.who else set())
            if one.who and not named and not (one.is_text or "" in one.may_be) and one.kind == "words":
                found.append(f"nameless: {word} in “{line.text}”")
            wrong = inner - may if inner else line.names - may
            if wrong and (one.who or one.is_read):
                found.append(f"false name {', '.join(sorted(wrong))}: {word} in “{line.text}”")
            if one.who and named and not (named & may):
                found.append(f"not under its name: {word} in “{line.text}”")
    return found
