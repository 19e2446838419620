"""Plain mode: line by line, without cursor, colour or drawing.

For screen readers, dumb terminals, and whoever likes it. `asker` is what the
walk asks; the other files each hold one kind of question.
"""
