"""``drafter import``: the folder that it writes, and what a second import keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from making import change_word, excel, separated, word
from test_document_shapes import DATA, EDUCATION, GRID, PRISONS, VICTIMS, with_column

from drafter.documents import Layout, import_document
from drafter.documents.about import load_about
from drafter.matrix.matrix_file import load_matrix
from drafter.problems import DrafterError
from tools import drafter_here


def changed(*rows: list[str]) -> list[list[str]]:
    """Return the grid with other rows below it, or in place of those with the same theme."""
    given = {row[0]: row for row in rows}
    return [given.pop(row[0], row) for row in GRID] + list(given.values())


def run(path: Path, folder: Path, **options: bool) -> object:
    return import_document(path, folder, Layout(), **options)


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    run(separated(tmp_path / "matrix.csv", GRID), tmp_path / "out")
    return tmp_path / "out"


def correct(folder: Path, old: str, new: str, name: str = "matrix.yaml") -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def texts(folder: Path) -> dict[str, str]:
    return {item.id: item.text for item in load_matrix(folder / "matrix.yaml").recommendations}


ALL = {"africa-12c": EDUCATION, "europe-7": PRISONS, "africa-13": VICTIMS, "europe-8a": DATA}


def test_the_folder_has_the_matrix_the_facts_and_the_document(tmp_path: Path, imported: Path) -> None:
    assert texts(imported) == ALL
    assert (imported / "matrix.csv").read_bytes() == (tmp_path / "matrix.csv").read_bytes()
    about = load_about(imported / "about.yaml")
    assert [(region.key, region.heading, region.name) for region in about.regions] == [
        ("africa", "Africa", "Africa"),
        ("europe", "Europe", "Europe"),
    ]
    assert about.name == "matrix"


def test_the_same_document_gives_the_same_bytes(tmp_path: Path, imported: Path) -> None:
    before = {path.name: path.read_bytes() for path in imported.iterdir()}
    run(tmp_path / "matrix.csv", imported)
    assert {path.name: path.read_bytes() for path in imported.iterdir()} == before


def test_keys_are_short_and_readable(tmp_path: Path) -> None:
    heads = [
        "Theme",
        "Latin America and the Caribbean",
        "Africa",
        "African meeting (Nairobi)",
        "États arabes",
    ]
    rows = [heads, ["Justice", *(f"Act {n} [para. {n}]" for n in range(1, 5))]]
    run(separated(tmp_path / "m.csv", rows), tmp_path / "out")
    regions = load_about(tmp_path / "out" / "about.yaml").regions
    assert [region.key for region in regions] == ["lac", "africa", "african", "etats"]
    assert [region.name for region in regions] == heads[1:]


def test_facts_that_people_fill_in_reach_the_matrix(tmp_path: Path, imported: Path) -> None:
    correct(imported, "symbol: null", "symbol: A/CONF.1/RPM.4", "about.yaml")
    correct(imported, "name: Africa", "name: the African region", "about.yaml")
    run(tmp_path / "matrix.csv", imported)
    regions = load_matrix(imported / "matrix.yaml").regions
    assert (regions[0].name, regions[0].heading, regions[0].symbol) == (
        "the African region",
        "Africa",
        "A/CONF.1/RPM.4",
    )


def test_a_new_key_renames_what_people_corrected(tmp_path: Path, imported: Path) -> None:
    correct(imported, EDUCATION, "Promote schools for all")
    correct(imported, "key: africa", "key: af", "about.yaml")
    run(tmp_path / "matrix.csv", imported)
    assert texts(imported) == {
        "af-12c": "Promote schools for all",
        "europe-7": PRISONS,
        "af-13": VICTIMS,
        "europe-8a": DATA,
    }


def test_a_second_import_keeps_what_people_corrected(tmp_path: Path, imported: Path) -> None:
    correct(imported, EDUCATION, "Promote schools for all")
    new = separated(
        tmp_path / "matrix.csv", changed(["Data", GRID[2][1], ""], ["Schools", "", "Build schools [para. 9]"])
    )
    result = run(new, imported)
    assert texts(imported) == {
        "africa-12c": "Promote schools for all",
        "europe-7": PRISONS,
        "africa-13": VICTIMS,
        "europe-9": "Build schools",
    }
    renewal = result.renewal
    assert (renewal.new, renewal.gone, renewal.changed) == (["europe-9"], ["europe-8a"], [])
    assert renewal.kept == ["africa-12c"]
    assert renewal.conflicts == []


def test_what_the_document_changed_is_taken(tmp_path: Path, imported: Path) -> None:
    result = run(
        separated(tmp_path / "matrix.csv", changed(["Justice", "Teach all [para. 12c]", GRID[1][2]])),
        imported,
    )
    assert texts(imported)["africa-12c"] == "Teach all"
    assert result.renewal.changed == ["africa-12c"]


def test_what_both_changed_is_shown_side_by_side(tmp_path: Path, imported: Path) -> None:
    correct(imported, EDUCATION, "Promote schools for all")
    result = run(
        separated(tmp_path / "matrix.csv", changed(["Justice", "Teach all [para. 12c]", GRID[1][2]])),
        imported,
    )
    (conflict,) = result.renewal.conflicts
    assert texts(imported)["africa-12c"] == "Promote schools for all"
    assert "Promote schools for all" in conflict.message
    assert "Teach all" in conflict.hint
    assert conflict.clause == "africa-12c"


def test_what_people_took_out_and_added_stays_so(tmp_path: Path, imported: Path) -> None:
    text = (imported / "matrix.yaml").read_text("utf-8")
    text = re.sub(r"  - id: europe-8a\n.*?\n\n", "", text, flags=re.DOTALL)
    text = text.replace(
        "  - id: europe-7\n",
        "  - id: europe-99\n    themes: [justice]\n    text: Typed by hand\n\n  - id: europe-7\n",
    )
    (imported / "matrix.yaml").write_text(text, "utf-8")
    run(tmp_path / "matrix.csv", imported)
    assert texts(imported).keys() == {"africa-12c", "europe-7", "africa-13", "europe-99"}


def test_a_correction_without_a_record_is_not_overwritten(tmp_path: Path, imported: Path) -> None:
    correct(imported, EDUCATION, "Promote schools for all")
    (imported / "matrix.imported.yaml").unlink()
    with pytest.raises(DrafterError, match=r"matrix\.yaml was edited"):
        run(tmp_path / "matrix.csv", imported)
    run(tmp_path / "matrix.csv", imported, overwrite=True)
    assert texts(imported) == ALL


def test_a_document_that_people_changed_in_the_folder_is_not_overwritten(
    tmp_path: Path, imported: Path
) -> None:
    correct(imported, PRISONS, "Another text", "matrix.csv")
    with pytest.raises(DrafterError, match=r"matrix\.csv was not replaced"):
        run(tmp_path / "matrix.csv", imported)


def test_a_document_changed_in_its_folder_is_imported_from_there(imported: Path) -> None:
    correct(imported, PRISONS, "Empty the prisons", "matrix.csv")
    correct(imported, EDUCATION, "Promote schools for all")
    run(imported / "matrix.csv", imported)
    assert texts(imported) == ALL | {"africa-12c": "Promote schools for all", "europe-7": "Empty the prisons"}


# The command


def output_of(*arguments: str | Path, status: int = 0) -> tuple[str, str]:
    done = drafter_here("import", *arguments)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == status, out + err
    return out, err


def test_the_command_says_what_it_read_and_what_comes_next(tmp_path: Path) -> None:
    out, err = output_of(word(tmp_path / "matrix.docx", GRID), "-o", tmp_path / "out")
    assert "4 recommendations of 2 regions under 2 themes" in out
    assert f"Wrote {tmp_path / 'out'}" in err
    assert texts(tmp_path / "out") == ALL


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    out, _ = output_of(word(tmp_path / "matrix.docx", GRID), "-o", tmp_path / "out", "--dry-run")
    assert "4 recommendations" in out
    assert not (tmp_path / "out").exists()


def test_columns_and_tables_are_remembered(tmp_path: Path) -> None:
    rows = with_column(3, "Secretariat", "Merge", "")
    path = excel(tmp_path / "matrix.xlsx", Draft=rows[:2], Final=rows)
    output_of(path, "-o", tmp_path / "out", "--table", "Final", "--column", "ignore=Secretariat")
    about = load_about(tmp_path / "out" / "about.yaml")
    assert (about.table, about.columns) == ("Final", {"ignore": ("Secretariat",)})
    out, _ = output_of(path, "-o", tmp_path / "out")
    assert "4 recommendations" in out
    assert texts(tmp_path / "out") == ALL


def test_errors_are_all_told_and_nothing_is_written(tmp_path: Path) -> None:
    rows = [*GRID, ["Schools", VICTIMS, DATA], ["Police", "", f"{PRISONS} [paras. 3 and 4]"]]
    _, err = output_of(separated(tmp_path / "m.csv", rows), "-o", tmp_path / "out", status=1)
    assert f"m.csv:4:9: error: this text ends without a citation: “{VICTIMS}”" in err
    assert f"“{DATA}”" in err
    assert "[paras. 3 and 4]" in err
    assert not (tmp_path / "out").exists()


def test_a_doubt_takes_one_line_a_kind(tmp_path: Path) -> None:
    rows = with_column(3, "Remarks", "ask Vienna", "ask Geneva")
    _, err = output_of(separated(tmp_path / "m.csv", rows), "-o", tmp_path / "out")
    assert err.count("was left out") == 1
    assert "1 more like it" in err


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["nowhere.docx"], 3, "nowhere.docx"),
        (["m.csv", "--column", "Remarks"], 2, "KIND=HEAD"),
        (["m.csv", "--column", "nonsense=Remarks"], 2, "ignore"),
        (["m.csv", "--table", "Final"], 1, "there is no table “Final”"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], status: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    separated(tmp_path / "m.csv", GRID)
    _, err = output_of(*arguments, status=status)
    assert words in err


def test_the_names_that_a_second_import_gives(tmp_path: Path, imported: Path) -> None:
    correct(imported, EDUCATION, "Promote schools for all")
    path = separated(
        tmp_path / "matrix.csv",
        changed(["Data", GRID[2][1], "New words here [para. 8a]"], ["X", "", "Build [para. 9]"]),
    )
    out, _ = output_of(path, "-o", imported)
    assert "New: europe-9" in out
    assert "Changed in the document: europe-8a" in out
    assert "Kept as corrected by hand: africa-12c" in out


def test_a_changed_word_document_says_what_is_gone(tmp_path: Path) -> None:
    path = word(tmp_path / "matrix.docx", GRID)
    output_of(path, "-o", tmp_path / "out")
    change_word(path, lambda document: document.tables[0]._tbl.remove(document.tables[0].rows[2]._tr))
    out, _ = output_of(path, "-o", tmp_path / "out")
    assert "Gone from the document: africa-13, europe-8a" in out
