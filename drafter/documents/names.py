"""Whose a recommendation of a list is: the names in a cell, or in brackets behind the text.

The lists of recommendations of the Universal Periodic Review are written so: “Ratify it (Chile) (Peru);”, and
two texts under one number as “Ratify it (Chile); consider ratifying it (Peru);”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.documents.headings import key_of
from drafter.documents.table import Account, Piece, SpanKind
from drafter.documents.words import any_of, plain_head, words

_GROUP = r"\((?:[^()]|\([^()]*\))+\)"
_INSIDE = re.compile(_GROUP)
_RUN = re.compile(rf"{_GROUP}(?:[\s,]*{_GROUP})*")
_BEHIND = re.compile(r"\((?P<names>(?:[^()]|\([^()]*\))+)\)[.;,\s]*$")
_SEPARATORS = " .;,\n\t\xa0"
# What can stand last: “the former Yugoslav Republic of Macedonia”, but not “(c)”, “(No. 189)”, “(see above)”.
# And within a text, where acronyms stand, too.
_NOT_SMALL = r"[^\W\d_a-zß-öø-ÿœ]"
_CAN_BE_NAME = re.compile(rf"(?=[^\d]*$).*{_NOT_SMALL}", re.DOTALL)
_MAY_BE_NAME = re.compile(rf"\s*(?=[^\d]*$)(?=.*[^\W\d_A-ZÀ-ÖØ-Þ]){_NOT_SMALL}")
_BETWEEN = re.compile(r"\s*[;\n]\s*|\s*,\s*|\s+/\s+")
_LAST = re.compile(
    rf"(?P<others>.+)\s(?:{any_of(words().between)}|&)\s+(?P<last>.+?)", re.IGNORECASE | re.DOTALL
)
_AND = re.compile(rf"(?:{any_of(words().between)}|&)\s+", re.IGNORECASE)
# What is said of a name, and is none: “Chile, as coordinator of the Group”, “Peru (on behalf of the Group)”.
_ASIDE = re.compile(
    rf"(?:^|[\s(,]+)(?:(?:{any_of(words().between)}|&)\s+)?(?:{any_of(words().aside)})\s", re.IGNORECASE
)

_ARTICLE = re.compile(r"(?:the|la|le|les|el|los|las|l’|l')\b", re.IGNORECASE)  # “the Republic of Moldova”
_TWICE = 2


class Names:
    """Tells the names in a cell apart.

    Args:
        cells: What stands in all cells, or in the last brackets behind all texts; one without a comma is
            taken for one name.
        known: Names that are known otherwise.
        within: What stands in brackets with a semicolon behind it within texts.
    """

    def __init__(self, cells: Iterable[str], known: Iterable[str], within: Iterable[str] = ()) -> None:
        cells = tuple(cells)
        every = [text for cell in cells for text in _in_brackets(cell)]
        self._known = set(known)
        self._whole = {text for text in every if not _BETWEEN.search(text)} | self._known
        self._tails = {plain_head(one) for one in words().behind_a_comma}
        self._counts = Counter(name for cell in cells for name in self.of(cell))
        self._named = {*self._counts, *self._whole}
        self._within = Counter(name for text in within if _MAY_BE_NAME.match(text) for name in self.of(text))

    def of(self, text: str) -> list[str]:
        """The names in a cell: “Chile, Peru” are two, “Korea, Republic of” and “Trinidad and Tobago” one."""
        return list(dict.fromkeys(name for name, _ in self._read(text) if name))

    def asides(self, text: str) -> list[str]:
        """What is said there of the names, in which capacity they speak."""
        return [aside for _, aside in self._read(text) if aside]

    def _read(self, text: str) -> Iterator[tuple[str, str]]:
        for part in _in_brackets(text):
            for name in self._apart(part):
                aside = None if name in self._known else _ASIDE.search(name)
                start = aside.start() if aside else len(name)
                yield name[:start].strip(), name[start:].strip(" (),")

    def are_named(self, text: str, *, is_within: bool) -> bool:
        """Whether what stands in brackets is names that stand elsewhere, too, where only names stand."""
        names = self.of(text)
        return bool(names) and all(name in self._named or self._within[name] > is_within for name in names)

    def are_said_again(self, behind: str, names: Iterable[str]) -> bool:
        """Whether brackets behind a text name those whose it is, alone or with others.

        Most of the others are named elsewhere. Where those names are not in the brackets, and one that is
        stands nowhere else, it is theirs in other words: “South Korea” of “(Algeria, Republic of Korea)”.
        """
        named, whose = {_plain(one) for one in self.of(behind)}, set(map(_plain, names))
        others = named - whose
        unknown = others - set(map(_plain, self._named))
        if whose <= named:
            return 2 * len(unknown) <= len(named)
        return len(unknown) == 1 < len(others)

    def is_aside(self, name: str) -> bool:
        """Whether a part of brackets is no name: “as coordinator” begins small, and stands nowhere else."""
        begins_small = name[0].islower() and not _ARTICLE.match(name)
        return begins_small and self._counts[name] < _TWICE and name not in self._whole

    def _apart(self, text: str) -> list[str]:
        if text in self._whole and not _LAST.fullmatch(text):
            return [text]
        names: list[str] = []
        for name in filter(None, _split(text)):
            if names and plain_head(name) in self._tails:
                names[-1] += f", {name}"
            else:
                names.append(_AND.sub("", name, count=1) if names and _AND.match(name) else name)
        return [one for name in names for one in self._without_and(name)]

    def _without_and(self, name: str) -> list[str]:
        """“Peru and Chile” are two where one of them stands elsewhere alone; “Trinidad and Tobago” is one."""
        last = _LAST.fullmatch(name)
        if last and (last["last"] in self._whole or last["others"] in self._whole):
            return [*self._without_and(last["others"]), last["last"]]
        return [name]


def _split(text: str) -> Iterator[str]:
    """The parts of a text between commas and the like that stand outside brackets."""
    masked = _INSIDE.sub(lambda found: "x" * len(found[0]), text)
    start = 0
    for found in _BETWEEN.finditer(masked):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]


def _plain(name: str) -> str:
    """“the Netherlands” as “Netherlands”."""
    return plain_head(_ARTICLE.sub("", name, count=1))


def names_behind(text: str) -> str:
    """What stands in the last brackets behind a text; empty where nothing does."""
    found = _BEHIND.search(text)
    return found["names"].strip() if found and _CAN_BE_NAME.match(found["names"]) else ""


def names_within(text: str) -> list[str]:
    """What stands in brackets with a semicolon and more of a text behind it."""
    return [
        _inside(found[-1]) for found, end in _at_ends(Piece(text, 0, 0), is_last=False) if end < len(text)
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the names behind it."""

    names: tuple[str, ...]
    paragraphs: tuple[Piece, ...]


