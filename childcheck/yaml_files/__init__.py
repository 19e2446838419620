"""YAML text to checklists, configuration and incident files.

One strict reader serves all three. Each value knows the file, the line and the
column where it stands, so that every problem can be shown where it is.
"""
