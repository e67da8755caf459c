"""Tells names apart that stand together in a cell of a list, or in brackets behind its texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from drafter.documents.words import any_of, plain_head, words
from drafter.text.words import without_accents

_GROUP = r"\((?:[^()]|\([^()]*\))+\)"
INSIDE = re.compile(_GROUP)
RUN = re.compile(rf"{_GROUP}(?:[\s,]*{_GROUP})*")
_BEHIND = re.compile(r"\((?P<names>(?:[^()]|\([^()]*\))+)\)[.;,\s]*$")
SEPARATORS = " .;,\n\t\xa0"
# What can stand last: “the former Yugoslav Republic of Macedonia”, but not “(c)”, “(No. 189)”, “(see above)”.
# And within a text, where acronyms stand, too.
NOT_SMALL = r"[^\W\d_a-zß-öø-ÿœ]"
CAN_BE_NAME = re.compile(rf"(?=[^\d]*$).*{NOT_SMALL}", re.DOTALL)
MAY_BE_NAME = re.compile(rf"\s*(?=[^\d]*$)(?=.*[^\W\d_A-ZÀ-ÖØ-Þ]){NOT_SMALL}")
_BETWEEN = re.compile(r"\s*[;\n]\s*|\s*,\s*|\s+/\s+")
# A line end within a name stands beside small letters: “Great Britain and⏎Northern Ireland”.
_WRAPPED = re.compile(r"(?<=[\s’'-])(?P<small>[a-zà-ÿ]{1,5})\n|\n(?=[a-zà-ÿ(&])")
# What stands between two names in place of a comma; and beside a name, in what may be more than a name.
_JOINED = re.compile(r"[\s/+|&]+")
_BESIDE = re.compile(r"\s*[^\w\s.'’-]+\s*|\s{2,}|^(?:[a-zà-ÿ]+\s+)+")
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
        self._single = {name for text in every for name in _split(text) if name} | self._known
        self._whole = {text for text in every if not _BETWEEN.search(text)} | self._known
        self._whole -= {text for text in self._whole if self._made_of(text)}
        self._tails = {plain_head(one) for one in words().behind_a_comma}
        self._counts = Counter(name for cell in cells for name in self.of(cell))
        self._alike: defaultdict[str, list[str]] = defaultdict(list)  # names that differ in capitals alone
        for one in (*self._known, *self._counts):
            self._alike[one.casefold()].append(one)
        self._named = {*self._counts, *self._whole}
        self._within = Counter(name for text in within if MAY_BE_NAME.match(text) for name in self.of(text))

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

    def called(self, name: str) -> str:
        """As a name that differs in capitals alone stands most often: “CHILE” as “Chile”."""
        alike = self._alike.get(name.casefold(), ())
        ranked = ((one in self._known, self._counts[one], not one.isupper(), one) for one in alike)
        return max(ranked, default=(False, 0, False, name))[-1]

    def stands_once(self, name: str) -> bool:
        """Whether a name stands in one cell alone."""
        return self._counts[name] < _TWICE

    def is_acronym(self, text: str) -> bool:
        """Whether brackets behind a text hold capitals alone, once, where other names have small letters."""
        is_odd = 2 * sum(name.isupper() for name in self._counts) < len(self._counts)
        own = self.of(text)
        return text.isupper() and is_odd and not self._known & {*own} and all(map(self.stands_once, own))

    def named_in(self, name: str) -> str:
        """Another name that stands in one, beside a sign or words in small letters; empty where none does."""
        own = _plain(name)
        return next((one for one in _BESIDE.split(name) if one in self._single and _plain(one) != own), "")

    def _made_of(self, text: str) -> list[str]:
        """The names that a text is made of, with no comma between them: “Chile/Peru”, “Chile  Peru”."""
        if text in self._known:
            return []
        parts = _JOINED.split(text)
        names: list[str] = []
        while parts:
            ends = range(len(parts), 0, -1)
            found = ((end, " ".join(parts[:end])) for end in ends)
            end, name = next(
                ((end, one) for end, one in found if one != text and one in self._single), (0, "")
            )
            if not end:
                return []
            names.append(name)
            parts = parts[end:]
        return names

    def _apart(self, text: str) -> list[str]:
        bare = " ".join(text.split())
        if bare in self._whole and not _LAST.fullmatch(bare):
            return [bare]
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
        return self._made_of(name) or [name]


def _split(text: str) -> Iterator[str]:
    """The parts of a text between commas and the like that stand outside brackets."""
    text = _WRAPPED.sub(lambda found: f"{found['small'] or ''} ", text)
    masked = INSIDE.sub(lambda found: "x" * len(found[0]), text)
    start = 0
    for found in _BETWEEN.finditer(masked):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]


def _plain(name: str) -> str:
    """“the Netherlands” as “Netherlands”."""
    return plain_head(_ARTICLE.sub("", name, count=1))


def in_alphabet(name: str) -> str:
    """By what a name is put in alphabetical order: “Bénin” before “Bhutan”, “the Netherlands” under N."""
    return without_accents(_ARTICLE.sub("", name, count=1)).strip().casefold()


def names_behind(text: str) -> str:
    """What stands in the last brackets behind a text; empty where nothing does."""
    found = _BEHIND.search(text)
    return found["names"].strip() if found and CAN_BE_NAME.match(found["names"]) else ""


def _in_brackets(text: str) -> list[str]:
    """What stands in brackets, where a text is nothing else; else the text."""
    if RUN.fullmatch(bare := text.strip(SEPARATORS)):
        return [found[0][1:-1].strip() for found in INSIDE.finditer(bare)]
    return [text.strip()]
