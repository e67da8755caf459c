"""Citations as people write them in a matrix: behind a text, before it, or in a cell of their own.

What a citation is in a footnote is for ``drafter.citations``; here the number alone can be one, because a
table says that it is: “12 (c)” in a column of paragraphs, “138.1 Ratify …” at the head of each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from drafter.citations.resolver import SYMBOL
from drafter.documents.words import any_of, words
from drafter.model import DECIMAL, Citation
from drafter.text.words import roman_value, whole

# How messages show what is known.
KNOWN_FORMS = (
    "[Report, para. 12c], (para. 12 (c)), [A/CONF.222/RPM.3/1, para. 12 (c) (ii)], para. 12 (c), § 12 (c), "
    "paragraph 12, subparagraph (c), 12.c, 138.1, p. 14"
)

# Blanks are taken once for all, “\s*+”: of thousands, every way to part them would be tried else.

# The form of Annex B, of which oddities are told.
REPORT_FORM = re.compile(
    r"\[\s*+Report\s*+(?:,\s*+)?para(?P<mark>[.,]?)\s*+"
    r"(?P<paragraph>[1-9]\d{0,3})\s*+(?:\((?P<bracketed>[a-z])\)|(?P<letter>[a-z]))?\s*+\]",
    re.IGNORECASE,
)

FEW_WORDS = 4  # less is no recommendation, where nothing is cited
_LONGEST_PREFIX = 120
_HEAD = rf"(?:(?<!\w)(?:{any_of(words().paragraph)})\.?,?\s*(?=[0-9]))"
_PAGE_HEAD = rf"(?:(?<!\w)(?:{any_of(words().page)})\.?\s*(?=[0-9]))"
_SUB = rf"(?:(?<!\w)(?:{any_of(words().subparagraph)})\.?\s*+)?"
_NUMBER = re.compile(
    rf"(?P<paragraph>[1-9][0-9]{{0,3}})(?:\.(?P<decimal>{DECIMAL}))?(?![0-9]|\.[1-9])"
    rf"(?:\s*+(?:,\s*+)?{_SUB}(?:\((?P<bracketed>[a-z])\)|(?<=[0-9\s])(?P<halved>[a-z])(?:\)|(?=\s*(?:[,;]|$)))"
    r"|\.(?P<dotted>[a-z])(?!\w)|(?<=[0-9])(?P<letter>[a-z])(?!\w)))?"
    r"(?:\s*+(?:,\s*+)?\((?P<point>[ivxl]{1,6}|[1-9][0-9]?)\)|(?<=\))\s++(?P<halved_point>[ivxl]{1,6})\))?",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\(?(?P<bracketed>[a-z]{1,2}|[ivxl]{3,6})\)(?:\s*\(?(?P<point>[ivxl]{1,6})\))?", re.IGNORECASE
)
_BETWEEN = re.compile(rf"\s*+(?:(?:,\s*+)?(?:{any_of(words().between)}|&)\s+|[,;]\s*)", re.IGNORECASE)
_HALVED, _MOST_HALVED = re.compile(r"[^()\[\]]{0,40}\)"), 6  # what goes on to a further half bracket
_PAGE = re.compile(r"(?P<page>[1-9][0-9]{0,3})(?!\d)")
_TAIL = re.compile(
    r"(?:\s*+\([^\W\d_][^()]{2,80}\)|,?\s++(?:of|in|from|de|du|del)\s[^.;\[\]]{1,80})?\s*+[.;,]?\s*+"
)
_SQUARE = re.compile(r"\[[^\[\]]*\]")
_ROUND = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_ANY_HEAD = re.compile(f"{_HEAD}|{_PAGE_HEAD}", re.IGNORECASE)
_ENDS = re.compile(r"\s*+[.;,:]*+\s*+(?:$|(?:\([a-z]{1,2}|[a-z])\)\s|[A-ZÀ-Ý“«])")
# “(para. 10) and (para. 11)”
_AND_ANOTHER = re.compile(rf"\s*+(?:{any_of(words().between)}|&)\s++[(\[]\s*+{_HEAD}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:^|(?<=[.;:–—…”»])\s|(?<=[–—])\s?|(?<=\n))\s*(?P<cited>(?:{_HEAD}|{_PAGE_HEAD}).*)$", re.IGNORECASE
)
_BEGINS = re.compile(r"[.:)–—-]?\s+(?=\S)|[.:)–—-]\s*(?=\S)|\s*$")
# Whatever looks like a citation in brackets, so that one in a form not known is reported, not read as text.
_LOOKS = re.compile(
    rf"\[\s*(?:Report|Rapport|Informe)\b[^\]]*\]?|\[[^\[\]]*(?:{_HEAD})[^\[\]]*\]", re.IGNORECASE
)


class Stand(Enum):
    """Where the citations of a document stand."""

    END = "behind each text"
    BEGIN = "before each text"
    NONE = "nowhere"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation found in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        cited: What it cites, one or more, without regions.
        report_form: What the form of Annex B says in detail; None for other forms.
        prefix: What stands before its number: “A/CONF.222/RPM.3/1, ”.
    """

    start: int
    end: int
    cited: tuple[Citation, ...]
    report_form: re.Match[str] | None = None
    prefix: str = ""


