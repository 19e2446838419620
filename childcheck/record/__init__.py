"""What can be recorded: the kinds of entry, their written form, and the rows they make.

Pure values and functions. Nothing here opens a file, reads a clock, shows a
screen or knows a database.
"""
