"""What regions of the United Nations are called in other languages than English.

A footnote that somebody took from the French or Spanish text of a report names them so. The names are those
of the regional commissions and of the groups of Member States.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

NAMES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "Africa": ("Afrique", "África", "Африка", "Африки"),
        "Asia and the Pacific": (
            "Asie et le Pacifique",
            "Asie et Pacifique",
            "Asia y el Pacífico",
            "Азия и Тихий океан",
            "Азии и Тихого океана",
        ),
        "Eastern Europe": ("Europe orientale", "Europa Oriental", "Восточная Европа", "Восточной Европы"),
        "Europe": ("Europa", "Европа", "Европы"),
        "Latin America and the Caribbean": (
            "Amérique latine et les Caraïbes",
            "Amérique latine et Caraïbes",
            "América Latina y el Caribe",
            "Латинская Америка и Карибский бассейн",
            "Латинской Америки и Карибского бассейна",
        ),
        "Western Asia": ("Asie occidentale", "Asia Occidental", "Западная Азия", "Западной Азии"),
    }
)