class Forms:
    """Finds citations.

    Args:
        declared: Forms of a document's own, in plain words: “Rec. {paragraph}{letter}”.
    """

    def __init__(self, declared: Iterable[str] = ()) -> None:
        self.declared = tuple(declared)
        self._reports: frozenset[str] = frozenset()

    @cached_property
    def _declared(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(declared_form, self.declared))

    @property
    def facts(self) -> dict[str, str]:
        """The forms that are known, for messages, and how one is declared."""
        return {"forms": ", ".join((*self.declared, KNOWN_FORMS)), "example": "{paragraph}{letter}"}

    def find(self, text: str) -> list[Mark]:
        """The citations that stand in or behind a text, in order."""
        found = [Mark(*one.span(), (_of(one),), one) for one in REPORT_FORM.finditer(text)]
        for form in self._declared:
            found += [Mark(*one.span(), (_of(one),)) for one in form.finditer(text)]
        for brackets in (_SQUARE, _ROUND):
            for one in brackets.finditer(text):
                inside = self._inside(text, *one.span())
                if inside and (brackets is _SQUARE or self._ends(text, inside.end, inside.prefix)):
                    found.append(inside)
        marks: list[Mark] = []
        for mark in sorted(found, key=lambda one: (one.start, -one.end)):
            if not marks or mark.start >= marks[-1].end:
                marks.append(mark)
        if not (marks and not text[marks[-1].end :].strip(" .;,:")) and (bare := _BARE.search(text)):
            inside = self._whole(bare["cited"], needs_head=True)
            is_behind = not marks or bare.start("cited") >= marks[-1].end
            if inside and not inside.prefix and is_behind:
                end = bare.start("cited") + len(bare["cited"].rstrip(" .;,"))
                marks.append(Mark(bare.start("cited"), end, inside.cited))
        return marks

    def _inside(self, text: str, start: int, end: int) -> Mark | None:
        """The citation in brackets, which may close further back than it seems.

        In Spanish and French “12 c)” has half its brackets: “(párr. 12 c))”, “(par. 12 a) et 13 c))”.
        """
        last = None
        for _ in range(_MOST_HALVED if text[start] == "(" else 1):
            if inside := self._whole(text[start + 1 : end - 1], needs_head=True):
                last = Mark(start, end, inside.cited, prefix=inside.prefix)
            if not (behind := _HALVED.match(text, end)):
                break
            end = behind.end()
        return last

    def _ends(self, text: str, end: int, prefix: str) -> bool:
        """Whether a citation in round brackets, which ends at a place, ends what stands before it."""
        is_first = not prefix.strip() and _AND_ANOTHER.match(text, end)
        return bool(is_first or _ENDS.match(text, end)) or _plain(prefix) in self._reports

    def begin(self, text: str) -> Mark | None:
        """The citation that a text begins with: “138.1 Ratify …”, “12 (c) Promote …”."""
        start = len(text) - len(text.lstrip())
        for form in self._declared:
            if one := form.match(text, start):
                return Mark(*one.span(), (_of(one),))
        opened = text[start : start + 1] in ("[", "(")
        head = re.compile(_HEAD, re.IGNORECASE).match(text, start + opened)
        one = _NUMBER.match(text, head.end() if head else start + opened)
        if one is None:
            return None
        end = one.end()
        if opened:
            if text[end : end + 1] not in ("]", ")"):
                return None
            end += 1
        behind = _BEGINS.match(text, end)
        if behind is None or not (head or _is_structured(one)):
            return None
        return Mark(start, behind.end(), (_of(one),))

    def whole(self, text: str, last: Citation | None = None) -> tuple[Citation, ...]:
        """What a text cites that is nothing but a citation; nothing where it is more or less.

        Args:
            text: As in a cell of its own: “12 (c)”, “138.1 (Uruguay)”, “(ii)”.
            last: The citation before it, which “(ii)” goes on from.
        """
        bare = text.strip()
        for form in self._declared:
            if one := form.fullmatch(bare):
                return (_of(one),)
        if last and (one := _BELOW.fullmatch(bare)):
            return (_below(last, one),)
        if one := REPORT_FORM.fullmatch(bare.rstrip(" .;,")):
            return (_of(one),)
        for brackets in (_SQUARE, _ROUND):
            if brackets.fullmatch(bare):
                bare = bare[1:-1]
        found = self._whole(bare, needs_head=False)
        return found.cited if found else ()

    def _whole(self, text: str, *, needs_head: bool) -> Mark | None:
        for head, read in ((_HEAD, _paragraphs), (_PAGE_HEAD, _pages)):
            for found in re.finditer(head, text, re.IGNORECASE):
                cited, end = read(text, found.end())
                if cited and _TAIL.fullmatch(text, end):
                    prefix = text[: found.start()]
                    if len(prefix) <= _LONGEST_PREFIX and not re.search(r"\w$", prefix):
                        return Mark(0, end, cited, prefix=prefix)
                break
        if needs_head:
            return None
        cited, end = _paragraphs(text, len(text) - len(text.lstrip()))
        return Mark(0, end, cited) if cited and _TAIL.fullmatch(text, end) else None

    def within(self, text: str) -> Iterator[re.Match[str]]:
        """Citations in brackets that may end a text or not, where those that do were found already.

        “(Convention, art. 2, para. 1)” is of the text; “(para. 1)” alone may end one, and so may one that
        names a report which others cite: “(see A/CONF.222/RPM.3/1, para. 1)”.
        """
        for one in _ROUND.finditer(text):
            inside = self._whole(one[0][1:-1], needs_head=True)
            if inside and (
                not inside.prefix.strip()
                or any(report in _plain(inside.prefix).split() for report in self._reports)
            ):
                yield one

    def unknown(self, text: str) -> Iterator[re.Match[str]]:
        """What looks like a citation in a text in which those that are known were found already."""
        return _LOOKS.finditer(text)

    def unread_at_end(self, text: str) -> re.Match[str] | None:
        """What stands in round brackets at the end of a text, and cites in a form that is not known."""
        last = next((one for one in _ROUND.finditer(text) if not text[one.end() :].strip(" .;,:")), None)
        return last if last and not self.find(last[0]) and _ANY_HEAD.search(last[0]) else None

    def stand(self, texts: Sequence[str]) -> Stand:
        """Where the citations of a document stand, by all its texts.

        From then on the reports whose symbols stand in citations that end a text are known. A citation of one
        of them ends a text wherever it stands; that of another document may stand within a sentence.
        """
        prefixes = (_plain(mark.prefix) for text in texts for mark in self.find(text))
        self._reports = frozenset(filter(SYMBOL.fullmatch, prefixes))
        if any(self.find(text) or _LOOKS.search(text) for text in texts):
            return Stand.END
        whole = [text for text in texts if len(text.split()) >= FEW_WORDS]
        begun = sum(self.begin(text) is not None for text in whole)
        return Stand.BEGIN if begun and 2 * begun >= len(whole) else Stand.NONE


