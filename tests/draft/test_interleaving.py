"""Several wordings in one text, from which each can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.lines import interleave

WORDS = "promote the rule of law in all schools and courts including prisons where appropriate".split()


def read_back(parts, version):
    return " ".join(text for part in parts for text, versions in part if version in versions)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (("a b c d e f", "a b x d e f"), "a b [c] [x] d e f"),
        (("a b c d e f", "a b c d e f g"), "a b c d e f [g]"),
        (("a b c d e f", "a b d e f"), "a b [c] d e f"),
        (("a b c d e f g h", "x b c d y f g h"), "[a] [x] b c d [e] [y] f g h"),
    ],
)
def test_what_differs_is_in_brackets_side_by_side(versions, expected):
    parts = interleave(versions)
    every = tuple(range(len(versions)))
    shown = [text if numbers == every else f"[{text}]" for part in parts for text, numbers in part]
    assert " ".join(shown) == expected


@pytest.mark.parametrize("versions", [("a b c d", "w x y z"), ("a b c d e f", "a b c d e f")])
def test_wordings_too_far_apart_or_equal_make_no_such_text(versions):
    assert interleave(versions) is None


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["", "new", "x y"])), max_size=3), st.data())
def test_each_version_can_be_read_back(changes, data):
    lead, other = list(WORDS), list(WORDS)
    for place, words in sorted(changes, reverse=True):
        other[place : place + data.draw(st.integers(0, 2))] = words.split()
    versions = [" ".join(lead), " ".join(other)]
    parts = interleave(versions)
    if parts is not None:
        assert [read_back(parts, version) for version in (0, 1)] == versions
