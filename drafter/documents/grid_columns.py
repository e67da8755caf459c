"""Finds the columns of a grid that are no region's: by their heads, and by what stands in them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from drafter.documents.citation_forms import Forms, is_cited
from drafter.documents.table import Account, Piece, opening
from drafter.documents.tables import LONGEST_HEAD, Head, Sheet
from drafter.documents.words import plain_head, words
from drafter.problems import DrafterError, ExitStatus


@dataclass(frozen=True, slots=True)
class GridColumns:
    """Finds them in a table.

    Attributes:
        sheet: The table.
        account: Where to say what was taken for themes by what stands in it.
        forms: Finds citations.
    """

    sheet: Sheet
    account: Account
    forms: Forms

    def find(self, named: Mapping[str, str], known: Container[str]) -> dict[str, Head]:
        """The columns by what they hold: themes, with or without a head, sections, numbers.

        Args:
            named: What a person says that columns hold, and their heads.
            known: The names of regions that are known otherwise.

        Raises:
            DrafterError: if a column that a person named holds recommendations.
        """
        heads = {plain_head(head.name): head for head in reversed(self.sheet.heads)}
        found = {role: heads[plain_head(name)] for role, name in named.items()}
        for role, head in found.items():
            self._refuse_texts(role, head)
        for head in self.sheet.heads:
            if head in found.values():
                continue
            role = words().role_of(head.name)
            if role != "section" and words().heads_themes(head.name):
                role = "theme"
            if plain_head(head.name) in words().number and self._holds_numbers(head):
                role = "number"
            if role in ("theme", "section", "number") and role not in found:
                found[role] = head
            elif head.name:
                if "theme" not in found and head.name not in known and self._has_titles(head):
                    found["theme"] = head
                    self._say_themes(head)
                break
            elif "theme" not in found and self._holds_themes(head):
                found["theme"] = head
                self._say_themes(head)
        return self._behind() | found

    def _behind(self) -> dict[str, Head]:
        """The themes where they stand behind the regions, as in a table that runs from right to left."""
        heads = (head for head in self.sheet.heads if words().role_of(head.name) == "theme")
        return {"theme": head} if (head := next(heads, None)) else {}

    def _refuse_texts(self, role: str, head: Head) -> None:
        """Refuse a column that a person named for what it does not hold: most of it is recommendations."""
        texts = [cell.text for line in self.sheet.lines for cell in line.filled if head.holds(cell)]
        if 2 * sum(map(self._cites, texts)) > len(texts):
            raise DrafterError(
                f"the column “{head.name}” is to hold the {role}, and most of its cells cite a paragraph, as "
                "recommendations do",
                f"Name another one, with --column {role}=HEAD or in about.yaml, or take that out.",
                status=ExitStatus.USAGE,
            )

    def _holds_themes(self, head: Head) -> bool:
        """Whether a column without a head has texts beside recommendations, of which most cite nothing."""
        beside = [line for line in self.sheet.lines if line.fits and len(line.filled) > 1]
        texts = [cell.text for line in beside for cell in line.filled if head.holds(cell)]
        return 2 * sum(map(is_cited, texts)) < len(texts)

    def _has_titles(self, head: Head) -> bool:
        """Whether most of a column is titles, and most that stands in the others recommendations."""
        own: list[str] = []
        others: list[str] = []
        for line in self.sheet.lines:
            said = [cell for cell in line.filled if not words().says_nothing(cell.text)]
            if len(said) > 1:
                own += [cell.text for cell in said if head.holds(cell)]
                others += [cell.text for cell in said if not head.holds(cell)]
            else:  # what stands alone is a heading, or the rest of a recommendation, which cites
                own += [cell.text for cell in said if head.holds(cell) and self._cites(cell.text)]
        are_titles = 2 * sum(map(self._is_title, own)) > len(own)
        return are_titles and 2 * sum(map(self._cites, others)) > len(others)

    def _say_themes(self, head: Head) -> None:
        """Say that a column is read as the themes, and where a cell of it is as a region's would be."""
        cells = (cell for line in self.sheet.lines for cell in line.filled if head.holds(cell))
        said = (cell for cell in cells if not words().says_nothing(cell.text))
        is_odd = (lambda text: not self._is_title(text)) if head.name else is_cited
        if odd := next((cell for cell in said if is_odd(cell.text)), None):
            key = "themes-or-region" + ("" if head.name else "/no-head")
            self.account.report(key, odd.paragraphs[0], head=head.name, text=opening(odd.text))
        elif head.name:
            is_turned = words().role_of(head.name) == "region"
            key = "read-as-themes" + ("/regions" if is_turned else "")
            self.account.report(key, head.piece or Piece("", 1, 1), head=head.name)

    def _is_title(self, text: str) -> bool:
        return len(text) <= LONGEST_HEAD and not text.endswith((".", ";")) and not self._cites(text)

    def _cites(self, text: str) -> bool:
        return is_cited(text) or bool(self.forms.find(text) or self.forms.begin(text))

    def _holds_numbers(self, head: Head) -> bool:
        """Whether a column counts the rows."""
        texts = [cell.text for line in self.sheet.lines for cell in line.filled if head.holds(cell)]
        return all(text.strip(".)").isdecimal() for text in texts)
