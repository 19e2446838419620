"""The log: every entry of one SQLite file, kept by the rules of the pocket notebook.

Opened with `writing.Log.open`. Entries are only added; `verifying.verify` finds
out on a path of its own whether that rule was kept.
"""
