"""Ordinals and letters of clauses: “12 bis”, “12 ter”, “(b)”."""

ORDINALS = (
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
)


def repetition(number: int) -> str:
    """The Latin ordinal of a version.

    Args:
        number: 1 for the second version, "bis", and so on.
    """
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    return f"({number + 1})"


def letter_of(number: int) -> str:
    """The letter of a lettered item, as Word counts them: a to z, then aa, bb and so on.

    Args:
        number: From 1.
    """
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)