def brackets_are_odd(texts: Iterable[str]) -> bool:
    """Whether a letter in brackets is an oddity of a document: most of its citations have it without."""
    forms = [one for text in texts for one in REPORT_FORM.finditer(text) if one["bracketed"] or one["letter"]]
    return 2 * sum(bool(one["bracketed"]) for one in forms) < len(forms)


def is_cited(text: str) -> bool:
    """Whether a text has a citation in brackets, of whatever form."""
    return _LOOKS.search(text) is not None or bool(Forms().find(text))


def declared_form(words_: str) -> re.Pattern[str]:
    """The pattern of a form in plain words, in which names in braces stand for what changes.

    Raises:
        ValueError: if it has no {paragraph} and no {page}, or a name that is not known.
    """
    parts = {
        "paragraph": r"(?P<paragraph>[1-9][0-9]{0,3})",
        "decimal": rf"(?P<decimal>{DECIMAL})(?!\.[1-9])",
        "letter": r"(?:\s*\(?(?P<letter>[a-z])\)?(?!\w))?",
        "point": r"(?:\s*\(?(?P<point>[ivxl]{1,6}|[1-9][0-9]?)\)?(?!\w))?",
        "page": r"(?P<page>[1-9][0-9]{0,3})",
    }
    pattern, names = "", []
    for plain, name in re.findall(r"([^{}]*)(?:\{(\w*)\})?", words_):
        pattern += r"\s+".join(map(re.escape, re.split(r"\s+", plain)))
        if name:
            if name not in parts or name in names:
                raise ValueError(name)
            names.append(name)
            pattern += parts[name]
    if not {"paragraph", "page"} & set(names):
        raise ValueError(words_)
    start = r"(?<!\w)" if re.match(r"\w|\{", words_) else ""
    return re.compile(f"{start}{pattern}" + ("" if names[-1] == "letter" else r"(?!\d)"), re.IGNORECASE)


