"""Faults of words: a clause reworded away from its sources, or weakened or firmed up."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.checking.basis import Basis, ReadLine
from drafter.checking.finding import Finding, ShownText
from drafter.checking.regions import unbacked_regions
from drafter.composing.glossary import load_glossary
from drafter.matching.features import stem
from drafter.problems import Severity
from drafter.returned.likeness import words_of
from drafter.strength import count_firm_words, count_hedges, strength_words

# Words whose coming and going changes nothing that a source must bear out. "Not", "all" and the like are
# none of them.
_LIGHT = frozenset(
    """a an and as at be been being by for from had has have in into is it its of on or such that the their
    them then there these they this those through to was were which while who with within will we our as
    well also so thus thereby therein thereof""".split()
)
# Below this share of a clause's words it is another clause.
_LEAST_KEPT = 0.5
# Below this share of its weightier words nothing of it is left.
_LEAST_OF_IT = 0.15
_MOST_SHOWN = 12


def wording_findings(basis: Basis) -> Iterator[Finding]:
    """Every fault of the clauses' words, line by line."""
    for line in basis.lines:
        if not line.printed or line.line.is_copy:
            continue
        before, now = words_of(line.printed_text), words_of(line.text)
        if before == now or _written_out(line.printed_text) == _written_out(line.text):
            continue
        if _is_replaced(before, now):
            yield _replaced(basis, line)
            continue
        strength = list(_strength(line))
        yield from (finding for _, finding in strength)
        said = [*(word for word, _ in strength), *unbacked_regions(basis, line)]
        yield from _reworded(basis, line, before, now, {one for words in said for one in words_of(words)})


def _is_replaced(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether a text has another's place: next to none of its weightier words are left."""
    weighty = {stem(word) for word in before if word not in _LIGHT}
    come = {stem(word) for word in now if word not in _LIGHT}
    return min(len(weighty), len(come)) > 1 and len(weighty & come) < _LEAST_OF_IT * len(weighty)


def _replaced(basis: Basis, line: ReadLine) -> Finding:
    name = f"the text of {line.line.label}" if line.line.label else "its text"
    numbers = line.numbers
    theirs = f"footnote{'s' if len(numbers) > 1 else ''} {' and '.join(map(str, numbers))}"
    belong = f"; its {theirs} belong{'' if len(numbers) > 1 else 's'} to the old text" if numbers else ""
    sources = [one for one in line.sources if basis.matrix and one in basis.matrix.by_id]
    return line.finding(
        "reworded",
        Severity.ERROR,
        f"{name} was replaced{belong}",
        "Compare the texts; put the old one back, or cite what the new one comes from.",
        notes=numbers,
        sources=line.sources,
        texts=[*_texts(line), *map(basis.source_text, sources)],
    )


def _written_out(text: str) -> str:
    """The letters of a text, with every abbreviation in its short form."""
    return "".join(words_of(load_glossary().shortened(text)))


def _strength(line: ReadLine) -> Iterator[tuple[str, Finding]]:
    """Hedges and firm words that came or went, each with what is wrong with it."""
    old, new = line.printed_text, line.text
    for count, kind, lost_is_worse in ((count_hedges, "hedge", True), (count_firm_words, "firm word", False)):
        before, now = count(old), count(new)
        for changed, is_lost in ((before - now, True), (now - before, False)):
            for word in changed:
                is_worse = is_lost is lost_is_worse
                finding = line.finding(
                    "strength-changed",
                    Severity.ERROR if is_worse else Severity.WARNING,
                    f"the {kind} “{word}” {'is gone' if is_lost else 'has come in'}: the clause is "
                    + ("stronger" if is_worse else "weaker")
                    + " than its sources",
                    "Put it back, or have the change agreed."
                    if is_lost
                    else "Take it out, or have it agreed.",
                    notes=line.numbers,
                    texts=_texts(line),
                )
                yield word, finding


def _reworded(
    basis: Basis, line: ReadLine, before: Sequence[str], now: Sequence[str], said: set[str]
) -> Iterator[Finding]:
    """Words that no source has, and words of the sources that went; not those that are said already."""
    gone, come = _difference(before, now)
    light = _LIGHT | strength_words() | said
    sources = [basis.matrix.by_id[one] for one in line.sources if basis.matrix and one in basis.matrix.by_id]
    of_sources = {stem(word) for item in sources for text in item.wordings for word in words_of(text)}
    of_sources |= {stem(word) for word in before}
    kept = {stem(word) for word in now}
    new = [word for word in come if word not in light and stem(word) not in of_sources]
    went = [word for word in gone if word not in light and stem(word) not in kept]
    if not new and not went:
        return
    share = 1 - len(gone) / len(before) if before else 0.0
    is_another = share < _LEAST_KEPT and len(new) > 1
    parts = [f"words that no source has: {_list(new)}"] if new else []
    parts += [f"words of its sources that went: {_list(went)}"] if went else []
    yield line.finding(
        "reworded",
        Severity.ERROR if is_another else Severity.WARNING,
        ("reworded beyond what its sources say; " if is_another else "reworded; ") + "; ".join(parts),
        "Compare it with its sources; if the words are agreed, write them into selection.yaml (wording).",
        notes=line.numbers,
        sources=line.sources,
        texts=[*_texts(line), *(basis.source_text(item.id) for item in sources)],
    )


def _difference(before: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that went and those that came, in order; what only moved did neither."""
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    gone: list[str] = []
    come: list[str] = []
    for tag, start, end, start_now, end_now in matcher.get_opcodes():
        if tag != "equal":
            gone += before[start:end]
            come += now[start_now:end_now]
    moved = Counter(gone) & Counter(come)
    return _less(gone, moved), _less(come, moved)


def _less(words: Iterable[str], taken: Counter[str]) -> list[str]:
    left = Counter(taken)
    kept = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            kept.append(word)
    return kept


def _list(words: Sequence[str]) -> str:
    shown = list(dict.fromkeys(words))
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return ", ".join(f"“{word}”" for word in shown[:_MOST_SHOWN]) + more


def _texts(line: ReadLine) -> list[ShownText]:
    return [ShownText("As drafted", line.printed_text), ShownText("As it stands", line.text)]
