"""What the style sheets within a web page say of what is shown, as far as it can be followed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.documents.readers.html_tree import Element

_PROPERTIES = frozenset("display visibility mso-hide text-decoration text-decoration-line".split())
_HIDES = re.compile(r"(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all)\b")
_NO_RULE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
# Rules for paper alone, and for what is no element of the page.
_PRINT = re.compile(r"@media[^{}]*\bprint\b[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<names>(?:[.#][\w-]+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule whose selector names an element by itself: “td.note”, “#old”, “.x”."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    says: dict[str, str]

    @property
    def weight(self) -> tuple[int, int, int]:
        """Which of two rules holds (CSS Selectors, “Specificity”)."""
        return len(self.ids), len(self.classes), int(self.tag not in ("", "*"))

    def fits(self, element: Element) -> bool:
        """Whether it is said of an element."""
        own = element.attributes
        return (
            self.tag in ("", "*", element.tag)
            and self.classes <= set(own.get("class", "").split())
            and self.ids <= {own.get("id", "")}
        )


def apply_styles(root: Element) -> list[str]:
    """Add to the elements' own styles what the style sheets say of whether and how they are shown.

    Returns:
        The selectors of rules that hide, and say by what stands around it what: they are not followed.
    """
    rules: list[_Rule] = []
    others: list[str] = []
    for selectors, said in _sheets(root):
        says = {name: value for name, value in _pairs(said) if name in _PROPERTIES}
        hides = any(_HIDES.match(f"{name}:{value}") for name, value in says.items())
        for selector in filter(None, map(str.strip, selectors.split(","))) if says else ():
            found = _COMPOUND.fullmatch(selector)
            if found:
                names = re.findall(r"([.#])([\w-]+)", found["names"])
                classes, ids = (frozenset(name for sign, name in names if sign == one) for one in ".#")
                rules.append(_Rule((found["tag"] or "").lower(), classes, ids, says))
            elif hides and not selector.startswith("@"):
                others.append(" ".join(selector.split()))
    rules.sort(key=lambda rule: rule.weight)
    for element in root.all_elements() if rules else ():
        said_of = {name: value for rule in rules if rule.fits(element) for name, value in rule.says.items()}
        if said_of:
            element.style = said_of | element.style
    return others


def _sheets(root: Element) -> Iterator[tuple[str, str]]:
    """The rules of the style sheets within a page: selectors and what they say."""
    for sheet in root.all_elements():
        if sheet.tag == "style" and sheet.attributes.get("media", "").lower() != "print":
            text = "".join(child for child in sheet.children if isinstance(child, str))
            text = _PRINT.sub("", _NO_RULE.sub(" ", text))
            yield from ((found[1], found[2]) for found in _RULE.finditer(text))


def _pairs(said: str) -> Iterator[tuple[str, str]]:
    for one in said.lower().split(";"):
        name, _, value = one.partition(":")
        yield name.strip(), value.split("!")[0].strip()