def _plain(prefix: str) -> str:
    """What stands before the number of a citation, to be compared: “A/CONF.222/RPM.3/1,” by its symbol."""
    return prefix.strip(" ,;:\n\t\xa0")


def _of(one: re.Match[str]) -> Citation:
    """What the groups of a citation's pattern say."""
    said = {name: value or "" for name, value in one.groupdict().items()}
    letter = next((said[name] for name in ("bracketed", "halved", "dotted", "letter") if said.get(name)), "")
    page = whole(said.get("page") or "0")
    return Citation(
        "",
        whole(said.get("paragraph") or "0"),
        letter.lower(),
        (said.get("point") or said.get("halved_point", "")).lower(),
        said.get("decimal", ""),
        page,
        int(page > 0),
    )


def _is_structured(one: re.Match[str]) -> bool:
    """Whether a number is more than a number: that alone could count anything."""
    return bool(
        one["decimal"] or one["bracketed"] or one["dotted"] or one["letter"] or one["halved"] or one["point"]
    )


def _below(last: Citation, one: re.Match[str]) -> Citation:
    """What “(ii)” means behind “12 (c) (i)”, and “(d)” behind “12 (c)”."""
    letter, point = one["bracketed"].lower(), (one["point"] or "").lower()
    goes_on = bool(last.point) and roman_value(letter) == roman_value(last.point) + 1
    if not point and (goes_on or len(letter) > 1 or (letter == "i" and last.letter not in ("", "h"))):
        return replace(last, point=letter)
    return replace(last, letter=letter, point=point)


def _paragraphs(text: str, place: int) -> tuple[tuple[Citation, ...], int]:
    """The paragraphs that are cited from a place on, and where they end."""
    found: list[Citation] = []
    end = place
    again = re.compile(_HEAD, re.IGNORECASE)
    while True:
        if head := again.match(text, place):
            place = head.end()
        if one := _NUMBER.match(text, place):
            found.append(_of(one))
        elif found and (one := _BELOW.match(text, place)):
            found.append(_below(found[-1], one))
        else:
            return tuple(found), end
        end = one.end()
        between = _BETWEEN.match(text, end)
        if between is None:
            return tuple(found), end
        place = between.end()


def _pages(text: str, place: int) -> tuple[tuple[Citation, ...], int]:
    one = _PAGE.match(text, place)
    return ((_of(one),), one.end()) if one else ((), place)
