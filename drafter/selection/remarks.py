"""What delegations say of clauses in comments of a selection: remarks, and what they would have otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from drafter.brackets import names_in
from drafter.decisions import WishedWording
from drafter.selection.blocks import Change, in_a_comment
from drafter.selection.earlier import earlier_in
from drafter.selection.known_names import known_names
from drafter.selection.loading import OpenSelection

# Who speaks; what stands before a colon else, as “# wording: …”, is a fact that was replaced.
_BY = r"# (?P<by>(?:the |somebody |[^\Wa-z_])[^:“”]*?)"
# What drafter writes behind a name when a remark is taken, whoever's: nothing else in a file looks like it.
_WRITTEN = re.compile(
    _BY + r"(?:, (?:\d{4}-\d\d-\d\d|undated): "
    r"| would delete (?:the|its own) wording (?:of .+: )?“"
    r"| would put it together with “"
    r"|: (?:without (?:the name of |.*, behind “)|(?:delete|in brackets) “|.*, behind “"
    r"|“.*” (?:above “|right behind “|before the other wordings$)"
    r"|.+ in the place of .+ behind |.+ too, behind ))"
)
_WITHOUT = re.compile(_BY + r": without (?P<source>[^\s,]+)")
_SOURCES = re.compile(_BY + r": without (?P<sources>\S+(?: and [^\s,]+)*)(?:, and the wording of .*)?$")
_STRIKES = re.compile(_BY + r" would delete the wording (?:of .+?: )?“(?P<words>.*)”$")
_TYPED = re.compile(_BY + r": ")


def remarks_in(selection: OpenSelection) -> dict[str, tuple[str, ...]]:
    """Delegation → the id of the clause of each of its comments, as drafter writes them below a block.

    Of a clause that is joined with another one it is that one's, where its words stand.

    Such is “# Egypt: without af-45g”, “# Egypt, 2026-05-03: Too long.”, “# Egypt would delete the wording …”:
    these are anybody's. What a person writes, “# Egypt: to be asked”, is a remark of Egypt's where the
    selection knows that name. What stands below “wished”, too, is a wish, and none of these.
    """
    if selection.cut is None:
        return {}
    names = known_names(selection.file)
    found: dict[str, list[str]] = {}
    home, earlier = selection.file.joined_with, earlier_in(selection.cut)
    for block in selection.cut.blocks:
        given = home.get(block.id, block.id)
        # One that was lifted stays in a comment, and what was said with it is none either.
        before = (one for was in earlier.get(given, ()) for one in was.wished)
        wished = [*selection.clause(given).wished, *before]
        for line in selection.cut.lines[block.start : block.stop]:
            for name in _authors_of(line.strip(), names, selection):
                if not _is_wished(line.strip(), [one for one in wished if name in one.by]):
                    found.setdefault(name, []).append(given)
    return {name: tuple(clauses) for name, clauses in found.items()}


def without_remarks(
    selection: OpenSelection, clause: str, is_settled: Callable[[str], bool]
) -> OpenSelection:
    """The selection without some comments of a block.

    Args:
        selection: The selection.
        clause: The clause's id.
        is_settled: Whether what a comment says is settled.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    file = selection.in_blocks
    block = file.by_id[clause]
    gone = [
        Change(at, at + 1)
        for at in range(block.start, block.stop)
        if (said := file.lines[at].strip()).startswith("# ") and is_settled(said.removeprefix("# "))
    ]
    return selection.reread(file.changed(gone)) if gone else selection


def _is_wished(comment: str, wished: Iterable[WishedWording]) -> bool:
    """Whether a comment says no more than what a delegation would have done with single wordings."""
    if without := _SOURCES.match(comment):
        gone = {source for one in wished for source in one.sources}
        return bool(gone) and gone.issuperset(without["sources"].split(" and "))
    said = _STRIKES.match(comment)
    return said is not None and said["words"] in {in_a_comment(one.wording) for one in wished if one.wording}


def _authors_of(comment: str, known: tuple[str, ...], selection: OpenSelection) -> tuple[str, ...]:
    """Whose remark a comment is; nobody's where it is none."""
    said, hand = _WRITTEN.match(comment), _TYPED.match(comment)
    if said is None and (without := _WITHOUT.match(comment)):
        # “ga-76-181: 12 (c)” is a place in a document.
        named = f"{without['source'].rstrip(':')}:"
        is_source = any(f"{one}:".startswith(named) for one in selection.opened.matrix.sources)
        said = without if is_source else None
    found = said or hand
    names = names_in(found["by"], known) if found else ()
    if names and all(name in known for name in names):
        return names
    return (said["by"],) if said else ()
