"""Phrases: words with facts in them, which stand in files that people can translate, and not in the code.

    clauses: “{count} {count:clause|clauses}, {guidance}”

A name in braces is replaced by the fact; a name and a colon by one of the words behind it, or of those in
the phrase that is named there, as the number asks for in the language. Which of them that is, gettext's rule
of the language says: “n != 1” for English.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from drafter.files.places import shipped_folder
from drafter.files.reading import stands
from drafter.model import Citation, Matrix
from drafter.problems import Severity, raise_on_errors
from drafter.records.keys import read_mapping
from drafter.records.nodes import Problems
from drafter.records.records import Reader, Record, choice, list_of, optional, required, text
from drafter.sources import Proposal
from drafter.text.italics import unmarked
from drafter.text.looks import did_you_mean
from drafter.text.words import shortened

PHRASES_FILE = "phrases.yaml"
ENGLISH = "n != 1"
_TRIED = 1000  # numbers that a rule must have a word for
# Facts without which a phrase would take away whose words are printed, or where they stand.
_NEEDED = frozenset(
    "by last letter listed named note number numbers others page paragraph point regions says whom wishes "
    "words".split()
)
_FACT = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<words>[^{}]*))?\}")

PluralRule = Callable[[int], int]


def plural_rule(expression: str) -> PluralRule:
    """Which word a number asks for, from 0.

    Args:
        expression: As gettext has it in “Plural-Forms” (https://www.gnu.org/software/gettext/manual), such as
            ``n%10==1 && n%100!=11 ? 0 : 1``.

    Raises:
        ValueError: if it is none.
    """
    return gettext.c2py(expression)


def names_in(phrase: str) -> frozenset[str]:
    """The names of the facts in a phrase."""
    return frozenset(found["name"] for found in _FACT.finditer(phrase))


def _printed_in(phrase: str) -> frozenset[str]:
    """The names of the facts that a phrase prints, and does not only choose a word by."""
    return frozenset(found["name"] for found in _FACT.finditer(phrase) if found["words"] is None)


class Phrases:
    """The phrases of one language.

    Args:
        texts: Each by its key.
        rule: The language's rule for plurals.
        crowded: Regions, and pages of their reports on which several recommendations stand.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        rule: PluralRule | None = None,
        crowded: Collection[tuple[str, int]] = (),
    ) -> None:
        self._texts = texts
        self._crowded = crowded
        self._rule = rule or plural_rule(ENGLISH)

    def plural(self, number: int, *words: str) -> str:
        """The word that a number asks for; the last where the language has more than there are."""
        return words[max(0, min(self._rule(number), len(words) - 1))]

    def paragraph(self, citation: Citation) -> str:
        """“para. 19 (h)”: where a recommendation stands in its region's report; or that nobody knows yet."""
        if citation.page:
            is_one_of_several = citation.order > 1 or (citation.region, citation.page) in self._crowded
            key = "page-nth" if is_one_of_several else "page"
            return self.say(key, page=citation.page, nth=citation.order)
        if not citation.paragraph:
            return self.say("no-paragraph", id=citation.id)
        key = "paragraph-lettered" if citation.letter else "paragraph"
        printed = self.say(key, number=citation.number, letter=citation.letter)
        return self.say("point", paragraph=printed, point=citation.point) if citation.point else printed

    def paragraphs(self, citations: Sequence[Citation]) -> str:
        """“paras. 12 (a) and (c), 13 and 14 (b)”: where recommendations stand in one region's report.

        Args:
            citations: One or more, in the order of the report.
        """
        numbered = [one for one in citations if one.paragraph]
        places = [self.paragraph(one) for one in citations if len(numbered) == 1 or not one.paragraph]
        if len(numbered) > 1:
            listed = []
            for (number, is_whole), several in groupby(
                numbered, lambda one: (one.number, one.label == one.number)
            ):
                # What stands below the number, with blanks that keep it on one line.
                below = [one.label.partition(" ")[2].replace(" ", "\N{NO-BREAK SPACE}") for one in several]
                listed.append(number if is_whole else f"{number}\N{NO-BREAK SPACE}{self._in_a_row(below)}")
            said = self.say("paragraphs", count=len(numbered), listed=self._in_a_row(listed))
            places = [said, *places]
        return self._in_a_row(places)

    def places(self, unit: str, places: Sequence[str]) -> str:
        """“paras. 5, 7 and 12 (a) and (c)”, “art. 18, para. 3”: where sources stand in one document.

        Args:
            unit: What its paragraphs are called, as it is printed before one: “para.”.
            places: In order, as the ids of sources have them.
        """
        key = f"unit-{unit.rstrip('.')}"
        key = key if key in self._texts else "unit"
        numbered = [one for one in places if one[:1].isdecimal() and "," not in one]
        listed = []
        for number, several in groupby(numbered, lambda one: one.partition(" ")[0]):
            below = [self._unbroken(one.removeprefix(number).strip()) for one in several]
            below = list(filter(None, below))
            listed.append(f"{number}\N{NO-BREAK SPACE}{self._in_a_row(below)}" if below else number)
        together = (
            [self.say(key, count=len(listed), listed=self._in_a_row(listed), unit=unit)] if listed else []
        )
        apart = [
            self.say(key, count=1, listed=self._unbroken(one), unit=unit)
            if one[:1].isdecimal()
            else self._unbroken(one)
            for one in places
            if one not in numbered
        ]
        return self._in_a_row([*together, *apart])

    def proposal(self, proposal: Proposal) -> dict[str, str]:
        """Whose a proposal is, “who”, and where it was “made”, in words in which italics are marked."""
        by, whom = self.in_a_row(proposal.by), proposal.on_behalf_of
        where = self.say("proposal-where", meeting=proposal.meeting) if proposal.meeting else ""
        date = self.say("proposal-date", date=proposal.date) if proposal.date else ""
        who = self.say("proposal-for", by=by, whom=whom) if whom else self.say("proposal-by", by=by)
        return {"who": who, "made": self.say("proposal-made", where=where, date=date)}

    def proposers(self, proposal: Proposal) -> tuple[str, ...]:
        """The names behind a declared proposal's words as they are printed; others only join them."""
        return (unmarked(self.proposal(proposal)["who"])[0],) if proposal.on_behalf_of else proposal.by

    @staticmethod
    def named(names: Sequence[str]) -> str:
        """Names side by side, apart from those within one: “Egypt on behalf of the Group; Japan”."""
        return ("; " if any(re.search(r",| and ", one) for one in names) else ", ").join(names)

    @staticmethod
    def _unbroken(place: str) -> str:
        """A place with blanks that keep each of its numbers beside what it is a number of."""
        return place.replace(" (", "\N{NO-BREAK SPACE}(").replace(". ", ".\N{NO-BREAK SPACE}")

    def in_a_row(self, names: Sequence[str], *, mark: str = ";") -> str:
        """Names in a sentence, with a mark between them where a name has an “and” of its own.

        “Africa and Europe”, “Asia and the Pacific; Africa; and Europe”.
        """
        if len(names) > 1 and any(self.say("and") in name for name in names):
            others = f"{mark} ".join(names[:-1])
            return self.say("last-of-long-list", others=others, mark=mark, last=names[-1])
        return self._in_a_row(names)

    def of(self, matrix: Matrix) -> Phrases:
        """These phrases for one matrix: its regions are called what they are, and its pages told apart."""
        citations = [item.citation for item in matrix.recommendations if item.citation.order > 1]
        crowded = {(one.region, one.page) for one in citations if one.page}
        key = "regions-are" if any(region.meeting for region in matrix.regions) else "contributors-are"
        words = "|".join(matrix.regions_are) or self._texts[key]
        return Phrases({**self._texts, "regions-are": words}, self._rule, crowded)

    @property
    def region_words(self) -> tuple[str, ...]:
        """What regions are called: one, and several."""
        return tuple(self._texts["regions-are"].split("|"))

    def _in_a_row(self, names: Sequence[str]) -> str:
        *others, last = names
        return self.say("last-of-list", others=", ".join(others), last=last) if others else last

    def say(self, key: str, /, **facts: object) -> str:
        """A phrase with its facts.

        Args:
            key: Of the phrase.
            facts: What its names stand for; a number where words are chosen by it.

        Raises:
            KeyError: if there is no such phrase, or a name in it stands for nothing.
        """
        phrase = self._texts[key]
        if "{" not in phrase:
            return phrase

        def one(found: re.Match[str]) -> str:
            value = facts[found["name"]]
            if found["words"] is None:
                return str(value)
            words = self._texts.get(found["words"], found["words"])
            return self.plural(int(str(value)), *words.split("|"))

        return _FACT.sub(one, phrase)


