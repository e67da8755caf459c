"""Characters that must not pass unseen; “bis”, letters and numerals of clauses; short forms of a text."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator

from drafter.problems import Problem, Severity

# Characters that must not pass unseen, in any text that comes in
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_NAMED = re.compile(f"{_FORBIDDEN.pattern}|[\ue000-\uf8ff]")
# What closes a text, and brackets around it: they change when a clause moves, or one of several is chosen.
_AT_THE_END = re.compile(r"(?<![\s.;,:\[\]])[\s.;,:\[\]]+\Z")
_AT_THE_START = re.compile(r"\A[\s\[]+")
_EMPTY_LETTERS = "\u115f\u1160\u3164\uffa0"  # fillers of Hangul: letters of which nothing is seen
# Among them tags and signs of variants, of which a whole text can be made that nobody sees.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_INVISIBLE_OR_EMPTY = re.compile(f"{_INVISIBLE.pattern}|[\u2028\u2029{_EMPTY_LETTERS}]")
_QUOTED = re.compile("“([^“”]*)”")
# What ends a line or a page where nobody sees that a word, or a paragraph, is in two.
_BREAKING = frozenset("\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_DOUBTFUL = re.compile(f"{_INVISIBLE.pattern}|[\u2028\u2029]")
_UNSEEN = re.compile(f"{_FORBIDDEN.pattern}|{_DOUBTFUL.pattern}")
_HINT_OF_BREAK = (
    "It ends a line or a page: delete it within a word; between two words put a blank in its place."
)
_PAGE_BREAK = re.compile(r"(?<!\S)\f|\f(?!\S)")


def visible(text: str) -> str:
    """A text for a message: characters that must not pass unseen are named instead of shown.

    So are those that each font draws as it likes, or not at all.
    """
    if text.isprintable():
        return text
    return _NAMED.sub(_named, text)


def with_nothing_unseen(text: str) -> str:
    """A text for a message in which whatever cannot be seen is named, also where it is all that is quoted."""
    if text.isascii():
        return visible(text)
    return _QUOTED.sub(_named_where_empty, _INVISIBLE_OR_EMPTY.sub(_named, visible(text)))


def _named(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"


def _named_where_empty(match: re.Match[str]) -> str:
    if not match[1] or any(unicodedata.category(sign)[0] in "LNPS" for sign in match[1]):
        return match[0]
    return f"“{''.join(f'⟨U+{ord(sign):04X}⟩' for sign in match[1])}”"


def named_sign(sign: str) -> str:
    """A sign by its number and its name in Unicode."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}"


def is_name(text: str) -> bool:
    """Whether a text can be somebody's name: there is a letter in it that can be seen."""
    return any(char.isalpha() and char not in _EMPTY_LETTERS for char in text)


def escaped_forbidden(text: str) -> str:
    """A text in JSON with the same characters escaped, which says the same."""
    return text if text.isascii() else _FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def without_forbidden(text: str) -> str:
    """A text with U+FFFD in place of each forbidden character, so that the rest can still be read."""
    return _FORBIDDEN.sub("\ufffd", text)


