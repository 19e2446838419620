"""Which key means what in keyed mode: one table for the asking, the footer and the help.

Keys are named as the terminal sends them: a character, or a name such as
`escape`, `enter`, `c-g` for Ctrl and g.

Source: design, section 8.
"""

from __future__ import annotations

from collections.abc import Sequence

# b, j, q and u go back, jump, pause and leave; they never stand for a choice.
CHOICE_KEYS = "123456789acdefghiklmnoprstvwxyz"

BACK = "escape"
WHY = "c-g"
JUMP = "c-o"
LEAVE = "c-l"
NEW_CHILD = "c-n"
AGAIN = "c-r"
BLANK = "c-b"
PAUSE = "c-c"
SUSPEND = "c-z"
END = "c-d"
ENGLISH = "c-t"
ENTER = "enter"
UP, DOWN, TAB = "up", "down", "tab"
PASS = "-"
PASS_ON = "_"  # Shift and the same key: the optional ones beside it too
QUIT = "q"
SAME = "="
FIRST_OF_SEVERAL = "+"  # where one key would be the whole answer
EVERYBODY = "*"

# What else a key press can turn out to be.
PASTE = "<paste>"
SEVERAL = "<several>"
EARLY = "<early>"  # Enter that came in one burst with other keys
STOPPED = "<suspend>"
CONTINUED = "<continued>"
RESIZED = "<resized>"

# At a question that one key answers, letters do what Ctrl does in a text.
LETTERS = {"b": BACK, "u": LEAVE, "?": WHY, "j": JUMP}

# These end a line wherever it is typed; Ctrl-U and the rest stay the terminal's own.
ENDS_ANY_LINE = (BACK, WHY, JUMP, LEAVE, NEW_CHILD, AGAIN, BLANK, PAUSE, SUSPEND)

BASIS_KEYS = "scakrp"  # in the order of `words.BASES`


def keys_for(count: int, without: str = "") -> Sequence[str]:
    """Return a key for each of so many choices; fewer when there are not enough keys."""
    return [key for key in CHOICE_KEYS if key not in without][:count]
