"""Everything that a reader sees, against everything that was printed: what no other check thought of is told.

``printed`` lists what a draft prints, ``seen`` what a file shows, ``accounting`` pairs the two and tells
what differs; ``numbers`` and ``tables`` do so for numbers and for rows of tables. What may differ and is
harmless is a named normalisation (``harmless``).
"""
