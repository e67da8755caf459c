"""Says what is doubtful in a table as a whole: numbers that lost a nought, names and heads nearly one."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.citations.resolver import SYMBOL
from drafter.documents.found import Found
from drafter.documents.table import Account, Piece
from drafter.documents.tables import Head
from drafter.documents.words import any_of, plain_head, words
from drafter.model import Region
from drafter.text.looks import as_it_looks
from drafter.text.words import whole, without_accents

_ARTICLES = frozenset(("the", "la", "le", "les", "l", "el", "los", "las"))
_NEAR = 0.8  # likeness of a misspelt head: “Theem” to “theme”
_SHORTEST = 5  # letters of one; of fewer, other words are as near: “party” to “part”
_MOST_AT_ODDS = (
    0.2  # so many of a list's numbers, as a share, may be at odds with the rule that the others follow
)
_MISSPELT = {"section": "the sections", "theme": "the themes", "paragraph": "the paragraphs"}


def without_order(name: str) -> frozenset[str]:
    """By which “Iran (Islamic Republic of)” and “Islamic Republic of Iran” are seen to be one.

    So are “Caribbean” and “The Caribbean”, “Côte d’Ivoire” and “Cote d'Ivoire”.
    """
    return frozenset(plain_head(without_accents(name)).split()) - _ARTICLES


def look_at_heads(facts: Iterable[Head], roles: Iterable[str], account: Account) -> None:
    """Say which heads of columns that are kept as facts are nearly a word for what no column holds.

    Args:
        facts: The heads of columns that are kept as facts.
        roles: What other columns hold.
        account: Where to say so.
    """
    missing = [role for role in _MISSPELT if role not in set(roles)]
    for head in facts:
        plain, at = plain_head(head.name), head.piece
        if at is None or len(plain) < _SHORTEST:
            continue
        for role in missing:
            known = [word for word in words().columns[role] if len(word) >= _SHORTEST]
            if difflib.get_close_matches(plain, known, 1, _NEAR):
                account.report("near-head", at, head=head.name, role=role, what=_MISSPELT[role])


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of a list: “138.10” is 138 and 10; what its row says, and where the number stands."""

    paragraph: int
    decimal: str
    text: str
    at: Piece

    @property
    def label(self) -> str:
        """As it is written."""
        return f"{self.paragraph}.{self.decimal}"


def look_at_numbers(numbers: Sequence[Numbered], account: Account) -> None:
    """Say which numbers of one report may lack a nought at the end: 138.10, stored as a number, is 138.1.

    That is one which breaks a sequence that goes up, or which stands at two texts, as few others do.
    """
    numbers = [one for one in numbers if one.decimal.isdecimal()]
    there = Counter(one.label for one in numbers)
    said: set[int] = set()
    for place, (before, here) in enumerate(pairwise(numbers), start=1):
        meant = _meant(before, here, numbers[place + 1] if place + 1 < len(numbers) else None)
        if meant and not there[meant]:
            account.report("lost-nought", here.at, number=here.label, before=before.label, meant=meant)
            said.add(id(here))
    first: dict[str, Numbered] = {}
    again = [one for one in numbers if first.setdefault(one.label, one).text != one.text]
    if len(again) <= max(1, _MOST_AT_ODDS * len(numbers)):
        for one in again:
            other = first[one.label]
            if id(one) not in said and id(other) not in said:
                key = "number-repeats" + ("" if one.decimal.endswith("0") else "/nought")
                facts = {"number": one.label, "place": other.at.place, "meant": f"{one.label}0"}
                account.report(key, one.at, **facts)


def _meant(before: Numbered, here: Numbered, behind: Numbered | None) -> str:
    """What a number that breaks a sequence is with the noughts that make it follow; empty where none do.

    A list by themes goes up and down: only the very next number to a neighbour is told.
    """
    if before.paragraph != here.paragraph or whole(here.decimal) >= whole(before.decimal):
        return ""
    next_ = whole(behind.decimal) if behind and behind.paragraph == here.paragraph else 0
    for noughts in ("0", "00"):
        value = whole(here.decimal + noughts)
        if whole(before.decimal) < value and (whole(before.decimal) + 1 == value or next_ == value + 1):
            return here.label + noughts
    return ""


