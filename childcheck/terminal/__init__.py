"""Everything an officer sees and types.

`plain` goes line by line; each mode implements the one `Asker` of `walk.replies`.
What stands beside the modes is shared by them: the words, the reading of what a
person typed, and the guards of the keyboard. Nothing here knows the log.
"""