def take_names(paragraphs: Sequence[Piece], names: Names, account: Account) -> list[Said] | None:
    """Take the names from behind a text; or from behind each, where several stand one behind the other.

    Args:
        paragraphs: The text.
        names: The names of the list.
        account: Where to say what was read, and what cannot be told.

    Returns:
        The texts; none of them where no names stand at the end; None where it cannot be told, and is said,
        whether brackets within are a name: what stands before them would be given to another.
    """
    said: list[Said] = []
    taken: list[Piece] = []
    own: list[Piece] = []
    for paragraph in paragraphs:
        start = 0
        is_last = paragraph is paragraphs[-1]
        for brackets, end in _at_ends(paragraph, is_last=is_last):
            is_end = is_last and end == len(paragraph.text)
            last = _inside(brackets[-1])
            if is_end and not _CAN_BE_NAME.match(last):
                continue
            if not is_end and not names.are_named(last, is_within=True):
                if _MAY_BE_NAME.match(last):
                    example = f"- {{key: {key_of(last, (), is_whole=True)}, name: {last}}}"
                    account.report("in-list/name-within", brackets[-1], name=last, example=example)
                    return None
                continue
            is_behind = not paragraph.text[start : brackets[0].column - paragraph.column].strip()
            above = _at_end_of(own) if is_behind else []
            those = _of_names([*above, *brackets], names, account)
            opened = next(one for one in those if one not in above).column - paragraph.column
            _take_off(own, [one for one in those if one in above], taken)
            own.append(paragraph.part(start, opened))
            taken.append(paragraph.part(opened, end))
            if not (whose := list(_whose(those, names, account))):
                return []
            said.append(Said(tuple(dict.fromkeys(whose)), tuple(own)))
            own, start = [], end
        if paragraph.text[start:].strip():
            own.append(paragraph.part(start))
    if own:
        return []
    account.take(SpanKind.REGION, taken)
    return said


