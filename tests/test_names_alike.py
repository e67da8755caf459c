"""Names that look alike and are others, and names that are read as several: said before they are counted."""

from __future__ import annotations

import pytest

from drafter.text.looks import looking_alike, reads_as_several
from tools import drafter_here, run_here


@pytest.mark.parametrize("name", ["Br\u0430zil", "\uff22razil", "Braz\u00edl", "Bra\u200bzil"])
def test_a_name_that_looks_like_another_is_told_with_it(name):
    assert list(looking_alike(["Egypt", "Brazil", name])) == [(name, "Brazil")]


def test_names_that_differ_in_capitals_or_in_letters_that_are_seen_are_not_told():
    assert not list(looking_alike(["Brazil", "brazil", "Niger", "Nigeria", "Mali", "Malawi"]))


@pytest.mark.parametrize(
    ("name", "is_read_so"),
    [
        ("Egypt, Brazil", True),
        ("Brazil)(Egypt", True),
        ("Brazil (", True),
        ("Iran (Islamic Republic of)", False),
        ("Bolivia (Plurinational State of, since 2009)", False),
        ("Côte d’Ivoire", False),
    ],
)
def test_a_name_is_read_as_several_where_commas_or_brackets_part_it(name, is_read_so):
    assert reads_as_several(name) == is_read_so


def test_sponsors_that_look_alike_are_warned_of_at_their_line(tmp_path):
    path = tmp_path / "s.yaml"
    run_here("select", "--min-regions", "5", "-o", path)
    head, first, rest = path.read_text(encoding="utf-8").partition("- id: ")
    given, _, rest = rest.partition("\n")
    wordings = [
        f"    - {{wording: Ensure it {n} times, by: [{who}]}}"
        for n, who in enumerate(("Brazil", "Br\u0430zil", '"Egypt, Brazil"'), 2)
    ]
    text = "\n".join([f"{head}{first}{given}", "  wordings:", *wordings, rest])
    path.write_text(text, encoding="utf-8")
    lines = text.split("\n")
    said = drafter_here("check", path).stdout.decode()
    place = next(n for n, line in enumerate(lines, 1) if "Br\u0430zil" in line)
    assert f"s.yaml:{place}:" in said
    assert "“Br\u0430zil” looks like “Brazil”, with other letters, and counts as another delegation" in said
    assert "“Egypt, Brazil” is one name here, and is read as several where it is printed" in said
    listed = f'delegations: [Brazil, "Br\u0430zil", "Egypt, Brazil"]\n{text}'
    path.write_text(listed, encoding="utf-8")
    assert "looks like" not in drafter_here("check", path).stdout.decode()
