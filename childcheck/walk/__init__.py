"""The asking: which question comes next, what an answer does, and what stands now.

Pure values and functions over the entries of one incident. Nothing here opens a
file, reads a clock, shows a screen or knows a database.
"""