def _at_end_of(own: Sequence[Piece]) -> list[Piece]:
    """The brackets that end a text; where a line has nothing else, those of the line above it, too."""
    found: list[Piece] = []
    for piece in reversed(own):
        run = next(
            (one for one in _RUN.finditer(piece.text) if not piece.text[one.end() :].strip(_SEPARATORS)), None
        )
        if run is None:
            break
        whole = piece.part(*run.span())
        found = [whole.part(*one.span()) for one in _INSIDE.finditer(run[0])] + found
        if piece.text[: run.start()].strip():
            break
    return found


def _take_off(own: list[Piece], those: Sequence[Piece], taken: list[Piece]) -> None:
    """Take names off the end of a text."""
    for name in reversed(those):
        while own and (own[-1].line, own[-1].column) > (name.line, name.column):
            taken.append(own.pop())
        cut = name.column - own[-1].column
        taken.append(own[-1].part(cut))
        own[-1] = own[-1].part(0, cut)


def _whose(those: Sequence[Piece], names: Names, account: Account) -> Iterator[str]:
    """The names in brackets, without what is said of them: “(Chile, as coordinator of the Group)”."""
    for piece in those:
        every = names.of(_inside(piece))
        for aside in names.asides(_inside(piece)):
            account.report("no-name-in-brackets", piece, name=aside)
        for name in every:
            if name != every[0] and names.is_aside(name):
                account.report("no-name-in-brackets", piece, name=name)
            else:
                yield name


def _at_ends(paragraph: Piece, *, is_last: bool) -> Iterator[tuple[list[Piece], int]]:
    """Brackets, one behind the other, that a semicolon or the end of all follows; and where that ends."""
    for run in _RUN.finditer(paragraph.text):
        behind = paragraph.text[run.end() :]
        rest = behind.lstrip(_SEPARATORS)
        if behind.lstrip().startswith(";") or (is_last and not rest):
            whole = paragraph.part(run.start(), run.end())
            yield (
                [whole.part(*one.span()) for one in _INSIDE.finditer(run[0])],
                len(paragraph.text) - len(rest),
            )


def _of_names(brackets: Sequence[Piece], names: Names, account: Account) -> list[Piece]:
    """Those at the end that are names; the last is one: “(No. 29) (Chile) (Peru)”."""
    those = [brackets[-1]]
    for piece in reversed(brackets[:-1]):
        text = _inside(piece)
        has_name = any(names.of(_inside(one)) for one in those)
        if has_name and not names.are_named(text, is_within=False):
            if _MAY_BE_NAME.match(text):
                account.report("name-before-name", piece, name=text, other=_inside(those[0]))
            break
        those.insert(0, piece)
    return those


def _inside(piece: Piece) -> str:
    return piece.text[1:-1].strip()


def _in_brackets(text: str) -> list[str]:
    """What stands in brackets, where a text is nothing else; else the text."""
    if _RUN.fullmatch(bare := text.strip(_SEPARATORS)):
        return [found[0][1:-1].strip() for found in _INSIDE.finditer(bare)]
    return [text.strip()]
