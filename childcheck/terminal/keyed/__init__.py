"""Keyed mode: one key answers, and a line is edited where it is typed.

`asker` is what the walk asks; `answer_line` alone knows prompt_toolkit; the other
files each hold one kind of question. Everything but the answer line is printed
and scrolls, so that it can be read again at any width.
"""
