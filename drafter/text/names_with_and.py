"""Names with an “and” of their own, which is no sign of two names in a row.

States as United Nations Terminology (UNTERM) spells them in short and in full; groups as the General
Assembly's documents call them, and in short.
"""

from drafter.text.names_in_short import GROUPS_IN_SHORT

NAMES_WITH_AND = (
    "Antigua and Barbuda",
    "Bosnia and Herzegovina",
    "Saint Kitts and Nevis",
    "Saint Vincent and the Grenadines",
    "Sao Tome and Principe",
    "Trinidad and Tobago",
    "United Kingdom of Great Britain and Northern Ireland",
    "Group of 77 and China",
    "Group of Latin America and the Caribbean",
    "Group of Latin American and Caribbean States",
    "Group of Latin American and Caribbean Countries",
    "Group of Western European and other States",
    "Latin American and Caribbean Group",
    "Western European and Others Group",
    *(short for _, every in GROUPS_IN_SHORT for short in every if " and " in short),
)
