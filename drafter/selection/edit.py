"""Single changes to the text of a selection file; every other byte stays as a person wrote it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

import yaml

from drafter.model import SelectionEntry
from drafter.records import compose_as_it_stands
from drafter.selection.blocks import (
    SelectionText,
    comments_of,
    end_of,
    ended,
    facts,
    id_of,
    split_lines,
    unfit,
    value_of,
)
from drafter.selection.file import CLAUSE
from drafter.selection.line import NoteLine

# A text that can stand without quotation marks and is read as text by every YAML reader.
_PLAIN = re.compile(r"(?:\.{0,2}/)*[^\W\d_](?:[\w ./()’“”,;–—-]|:(?! )|'(?=\w))*[\w./)’”]|[^\W\d_]|[1-9]\d*")
_NOT_TEXT = frozenset("null true false yes no on off y n".split())
_WIDTH = 100
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


def set_fact(
    file: SelectionText, where: Sequence[str], key: str, value: Sequence[str], *, keep_old: bool = False
) -> SelectionText:
    """Set one fact of the head, or of a clause.

    Args:
        file: The file as it stands.
        where: Empty for the top of the file; ("options",), ("criteria",); ("clauses", ID).
        key: Which fact.
        value: Its YAML: one line, or the lines of a block; none to take the fact out.
        keep_old: Keep what stood there as a comment.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    text, end = file.text, file.end
    root, lines = compose_as_it_stands(text), split_lines(text)
    mapping = _find(root, where)
    is_clause = where[:1] == ("clauses",)
    if mapping is None and where and not is_clause:
        if not value:
            return file
        _put_in_mapping(root, lines, file.path, where[0], _rendered(key, value, end), end)
    elif mapping is None or mapping.flow_style:
        raise unfit(file.path)
    else:
        space = " " * mapping.start_mark.column
        pair = next((pair for pair in mapping.value if pair[0].value == key), None)
        if pair is not None:
            _replace(text, lines, root, pair, space, value, end, keep_old=keep_old)
        elif value:
            at = _place_for(mapping, key, lines, is_clause=is_clause)
            lines[at - 1] = ended(lines[at - 1], end)
            lines[at:at] = [space + line for line in _rendered(key, value, end)]
    result = "".join(lines)
    if _others(result, [*where, key]) != _others(text, [*where, key]):
        raise unfit(file.path)
    return SelectionText.of(result, file.path)


def _others(text: str, way: Sequence[str]) -> object:
    """All that a file says but one fact at the end of a way of keys; what is empty then goes, too."""
    try:
        of_it, rest = facts(text)
    except yaml.YAMLError:
        return None
    if way[0] == "clauses":
        of_it, rest, way = rest, of_it, way[1:]
    inner = dict(of_it).get(way[0]) if way[1:] else None
    others = {key: one for key, one in inner.items() if key != way[1]} if isinstance(inner, dict) else {}
    kept = [(name, others if name == way[0] else said) for name, said in of_it]
    return [pair for pair in kept if pair[1]], rest


def _find(root: yaml.Node | None, where: Sequence[str]) -> yaml.MappingNode | None:
    node = root
    for name in where:
        if isinstance(node, yaml.SequenceNode):
            node = next((item for item in node.value if id_of(item) == name), None)
        else:
            node = value_of(node, name)
    return node if isinstance(node, yaml.MappingNode) else None


def _rendered(key: str, value: Sequence[str], end: str) -> list[str]:
    first, *rest = value
    return [f"{key}: {first}".rstrip() + end, *(f"{line}{end}" for line in rest)]


def _place_for(mapping: yaml.MappingNode, key: str, lines: list[str], *, is_clause: bool) -> int:
    """The line where a new fact goes: in the usual order of facts, below drafter's comment."""
    later = CLAUSE.keys[CLAUSE.keys.index(key) :] if is_clause else ()
    earlier = [value for name, value in mapping.value if name.value not in later]
    at = max((end_of(value) for value in earlier), default=mapping.start_mark.line + 1)
    while is_clause and at < len(lines) and NoteLine.read(lines[at], id_of(mapping)) is not None:
        at += 1
    return at


def _replace(
    text: str,
    lines: list[str],
    root: yaml.Node | None,
    pair: tuple[yaml.ScalarNode, yaml.Node],
    space: str,
    value: Sequence[str],
    end: str,
    *,
    keep_old: bool,
) -> None:
    """Put a value in the place of another; comments behind and between stay."""
    key, old = pair
    first, stop = key.start_mark.line, end_of(old)
    if len(value) == 1 and first == old.start_mark.line == stop - 1 and not keep_old:
        start, finish = old.start_mark.column, old.end_mark.column
        gap = "" if lines[first][start - 1 : start] == " " else " "
        lines[first] = lines[first][:start] + gap + value[0] + lines[first][finish:]
        return
    if keep_old:
        kept = [f"{space}# {line[len(space) :].rstrip()}{end}" for line in lines[first:stop]]
    else:
        comments = comments_of(text, root)
        kept = [f"{space}{comments[n]}{end}" for n in range(first, stop) if n in comments]
    new = [space + line for line in _rendered(str(key.value), value, end)] if value else []
    lines[first:stop] = [*kept, *new]


def _put_in_mapping(
    root: yaml.Node | None, lines: list[str], path: Path, name: str, fact: Sequence[str], end: str
) -> None:
    """Put a fact into ``options`` or ``criteria``, which are empty or go above the clauses."""
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else []
    marks = {key.value: key.start_mark for key, _ in pairs}
    is_empty = all(one.start_mark.index == one.end_mark.index for key, one in pairs if key.value == name)
    if "clauses" not in marks or not is_empty:
        raise unfit(path)
    space = " " * marks["clauses"].column
    at = marks[name].line + 1 if name in marks else marks["clauses"].line
    head = [] if name in marks else [f"{space}{name}:{end}"]
    lines[at:at] = [*head, *(f"{space}  {line}" for line in fact)]
