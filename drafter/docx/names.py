"""The names of WordprocessingML that more than one module here needs (ISO 29500-1)."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(name: str) -> str:
    """A name in the main namespace, in Clark notation: ``{…}p``."""
    return f"{{{W}}}{name}"


def bookmark_name(clause_id: str) -> str:
    """The bookmark of a clause: letters, digits and underscores, at most 40 (ISO 29500-1, 17.13.6.2)."""
    return "clause_" + clause_id.replace("-", "_")