def with_plain_blanks(text: str) -> str:
    """A text in which blanks that do not break a line are as people type them."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def significant(text: str) -> str:
    """What of a text a fingerprint is made of: all but what closes it, and brackets around it."""
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    return _AT_THE_START.sub("", _AT_THE_END.sub("", whole))


def without_page_breaks(text: str) -> str:
    """A text with a blank for each end of a page (a form feed) that stands beside a blank or at a line's end.

    One that stands within a word, or without any blank between two, stays: nobody can tell which it is.
    """
    return _PAGE_BREAK.sub(" ", text)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset, both counted from 1, in characters."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def unsafe_characters(text: str, file: str, *, line: int = 1, column: int = 1) -> Iterator[Problem]:
    """Report every character that must not, or should not, stand in a text.

    Args:
        text: The text, with line feeds as its only line ends.
        file: The name to report.
        line: Where the text's first character stands in that file.
        column: Likewise.

    Yields:
        An error for each forbidden character, a warning for each other one that nobody sees.
    """
    if not _UNSEEN.search(text):
        return
    for pattern, severity, hint in (
        (_FORBIDDEN, Severity.ERROR, "Delete it: it cannot be seen, and Word could not show it."),
        (_DOUBTFUL, Severity.WARNING, "It cannot be seen. Delete it unless it is meant."),
    ):
        lines = enumerate(text.split("\n"), start=1)
        places = ((row, match) for row, part in lines for match in pattern.finditer(part))
        for row, match in places:
            col = match.start() + 1
            yield Problem(
                code="unsafe-character",
                severity=severity,
                message=f"the text contains {named_sign(match[0])}",
                hint=_HINT_OF_BREAK if match[0] in _BREAKING else hint,
                file=file,
                line=line + row - 1,
                column=col + column - 1 if row == 1 else col,
            )


def without_unseen(text: str) -> tuple[str, bool]:
    """A text without characters that must not, or should not, pass unseen, and whether there were any."""
    if text.isascii() and text.isprintable():
        return text, False
    kept = _INVISIBLE.sub("", _FORBIDDEN.sub("", text))
    return kept, kept != text


# Numbers and letters of clauses: “12 bis”, “12 ter”, “(b)”, “(ii)”
ORDINALS = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")


def repetition(number: int) -> str:
    """The Latin ordinal of a version.

    Args:
        number: 1 for the second version, "bis", and so on.
    """
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    return f"({number + 1})"


# What people type behind a number or before a text, in whatever form the paper has: the room says “alt”.
_TYPED_LABELS = (*ORDINALS, r"\(\d+\)", r"alt(?:\s+\d+)?(?!\w)", r"option\s+\d+(?=\s*:)")
_DIGITS = re.compile(r"\d+")


def label_pattern(printed: Iterable[str] = ()) -> str:
    """A regular expression for the labels of wordings: “bis”, “alt 2”, “Option 2” before a colon.

    Args:
        printed: Labels that a form has, such as “Variante 1:”; others with another number are like them.
    """
    own = {_like(label) for label in printed if _DIGITS.search(label)}
    return f"(?:{'|'.join((*sorted(own), *_TYPED_LABELS))})"


def _like(label: str) -> str:
    words = _DIGITS.sub("0", label.removesuffix(":")).split()
    pattern = r"\s+".join(map(re.escape, words)).replace("0", r"\d+")
    return rf"{pattern}(?=\s*:)" if label.endswith(":") else pattern


def letter_of(number: int) -> str:
    """The letter of a lettered item, as Word counts them: a to z, then aa, bb and so on.

    Args:
        number: From 1.
    """
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


_MOST_DIGITS = 9  # of a number: of a paragraph, a level, a width


def whole(said: str) -> int:
    """The whole number that digits say, with or without a sign before them; 0 for what says none.

    What has more digits than any number of a paragraph or a measure is the largest there is.
    """
    digits = said.removeprefix("-").removeprefix("+")
    if not digits.isdecimal():
        return 0
    number = int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS - 1
    return -number if said.startswith("-") else number


_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman_value(numeral: str) -> int:
    """What a roman numeral in small letters stands for; 0 for any other word."""
    values = [_ROMAN_DIGITS.get(digit, 0) for digit in numeral]
    if not all(values):
        return 0
    return sum(-one if one < max(values[n:]) else one for n, one in enumerate(values))


# Short forms


def free_name(wanted: str, taken: Container[str], separator: str = "-") -> str:
    """A name that is not taken: the wanted one, or that with the first free number behind it, from 2 on."""
    numbered = (f"{wanted}{separator}{number}" for number in itertools.count(2))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


class FreeNames:
    """Gives out names as ``free_name`` makes them, none twice; of many that are alike none takes long."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}  # the number that a name was last given with

    def take(self, wanted: str) -> str:
        """A name that is from now on taken."""
        name, number = wanted, self._last.get(wanted, 1)
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        self._last[wanted] = number
        return name


_OPENING_WORDS = 8
_LONGEST_OPENING = 60
_MOST_DIFFERENCES = 3
_DIFFERING_WORDS = 4


def first_words(text: str, most: int) -> str:
    """The first words of a text, and “…” where there are more."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def capitalized(text: str) -> str:
    """A text with a capital first, and else as it stands."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """A text of so many characters at most, cut between words."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def excerpt(text: str, beside: Iterable[str] = ()) -> str:
    """The first words of a clause, by which a person finds it.

    Args:
        text: Its words.
        beside: Texts that it is to be told from: where one opens alike, what differs follows.
    """
    opening = _opening(text)
    if not (beside := list(beside)):
        return opening
    words = _words(text)
    alike = [_words(one) for one in beside if _opening(one) == opening and _words(one) != words]
    at = sorted(
        {sum(1 for _ in itertools.takewhile(_is_pair, zip(words, one, strict=False))) for one in alike}
    )
    done = 0
    for place in at[:_MOST_DIFFERENCES] if opening.endswith(" …") else ():
        if place >= done:
            # What is all there is of it differs by its end.
            shown = words[place : place + _DIFFERING_WORDS] or words[-_DIFFERING_WORDS:]
            done = place + len(shown)
            opening += f" {' '.join(shown).rstrip(';,. ')}{' …' if done < len(words) else ''}"
    return opening


def _is_pair(pair: tuple[str, str]) -> bool:
    return pair[0].rstrip(",;") == pair[1].rstrip(",;")


def _words(text: str) -> list[str]:
    return text.strip(" []").rstrip(" .;]").split()


@functools.lru_cache(maxsize=16)  # a paragraph with thousands of faults is named for each of them
def _opening(text: str) -> str:
    words = text.strip(" []").split()
    if not words:
        return shortened(" ".join(text.split()), _LONGEST_OPENING)
    opening = " ".join(words[:_OPENING_WORDS])
    while len(opening) > _LONGEST_OPENING and " " in opening:
        opening = opening.rpartition(" ")[0]
    opening = opening[:_LONGEST_OPENING]
    more = " …" if len(opening) < len(" ".join(words)) else ""
    # A bracket at its beginning stays where its counterpart does: “[Justice] (Japan)”.
    lost = depth = 0
    for sign in re.findall(r"[\[\]]", opening):
        depth += 1 if sign == "[" else -1
        lost = max(lost, -depth)
    # What is nothing but signs is shown as it stands: a bracket, a semicolon.
    opening = opening.rstrip(";,. ") or text.strip()[:_LONGEST_OPENING]
    return ("[" * lost if text.lstrip().startswith("[") else "") + opening + more


def without_accents(text: str) -> str:
    """A text with plain letters for those with accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of running words, between which blank lines stand, without the signs of headings."""
    found = (" ".join(one.split()).lstrip("#").strip() for one in re.split(r"\n\s*\n", text))
    return [one for one in found if one]