# A code may be said in several ways, told apart by a word behind a stroke.
_CATALOGUE = Record(
    "the catalogue",
    lambda findings: {one["code"]: one for one in findings},
    findings=required(
        list_of(
            Record(
                "a finding",
                dict[str, Any],
                code=required(text),
                severity=required(choice("severity", Severity)),
                message=required(text),
                hint=optional(text, ""),
            )
        )
    ),
)


class Catalogue:
    """How the problems are said that a package finds.

    Args:
        path: Its ``catalogue.yaml``, read when the first problem is said.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _read(self) -> tuple[dict[str, dict[str, Any]], Phrases]:
        said, problems = _CATALOGUE.load(self._path)
        raise_on_errors(problems.in_order())
        hints = {f"{code} hint": one["hint"] for code, one in said.items()}
        return said, Phrases({code: one["message"] for code, one in said.items()} | hints)

    def say(self, key: str, /, **facts: object) -> tuple[str, Severity, str, str]:
        """Code, severity, message and hint of a problem.

        Args:
            key: Its code; with “/” and a word where it is said in several ways.
            facts: What its words name.
        """
        said, phrases = self._read
        code, severity = key.partition("/")[0], said[key]["severity"]
        return code, severity, phrases.say(key, **facts), phrases.say(f"{key} hint", **facts)


@cache
def load_phrases(folder: Path | None = None) -> Phrases:
    """The phrases that forms share, each replaced by a form's own where its ``phrases.yaml`` has one.

    Args:
        folder: The form's folder.

    Raises:
        ContentError: with every fault in the form's file.
    """
    shared, rule = _read(shipped_folder("templates") / "common" / PHRASES_FILE)
    own = folder / PHRASES_FILE if folder else None
    if own is None or not stands(own):
        return Phrases(shared, rule)
    texts, own_rule = _read(own, shared)
    return Phrases({**shared, **texts}, own_rule or rule)


def _read(path: Path, shared: Mapping[str, str] | None = None) -> tuple[dict[str, str], PluralRule | None]:
    record = Record(
        "the file",
        lambda plural, phrases: (phrases, plural),
        plural=optional(_plural),
        phrases=optional(_phrases(shared), {}),
    )
    found, problems = record.load(path)
    raise_on_errors(problems.in_order())
    return found


_LONGEST_RULE = 100  # that is shown


def _plural(node: yaml.Node | None, problems: Problems, what: str) -> PluralRule | None:
    said = text(node, problems, what)
    try:
        rule = plural_rule(said)
        for number in range(_TRIED):
            rule(number)
    except (ValueError, ZeroDivisionError, RecursionError, MemoryError, SyntaxError):
        hint = f"Write it as “Plural-Forms” of gettext has it for the language. For English: {ENGLISH}"
        problems.add("bad-plural", node, f"“{shortened(said, _LONGEST_RULE)}” is no rule for plurals", hint)
        return None
    return rule


def _phrases(shared: Mapping[str, str] | None) -> Reader[dict[str, str]]:
    """Reads phrases, all of which must be known, as must the names in them; or any, where none are shared.

    A phrase prints the names that it needs.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, str]:
        keys = shared if shared is not None else [key.value for key, _ in node.value] if node else []
        found = {}
        for key, value in read_mapping(node, problems, what, optional=tuple(keys)).items():
            found[key] = text(value, problems, f"the phrase “{key}”")
            known = names_in(shared[key] if shared else found[key])
            for name in sorted(names_in(found[key]) - known):
                hint = did_you_mean(name, known) or f"Names known here: {', '.join(sorted(known)) or 'none'}."
                problems.add("unknown-name", value, f"unknown name “{name}”", hint)
            for name in sorted(
                (_printed_in(shared[key]) & _NEEDED if shared else set()) - _printed_in(found[key])
            ):
                problems.add(
                    "missing-name",
                    value,
                    f"the phrase “{key}” does not print “{{{name}}}”",
                    f"Write “{{{name}}}” where it is to stand.",
                )
        return found

    return read
