"""What leaves the log as a file: its rows and columns, and its writing, whole or not at all.

Entries and checklists are handed in as values. Nothing here knows the log or a
terminal, and nothing reads a clock: the same entries give the same bytes.
"""
