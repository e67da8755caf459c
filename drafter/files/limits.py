"""How much drafter reads of a file: every number in one place, counted while reading, with its sentence.

What is beyond them is refused, since it would take longer than people wait, or more memory than a laptop has:
10 seconds and 1 GiB. docs/limits.md tells them to users, in the words that the messages have.
"""

from __future__ import annotations

from drafter.problems import DrafterError

MIB = 1 << 20

# Any file, in bytes; and one that people write as text: YAML, templates, lists.
LARGEST_FILE = 200 * MIB
LARGEST_TEXT = 16 * MIB
LARGEST_TEMPLATE = MIB // 4

# Files packed as Word's are: 10,000 clauses unpack to some 35 MiB in 20 parts, packed 2 to 50 times smaller,
# and have 1.6 million tags and attributes.
LARGEST_UNPACKED = 200 * MIB
MOST_PARTS = 2000
MOST_RELATIONSHIPS = 10_000  # of a part to others, and to pages of the web
HIGHEST_RATIO, LARGE_PART = 100, 4 * MIB
MOST_TAGS = 2_500_000
MOST_NAMESPACES = 200  # that tags name which name many of them; programs write some forty
DEEPEST_XML = 250
DEEPEST_WORD = 20  # tables in one another, or what else can stand in its like; people have two or three

# Texts: a paragraph of a declaration has some hundred words, a long one of a report a thousand.
LONGEST_PARAGRAPH = 50_000
MOST_IN_PARAGRAPH = 10_000  # runs, fields, changes, marks in Word
MOST_PARAGRAPHS = 100_000
# What stands before a paragraph in a numbered list: its own number and those of the eight levels above it.
LONGEST_LIST_NUMBER, MOST_IN_LIST_NUMBER = 1000, 20

# What drafter makes of them
MOST_NODES = 500_000  # keys and values of a YAML file; 10,000 recommendations have 120,000
DEEPEST_YAML = 20  # no file of drafter's goes deeper than six
MOST_ITEMS = 20_000  # recommendations, clauses, entries, in one list

# Templates. What one says must be able to end up in a Word file and be read by somebody. A step is a turn of
# a loop, a call, a filter: those that come with drafter take 30 for a footnote, and 5 for a recommendation in
# an annex; some millions take seconds.
LONGEST_SAID = 200_000
MOST_STEPS, MOST_STEPS_IN_ALL = 1_000_000, 4_000_000

# Paragraphs that somebody typed into a draft in Word, for each of which a clause is proposed.
MOST_NEW = 2000
# Paragraphs of a file that comes back, times the authors of its tracked changes: it is read for each of them.
MOST_FOR_AUTHORS = 40_000
MOST_ABBREVIATIONS = 1000
# Of an entry of a concordance, for which one clause stands: what says the same, and
# what is near to it.
MOST_MEMBERS = 500

# Tables
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 1000, 250_000
MOST_LINES = 250_000  # of a text

# PDF pages, on each of which a ruled table has some hundred lines; and seconds of work for them, since what
# reads them can be kept busy in more ways than can be counted.
MOST_PAGES, MOST_RULES = 300, 5000
SECONDS_FOR_A_PDF, SECONDS_A_PAGE = 8.0, 1.0

FEWER_AUTHORS = "Accept or reject in Word what is settled, or read the delegations' own files one by one."
DIVIDE = "Divide it, or take out what is not needed."


def refuse_beyond(number: float, most: int, called: str, what: str, hint: str = DIVIDE) -> None:
    """Refuse what is more than drafter reads.

    Args:
        number: How much there is, or how much was met so far.
        most: So much is read.
        called: How messages call the file, with the place in it where there is one.
        what: What was counted, in the user's words.
        hint: What to do about it.

    Raises:
        DrafterError: if it is more.
    """
    if number > most:
        raise DrafterError(f"{called} has more than {most:,} {what}: too much to read", hint)


def refuse_larger(size: int, largest: int, called: str) -> None:
    """Refuse a file of too many bytes.

    Raises:
        DrafterError: if it has more than the largest that is read.
    """
    if size > largest:
        raise DrafterError(f"{called} is larger than {largest / MIB:g} MiB: too much to read", DIVIDE)
