"""The three sides of a merge: what drafter printed, what stands in Word, what the selection says.

Begin with ``three_way``; ``theirs`` is what stands in Word.
"""
