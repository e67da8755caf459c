"""What the style sheets within a web page say of what is shown, as far as it can be followed here."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.documents.readers.html_tree import Element
from drafter.files.limits import refuse_beyond

_PROPERTIES = frozenset("display visibility mso-hide text-decoration text-decoration-line".split())
_HIDES = re.compile(r"(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all)\b")
_NO_RULE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_PRINT = re.compile(r"\bprint\b", re.IGNORECASE)
_MOST_LOOKED_AT = 3_000_000  # rules and elements that they may be of, each with each
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


def apply_styles(root: Element, called: str) -> list[str]:
    """Add to the elements' own styles what the style sheets say of whether and how they are shown.

    Args:
        root: The page.
        called: How messages call it.

    Returns:
        The selectors of rules that hide, and say by what stands around it what: they are not followed.

    Raises:
        DrafterError: if there are more rules for more elements than can be looked at.
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
    by_name = _by_rarest_name(rules)
    looked_at = 0
    for element in root.all_elements() if rules else ():
        own = element.attributes
        of_classes = (f".{one}" for one in own.get("class", "").split())
        names_of = dict.fromkeys(("", "*", element.tag, f"#{own.get('id', '')}", *of_classes))
        places = [place for name in names_of for place in by_name.get(name, ())]
        looked_at += len(places)
        refuse_beyond(looked_at, _MOST_LOOKED_AT, called, "elements that rules of its style sheet may be of")
        fitting = (rules[place] for place in sorted(places) if rules[place].fits(element))
        said_of = {name: value for rule in fitting for name, value in rule.says.items()}
        if said_of:
            element.style = said_of | element.style
    return others


def _sheets(root: Element) -> Iterator[tuple[str, str]]:
    """The rules of the style sheets within a page: selectors and what they say."""
    for sheet in root.all_elements():
        if sheet.tag == "style" and sheet.attributes.get("media", "").lower() != "print":
            text = "".join(child for child in sheet.children if isinstance(child, str))
            yield from _rules(_NO_RULE.sub(" ", text))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet but those for paper alone."""
    around: list[bool] = []  # of each brace that is open, whether what stands in it is for paper alone
    start, is_innermost = 0, False
    for brace in _BRACE.finditer(sheet):
        between, start = sheet[start : brace.start()], brace.end()
        if brace[0] == "{":
            selectors, is_innermost = between, True
            is_media = between.rpartition(";")[2].lstrip().lower().startswith("@media")
            around.append((is_media and _PRINT.search(between) is not None) or around[-1:] == [True])
        elif around:
            if is_innermost and not around[-1]:
                yield selectors, between
            around.pop()
            is_innermost = False


def _by_rarest_name(rules: Sequence[_Rule]) -> Mapping[str, Sequence[int]]:
    """The places of rules by a name that an element must have for them: the one that fewest rules have."""
    named = [[*(f"#{one}" for one in rule.ids), *(f".{one}" for one in rule.classes)] for rule in rules]
    counts = Counter(name for names in named for name in names)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, (rule, names) in enumerate(zip(rules, named, strict=True)):
        found[min(names, key=lambda name: (counts[name], name), default=rule.tag)].append(place)
    return found


def _pairs(said: str) -> Iterator[tuple[str, str]]:
    for one in said.lower().split(";"):
        name, _, value = one.partition(":")
        yield name.strip(), value.split("!")[0].strip()
