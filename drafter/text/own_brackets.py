"""Names that have round brackets of their own, as “Iran (Islamic Republic of)” has in the United Nations."""

# What such a name has in brackets begins with a capital letter and is more than one sign: “(a)” and “(see
# paragraph 3)” are of no name. For regular expressions.
OWN_BRACKETS = r"\((?=[^\W\d_a-zà-öø-ÿ]\w)[^()\[\]]*\)"
# What round brackets hold where names stand in them, sign by sign.
HELD = rf"(?:[^()\[\]]|{OWN_BRACKETS})"
# The same where square brackets may stand there, too.
HELD_ANY = rf"(?:[^()]|{OWN_BRACKETS})"
