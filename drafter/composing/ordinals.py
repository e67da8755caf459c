"""What follows a clause's number when it is said again: “12 bis”, “12 ter”."""

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
