"""A Word draft that people may have edited, and every change that they made to what drafter wrote.

The draft stored in the file is written again; both are read alike; every difference is one change.
"""
