"""Single changes to the text of a selection file; every other byte stays as a person wrote it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

import yaml

from drafter.model import SelectionEntry
from drafter.problems import DrafterError
from drafter.records import compose_as_it_stands
from drafter.selection.blocks import Facts, SelectionText, cut, end_of, facts, line_end, split_lines
from drafter.selection.file import CLAUSE
from drafter.selection.line import NoteLine

# A text that can stand without quotation marks and is read as text by every YAML reader.
_PLAIN = re.compile(r"(?:\.{0,2}/)*[^\W\d_](?:[\w ./()’“”,;–—-]|:(?! )|'(?=\w))*[\w./)’”]|[^\W\d_]|[1-9]\d*")
_NOT_TEXT = frozenset("null true false yes no on off y n".split())
_WIDTH = 100
TEXT_TAG = "tag:yaml.org,2002:str"
_LONGEST_LINE = 90


def scalar(text: str) -> str:
    """A text as YAML on one line, in quotation marks where it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


def listed(texts: Sequence[str]) -> str:
    """Texts as a YAML list on one line."""
    return "[" + ", ".join(f'"{t}"' if "," in t and scalar(t) == t else scalar(t) for t in texts) + "]"


def folded(text: str) -> list[str]:
    """A long text as the lines of a YAML block, the first being its mark."""
    lines = textwrap.wrap(text, _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return [">-", *(f"  {line}" for line in lines)]


def text_lines(text: str) -> list[str]:
    """A text on one line, or, where it is long, as the lines of a YAML block."""
    one = scalar(text)
    return [one] if len(one) <= _LONGEST_LINE else folded(text)


def fact_lines(entry: SelectionEntry, key: str) -> list[str]:
    """What a clause says of one key, as the lines of its YAML; none where it says nothing."""
    if key == "sources":
        signed = [*(f"+{source}" for source in entry.added), *(f"-{source}" for source in entry.dropped)]
        return [f"[{', '.join(signed)}]"] if signed else []
    if key == "wordings":
        lines = []
        for one in entry.wordings:
            lines.append(f"  - sources: {listed(one.sources)}")
            if one.wording:
                first, *rest = folded(one.wording)
                lines += [f"    wording: {first}", *(f"    {line}" for line in rest)]
        return ["", *lines] if lines else []
    value = str(getattr(entry, key) or "")
    if not value:
        return []
    return folded(value) if key == "wording" else text_lines(value)


def require_cut(text: str, path: Path) -> SelectionText:
    """A file as lines.

    Raises:
        DrafterError: if the clauses are written in a style that cannot be changed line by line.
    """
    found = cut(text)
    if found is None:
        raise unfit(path)
    return found


def unfit(path: Path) -> DrafterError:
    """What to say of a file that drafter can read but not change."""
    return DrafterError(
        f"nothing was written: {path} is written in a style that drafter cannot change without touching "
        "what is yours",
        "Begin each clause on a line of its own with “- id: …” and write one fact a line below it.",
    )


def expect(text: str, head: object, clauses: Facts, path: Path) -> str:
    """The text, if it says exactly what it should.

    Raises:
        DrafterError: if it does not: the change would have touched something else.
    """
    try:
        said = facts(text)
    except yaml.YAMLError:
        said = None, []
    if said != (head, clauses):
        raise unfit(path)
    return text


def set_fact(
    text: str, path: Path, where: Sequence[str], key: str, value: Sequence[str], *, keep_old: bool = False
) -> str:
    """Set one fact of the head, or of a clause.

    Args:
        text: The file as it stands.
        path: The file, for messages.
        where: Empty for the top of the file; ("options",), ("criteria",); ("clauses", ID).
        key: Which fact.
        value: Its YAML: one line, or the lines of a block; none to take the fact out.
        keep_old: Keep what stood there as a comment.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    root = compose_as_it_stands(text)
    mapping = _find(root, where)
    if mapping is None and where and where[0] != "clauses":
        return _with_new_mapping(text, path, root, where[0], key, value)
    if mapping is None or mapping.flow_style:
        raise unfit(path)
    lines = split_lines(text)
    before = _others(text, where, key)
    end = line_end(text)
    found = next(((k, v) for k, v in mapping.value if k.value == key), None)
    column = mapping.start_mark.column
    if found is None:
        if not value:
            return text
        at = _place_for(mapping, key, lines, is_clause=bool(where) and where[0] == "clauses")
        lines[at - 1] = lines[at - 1] if lines[at - 1][-1:] in "\r\n" else lines[at - 1] + end
        lines[at:at] = _rendered(key, value, column, end)
    else:
        _replace(lines, found, column, value, end, keep_old=keep_old)
    result = "".join(lines)
    if _others(result, where, key) != before:
        raise unfit(path)
    return result


def _others(text: str, where: Sequence[str], key: str) -> tuple[object, object]:
    """All that a file says but one fact."""
    try:
        head, clauses = facts(text)
    except yaml.YAMLError:
        return None, None
    named = [*where, key]

    def without(value: object, way: Sequence[str]) -> object:
        if not way or not isinstance(value, dict):
            return value
        name, *rest = way
        kept = {k: without(v, rest) if k == name else v for k, v in value.items()}
        if not rest or not kept.get(name):
            kept.pop(name, None)
        return kept

    if named[0] == "clauses":
        return head, [
            (given, without(what, named[2:]) if given == named[1] else what) for given, what in clauses
        ]
    return without(dict(head), named), clauses  # type: ignore[call-overload]


def _find(root: yaml.Node | None, where: Sequence[str]) -> yaml.MappingNode | None:
    node = root
    for number, name in enumerate(where):
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == name), None)
        elif isinstance(node, yaml.SequenceNode) and number:
            node = next((item for item in node.value if _id_of(item) == name), None)
    return node if isinstance(node, yaml.MappingNode) else None


def _id_of(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _rendered(key: str, value: Sequence[str], column: int, end: str) -> list[str]:
    space = " " * column
    first, *rest = value
    return [f"{space}{key}: {first}".rstrip() + end, *(f"{space}{line}{end}" for line in rest)]


def _place_for(mapping: yaml.MappingNode, key: str, lines: list[str], *, is_clause: bool) -> int:
    """The line where a new fact goes: in the usual order of facts, below drafter's comment."""
    order = CLAUSE.keys if is_clause else ()
    rank = order.index(key) if key in order else len(order)
    earlier = [
        value
        for name, value in mapping.value
        if name.value not in order or order.index(name.value) < rank or not order
    ]
    at = max((end_of(value) for value in earlier), default=mapping.start_mark.line + 1)
    while is_clause and at < len(lines) and NoteLine.read(lines[at], _id_of(mapping)) is not None:
        at += 1
    return at


def _replace(
    lines: list[str],
    found: tuple[yaml.ScalarNode, yaml.Node],
    column: int,
    value: Sequence[str],
    end: str,
    *,
    keep_old: bool,
) -> None:
    """Put a value in the place of another; comments behind and between stay."""
    key, old = found
    first, stop = key.start_mark.line, end_of(old)
    space = " " * column
    is_short = old.start_mark.line == old.end_mark.line == first and stop == first + 1
    if len(value) == 1 and is_short and not keep_old:
        start, finish = old.start_mark.column, old.end_mark.column
        gap = "" if lines[first][start - 1 : start] == " " else " "
        lines[first] = lines[first][:start] + gap + value[0] + lines[first][finish:]
        return
    behind = lines[first][old.end_mark.column :].strip() if is_short else ""
    kept = [f"{space}{behind}{end}"] if behind.startswith("#") and not keep_old else []
    if not is_short and not keep_old:
        kept = _comments(lines, old, first, stop, space, end)
    was = [f"{space}# {line[column:].rstrip()}{end}" for line in lines[first:stop]] if keep_old else kept
    lines[first:stop] = [*was, *(_rendered(str(key.value), value, column, end) if value else [])]


def _comments(lines: list[str], old: yaml.Node, first: int, stop: int, space: str, end: str) -> list[str]:
    """The comments among the lines of a list: what follows an item, and lines of their own."""
    if isinstance(old, yaml.ScalarNode):
        behind = lines[stop - 1][old.end_mark.column :].strip() if old.style not in ("|", ">") else ""
        return [f"{space}{behind}{end}"] if behind.startswith("#") else []
    taken = {
        item.end_mark.line: item.end_mark.column for item in old.value if isinstance(item, yaml.ScalarNode)
    }
    if getattr(old, "flow_style", False):
        taken[old.end_mark.line] = old.end_mark.column
    rests = (lines[n][taken.get(n, 0) :].strip() for n in range(first, stop))
    found = (rest.lstrip(",]}").strip() for rest in rests)
    return [f"{space}{rest}{end}" for rest in found if rest.startswith("#")]


def _with_new_mapping(
    text: str, path: Path, root: yaml.Node | None, name: str, key: str, value: Sequence[str]
) -> str:
    """The text with ``options`` or ``criteria`` above the clauses, where there were none."""
    if not value:
        return text
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else []
    at = next((k.start_mark for k, _ in pairs if k.value == "clauses"), None)
    if at is None:
        raise unfit(path)
    lines = split_lines(text)
    empty = next(((k, v) for k, v in pairs if k.value == name), None)
    before = _others(text, (name,), key)
    end = line_end(text)
    fact = _rendered(key, value, at.column + 2, end)
    if empty is None:
        lines[at.line : at.line] = [f"{' ' * at.column}{name}:{end}", *fact]
    elif empty[1].start_mark.index != empty[1].end_mark.index:
        raise unfit(path)
    else:
        line = empty[0].start_mark.line
        lines[line + 1 : line + 1] = fact
    result = "".join(lines)
    if _others(result, (name,), key) != before:
        raise unfit(path)
    return result
