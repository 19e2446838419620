"""What the entries tell: duties and shifts, and what is owed. Pure functions and values.

Nothing here reads a clock, a file or the log: moments and entries are handed in.
"""
