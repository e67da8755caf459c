"""The criteria of a selection file."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from drafter.matrix.criteria import CountBy, Criteria, Filter
from drafter.model import Matrix
from drafter.problems import DrafterError
from drafter.records import Problems, read_mapping, read_text_value
from drafter.selection.keys import CRITERIA_KEYS
from drafter.selection.values import one_or_many, read_word, unless_null

_ONE_CRITERION: dict[str, Callable[[str], Criteria]] = {
    "section": lambda words: Criteria(sections=(words,)),
    "theme": lambda words: Criteria(themes=(words,)),
    "region": lambda words: Criteria(regions=(words,)),
    "exclude-region": lambda words: Criteria(exclude_regions=(words,)),
    "text": lambda words: Criteria(text=(words,)),
}


def read_criteria(node: yaml.Node | None, problems: Problems, matrix: Matrix) -> Criteria:
    """The criteria of a selection, having reported what is wrong with them.

    Args:
        node: The mapping; None where there is none.
        problems: Where to report.
        matrix: The matrix that they are applied to.
    """
    values = read_mapping(unless_null(node), problems, "the criteria", optional=CRITERIA_KEYS)
    words = {
        key: _read_words(values.get(key), key, problems, matrix)
        for key in ("section", "theme", "region", "exclude-region", "text")
    }
    count = read_word(values.get("count"), problems, "count", list(CountBy))
    return Criteria(
        sections=words["section"],
        themes=words["theme"],
        min_regions=_read_number(values.get("min-regions"), problems),
        regions=words["region"],
        exclude_regions=words["exclude-region"],
        count=CountBy(count or CountBy.RECOMMENDATION),
        text=words["text"],
    )


def _read_words(node: yaml.Node | None, key: str, problems: Problems, matrix: Matrix) -> tuple[str, ...]:
    found = []
    for item in one_or_many(node):
        words = read_text_value(item, problems, f"the criterion “{key}”")
        if not words or not words.strip():
            if not isinstance(item, yaml.ScalarNode):
                continue
            problems.add("empty", item, f"the criterion “{key}” is empty", "Give it words, or take it out.")
            continue
        try:
            Filter.of(matrix, _ONE_CRITERION[key](words))
        except DrafterError as error:
            problems.add("unknown-criterion", item, error.message, error.hint)
        found.append(words)
    return tuple(found)


def _read_number(node: yaml.Node | None, problems: Problems) -> int:
    value = read_text_value(node, problems, "“min-regions”")
    if node is None or value is None:
        return 1
    if not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        problems.add("bad-number", node, f"“min-regions” is “{value}”", "Write a number: 1 or more.")
        return 1
    return int(value)