class NamesMet:
    """Names, of which one is seen to differ from one before it in order, articles, accents, scripts alone."""

    def __init__(self) -> None:
        self._met: dict[frozenset[str] | str, tuple[int, str]] = {}

    def other(self, name: str) -> str:
        """The first name before it that may be the same one, or an empty text; from now on it is met, too."""
        ways = (without_order(name), as_it_looks(name))
        before = min((self._met[way] for way in ways if way in self._met), default=(0, ""))
        for way in ways:
            self._met.setdefault(way, (len(self._met), name))
        return before[1]


def without_those_at_odds(
    found: Sequence[Found], regions: Sequence[Region], account: Account, where: str
) -> list[Found]:
    """What was read without that which cites the report of another region than the one that it is read as.

    Its footnote would cite a report in which it does not stand; whose it is, nobody can tell.

    A report is known by the name of its region, and by its symbol: as declared, as in the head of its column,
    or else as most citations of its region alone have it.

    Args:
        found: What was read.
        regions: All regions.
        account: Where to say so.
        where: The word by which the catalogue tells lists from grids.

    Returns:
        What is left.
    """
    left = list(found)
    names = {region.key: region.name for region in regions}
    cited = [one for one in found if one.cited and re.search(r"[^\W\d_]{2}", one.cited.text)]
    whose = _whose_reports(cited, regions)
    if not whose:
        return left
    signs = re.compile(rf"(?<![\w/])(?:{any_of(whose)})(?![\w/])", re.IGNORECASE)
    odd: list[tuple[Found, Piece, str]] = []
    for one in cited:
        if (at := one.cited) is None:
            continue
        named = [whose[sign.casefold()] for sign in signs.findall(at.text)]
        own = {one.item.citation.region, *one.item.also}
        if not named or any(keys & own for keys in named):
            continue
        others = dict.fromkeys(names[key] for keys in named for key in names if key in keys)
        odd.append((one, at, " or ".join(others)))
    counts = Counter(names[one.item.region] for one in cited)
    turned = Counter((names[one.item.region], other) for one, _, other in odd)
    for one, at, other in odd:
        name = names[one.item.region]
        is_each_others = turned[name, other] == counts[name] and 0 < counts[other] == turned[other, name]
        how = where or ("/exchanged" if is_each_others else "")
        account.report(f"cites-another-region{how}", at, citation=at.text.strip(), name=name, other=other)
        account.leave_again((one.piece, at))
        left = [each for each in left if each is not one]
    return left


def report_of(one: Found) -> str:
    """The report that a recommendation is cited from, by a symbol or a list's column; empty if none."""
    if one.cited and (symbol := SYMBOL.search(one.cited.text)):
        return symbol[0]
    return next((value for head, value in one.item.facts.items() if plain_head(head) in words().report), "")


def look_at_several_reports(found: Sequence[Found], regions: Sequence[Region], account: Account) -> None:
    """Say of which regions a list's column names several reports: their footnotes would cite one."""
    reports: dict[str, dict[str, Found]] = defaultdict(dict)
    for one in found:
        if (report := report_of(one)) and not (one.cited and report in one.cited.text):
            reports[one.item.region].setdefault(report, one)
    for region in regions:
        if len(own := reports[region.key]) > 1:
            named = ", ".join(own)
            account.report("several-reports", [*own.values()][1].piece, name=region.name, reports=named)


def _whose_reports(cited: Iterable[Found], regions: Iterable[Region]) -> dict[str, set[str]]:
    """Names and symbols of reports, in small letters, and the keys of the regions whose they are."""
    whose: dict[str, set[str]] = defaultdict(set)
    for region in regions:
        symbols = SYMBOL.findall(region.heading)
        for sign in filter(None, (region.name, region.heading, region.symbol, *symbols)):
            whose[sign.casefold()].add(region.key)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in cited:
        if one.cited and (symbol := SYMBOL.search(one.cited.text)):
            counts[one.item.citation.region][symbol[0].casefold()] += 1
    most: dict[str, set[str]] = defaultdict(set)
    for key, count in counts.items():
        (often, times), *_ = count.most_common(1)
        if 2 * times > count.total():
            most[often].add(key)
    return {sign: keys for sign, keys in most.items() if len(keys) == 1} | whose
