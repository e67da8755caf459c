"""From selected recommendations to a draft: kinds, wording, footnotes, and the order of the parts."""
