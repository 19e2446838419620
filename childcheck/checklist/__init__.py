"""What is asked: checklists, their questions, conditions and soundness.

Pure values and functions. Nothing here opens a file, reads a clock, shows a
screen or knows a database.
"""
