"""The regions or States of a list, as the names in its rows make them known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.documents.headings import key_of
from drafter.documents.names import Names, in_alphabet
from drafter.documents.oddities import NamesMet
from drafter.documents.table import Account, Piece
from drafter.files.limits import MOST_COLUMNS, refuse_beyond
from drafter.model import Region


@dataclass
class ListRegions:
    """Gives each region that is named a key.

    Attributes:
        known: Facts about regions, by the names that stand in the cells.
        names: Tells how a name is written most often.
        account: Where to say what is odd.
        by_name: The regions, in the order in which they are met.
    """

    known: Mapping[str, Region]
    names: Names
    account: Account
    by_name: dict[str, Region] = field(default_factory=dict)
    _met: NamesMet = field(default_factory=NamesMet)
    _capitals: set[str] = field(default_factory=set)  # names that differ from others in those alone

    @property
    def in_order(self) -> tuple[Region, ...]:
        """The regions, in alphabetical order: the rows have another one, of what is said.

        Unless a person put those that about.yaml names into an order of their own; others follow then.
        """
        alphabetical = sorted(self.by_name.values(), key=lambda one: in_alphabet(one.name))
        places = {one.key: place for place, one in enumerate(self.known.values())}
        placed = [places[one.key] for one in alphabetical if one.key in places]
        if placed == sorted(placed):
            return tuple(alphabetical)
        return tuple(sorted(alphabetical, key=lambda one: places.get(one.key, len(places))))

    def key(self, name: str, at: Piece) -> str:
        """The key of a region by its name; told where one comes by two names.

        Raises:
            DrafterError: if there are more than anybody has.
        """
        if (called := self.names.called(name)) != name:
            if name not in self._capitals:
                self.account.report("one-region-two-names/capitals", at, name=name, other=called)
            self._capitals.add(name)
            name = called
        if name not in self.by_name:
            refuse_beyond(len(self.by_name) + 1, MOST_COLUMNS, self.account.file, "regions or States")
            if other := self._met.other(name):
                self.account.report("one-region-two-names", at, name=name, other=other)
            taken = {region.key for region in (*self.by_name.values(), *self.known.values())}
            self.by_name[name] = self.known.get(name) or Region(key_of(name, taken, is_whole=True), name)
        return self.by_name[name].key
