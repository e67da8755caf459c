"""What groups of States are called in short, where that is more than the first letters of their names.

In full they are as the General Assembly's documents call them; in short, as people write them in a room.
"""

GROUPS_IN_SHORT: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    # The names of a group, what it is called in short
    (
        ("Group of 77 and China", "Group of 77"),
        (
            *("G77", "G-77", "G 77", "G77 and China", "G-77 and China", "G 77 and China"),
            *("G77+China", "G77 + China", "G-77+China", "G-77 + China", "G77/China", "G-77/China"),
        ),
    ),
    (
        (
            "Group of Latin America and the Caribbean",
            "Group of Latin American and Caribbean Countries",
            "Group of Latin American and Caribbean States",
            "Latin American and Caribbean Group",
        ),
        ("GRULAC",),
    ),
    (("Group of Western European and other States", "Western European and Others Group"), ("WEOG",)),
    (("Group of Eastern European States", "Eastern European Group"), ("EEG",)),
    (("Group of Asia-Pacific States", "Asia-Pacific Group"), ("APG",)),
    (("Movement of Non-Aligned Countries", "Non-Aligned Movement"), ("NAM",)),
    (("Alliance of Small Island States",), ("AOSIS",)),
    (("Association of Southeast Asian Nations",), ("ASEAN",)),
    (("Caribbean Community",), ("CARICOM",)),
)
