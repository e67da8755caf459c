"""Web pages as trees: elements end where the HTML standard (13.2.6) ends them, as far as tables need it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from itertools import islice

from drafter.problems import DrafterError

# A character by its number, where no character has one so long.
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{10,};?")
_EMPTY_COMMENT = re.compile("<!---?>")  # as browsers have it

# Elements whose content is no text of the page, and those that have no content.
NO_TEXT = frozenset("script style xml".split())
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset(
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre "
    "section summary ul".split()
)
CELLS = ("td", "th")
_GROUPS = ("thead", "tbody", "tfoot")
_IN_TABLES = frozenset(("table", "tr", "caption", "colgroup", "col", *_GROUPS, *CELLS))
_NO_TEXT_INSIDE = frozenset(("table", "tr", *_GROUPS))
# What an element inside these closes stands inside them.
_SCOPES = frozenset(("table", "caption", "body", *CELLS))
_FORMATS = frozenset("a b big code em font i nobr s small strike strong sub sup tt u".split())
# An element that closes one of its kind before it, but not one outside the list that it stands in.
_ITEMS = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt"), "option": ("option",)}
_LISTS = frozenset("ol ul menu dir dl select datalist".split())
# Fields of a form that do not show what they hold.
_UNSEEN_FIELDS = frozenset("checkbox color file hidden image password radio range".split())
# Deeper elements stand beside one another, those that only say how text looks before others: what reads
# the tree goes down it.
_DEEPEST, _DEEPEST_FORMAT = 300, 100


@dataclass(eq=False)
class Element:
    """An element of a page, with its text and elements in order."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    @cached_property
    def style(self) -> dict[str, str]:
        """What its own style says, in small letters."""
        pairs = (one.partition(":") for one in self.attributes.get("style", "").lower().split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs}

    def elements(self) -> Iterator[Element]:
        """The elements right in it."""
        return (child for child in self.children if isinstance(child, Element))

    def all_elements(self) -> Iterator[Element]:
        """The elements in it, however deep."""
        # Not by calling itself: each element would go through all above it.
        within = [self.elements()]
        while within:
            child = next(within[-1], None)
            if child is None:
                within.pop()
            else:
                yield child
                within.append(child.elements())

    def text(self) -> str:
        """All text in it."""
        if self.tag in NO_TEXT:
            return ""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def tree_of(page: str, file: str) -> tuple[Element, int]:
    """The tree of a page, and how many characters that are not blank its text has.

    Args:
        page: What stands in it.
        file: Its name, for messages.

    Raises:
        DrafterError: if a comment in it never ends.
    """
    parser = _Parser(file)
    parser.feed(_LONG_REFERENCE.sub("\ufffd", page))
    parser.close()
    return parser.root, parser.count


class _Parser(HTMLParser):
    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self._file = file
        self.root = Element("html")
        self.count = 0
        self._open = [self.root]

    # What a page says

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in ("html", "head", "body"):
            return  # a page has one of each, whether it says so or not
        if tag in _IN_TABLES - {"table"} and (not self._has("table", ()) or self._has("template", ())):
            return
        self._close_before(tag)
        element = Element(tag, {name: value or "" for name, value in reversed(attrs)})
        self._add(element)
        kind = element.attributes.get("type", "text").lower()
        if tag == "input" and kind not in _UNSEEN_FIELDS:
            held = element.attributes.get("value", "")
            element.children.append(held)
            self.count += len("".join(held.split()))
        if tag not in _EMPTY and len(self._open) < (_DEEPEST_FORMAT if tag in _FORMATS else _DEEPEST):
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in _IN_TABLES and self._has("template", ("table",)):
            return
        if tag in _FORMATS:
            for place in range(len(self._open) - 1, 0, -1):
                if self._open[place].tag == tag:
                    del self._open[place]  # what began inside goes on
                if self._open[place - 1].tag in _SCOPES:
                    return
            return
        scope: Container[str] = () if tag == "table" else ("table",) if tag in _IN_TABLES else _SCOPES
        if self._has(tag, scope):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text; a hyphen that is only there to break a word is none of it."""
        data = data.replace("\N{SOFT HYPHEN}", "")
        if not any(element.tag in NO_TEXT for element in self._open):
            self.count += len("".join(data.split()))
        self._add(data)

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: FBT002  # as Python has it
        """A comment; one that never ends takes all that stands behind it from whoever looks at the page.

        Raises:
            DrafterError: of one that never ends.
        """
        if empty := _EMPTY_COMMENT.match(self.rawdata, i):
            return empty.end()
        end = super().parse_comment(i, report)
        if end < 0:
            line, _ = self.getpos()
            raise DrafterError(
                f"{self._file}:{line}: a comment begins here with “<!--” and never ends: no browser shows "
                "anything behind it",
                "Write “-->” where it is to end, or delete “<!--”.",
            )
        return end

    def parse_html_declaration(self, i: int) -> int:
        """What begins with ``<!``: as in browsers, ``<![if …]>`` is a comment and no fault."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    # Where it belongs

    def _add(self, child: Element | str) -> None:
        """Add to the open element; what cannot stand between cells stands before the table."""
        parent = self._open[-1]
        place = len(parent.children)
        belongs = not child.strip() if isinstance(child, str) else child.tag in _IN_TABLES | NO_TEXT
        if parent.tag in _NO_TEXT_INSIDE and not belongs:
            table = next(one for one in reversed(self._open) if one.tag == "table")
            parent = table.parent or self.root
            # It stands at the end, or near it: looked for from the front, long pages would take for ever.
            ends = range(len(parent.children) - 1, -1, -1)
            place = next(n for n in ends if parent.children[n] is table)
        if isinstance(child, Element):
            child.parent = parent
        parent.children.insert(place, child)

    def _close_before(self, tag: str) -> None:
        """Close what a beginning element closes."""
        if (tag in BLOCKS or tag == "table") and self._has("p", _SCOPES):
            while self._open.pop().tag != "p":
                pass
        if tag in CELLS:
            self._close_to(("tr", "table", *_GROUPS))
            self._imply("tbody", ("table",))
            self._imply("tr", _GROUPS)
        elif tag == "tr":
            self._close_to(("table", *_GROUPS))
            self._imply("tbody", ("table",))
        elif tag in _IN_TABLES - {"table"}:
            self._close_to(("table",))
        elif tag == "table" and self._open[-1].tag in _NO_TEXT_INSIDE:
            self._close_to(("table",))
            self._open.pop()
        elif tag in _ITEMS:
            self._close_item(_ITEMS[tag])

    def _close_item(self, tags: Container[str]) -> None:
        """Close the item before, unless a list begins in it."""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag in tags:
                del self._open[place:]
                return
            if self._open[place].tag in _LISTS | _SCOPES:
                return

    def _close_to(self, tags: Container[str]) -> None:
        while len(self._open) > 1 and self._open[-1].tag not in tags:
            self._open.pop()

    def _imply(self, tag: str, parents: Container[str]) -> None:
        if self._open[-1].tag in parents:
            element = Element(tag)
            self._add(element)
            self._open.append(element)

    def _has(self, tag: str, scopes: Container[str]) -> bool:
        """Whether an element is open, inside the nearest of some others."""
        for element in islice(reversed(self._open), len(self._open) - 1):  # but for the page itself
            if element.tag == tag:
                return True
            if element.tag in scopes:
                return False
        return False
