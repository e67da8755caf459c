"""The symbols of the regions' reports: as a document has them, and held against what people declared."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from drafter.citations.resolver import SYMBOL
from drafter.documents.found import Found
from drafter.documents.table import CATALOGUE
from drafter.model import Region
from drafter.problems import Problem

_NO_PLACES: Mapping[str, tuple[int, int]] = MappingProxyType({})
# A run of blanks is looked at from its beginning alone.
_IN_BRACKETS = re.compile(rf"(?<!\s)\s*[(\[]\s*{SYMBOL.pattern}\s*[)\]]")
# Or on a line of its own; with a number in it, since “EEG/WEOG” names groups.
_BARE = rf"(?=\S*\d){SYMBOL.pattern}"
_AT_AN_END = re.compile(rf"\A\s*{_BARE}(?!\S)|(?<!\S){_BARE}\s*\Z")


def without_symbol(name: str) -> str:
    """“Africa (E/ECA/DIG/2025/4)” as “Africa”, without brackets, too; a name that would be empty as it is."""
    return _AT_AN_END.sub("", _IN_BRACKETS.sub("", name)).strip() or name


def symbols_of(found: Iterable[Found], regions: Iterable[Region]) -> dict[str, str]:
    """Region's key → the symbol of its report: as its column's head or most citations have it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if one.cited and (symbol := SYMBOL.search(one.cited.text)):
            counts[one.item.citation.region][symbol[0]] += 1
    symbols = {}
    for region in regions:
        in_head = [one for one in SYMBOL.findall(region.heading) if re.search(r"\d", one)]
        (often, times), *_ = counts[region.key].most_common(1) or [("", 0)]
        if len(in_head) == 1:
            symbols[region.key] = in_head[0]
        elif 2 * times > counts[region.key].total():
            symbols[region.key] = often
    return symbols


def with_symbols(
    regions: Sequence[Region], symbols: Mapping[str, str], known: Iterable[Region]
) -> tuple[Region, ...]:
    """Regions that nobody declared, with the symbols that the document has for them, and names without.

    A symbol that several regions have is of one report of theirs all, and stays out; a name that would be
    another's stays as it is.
    """
    declared = {region.key for region in known}
    times, names = Counter(symbols.values()), Counter(without_symbol(one.name) for one in regions)
    made = []
    for region in regions:
        if region.key in declared:
            made.append(region)
            continue
        symbol, name = symbols.get(region.key), without_symbol(region.name)
        own = replace(region, symbol=symbol if symbol and times[symbol] == 1 else None)
        is_other = name != region.name and names[name] == 1
        made.append(replace(own, name=name, head=region.heading) if is_other else own)
    return tuple(made)


def look_at_symbols(
    regions: Iterable[Region],
    symbols: Mapping[str, str],
    file: str,
    places: Mapping[str, tuple[int, int]] = _NO_PLACES,
) -> Iterator[Problem]:
    """Say which regions have another symbol than the document cites.

    Args:
        regions: As they stand in a file that people edit.
        symbols: Region's key → the symbol that the document has.
        file: That file.
        places: Region's key → the line and column there.
    """
    for region in regions:
        cited, own = symbols.get(region.key, ""), region.symbol or ""
        # Of a revision the symbol is that of the report, and more.
        if cited and own and not f"{own}/".casefold().startswith(f"{cited}/".casefold()):
            facts = {"name": region.name, "symbol": own, "cited": cited, "file": Path(file).name}
            code, severity, message, hint = CATALOGUE.say("symbol-at-odds", **facts)
            yield Problem(code, message, severity, hint, file, *places.get(region.key, (0, 0)))
