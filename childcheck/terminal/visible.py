"""Show every character of a text: what would steer the terminal, or hide, is written out.

Left as they are: letters of every script, and the two joiners that several
scripts need. A line break stays a line break.
"""

from __future__ import annotations

import unicodedata

# Control and format characters, line and paragraph separators, halves of surrogate pairs.
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})
_KEPT = frozenset("\n\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")


def visible(text: str) -> str:
    r"""Return a text with its hidden characters written out, such as `\x1b` or `\u202e`."""
    return "".join(_written_out(one) if _is_hidden(one) else one for one in text)


def on_one_line(text: str) -> str:
    """Return a text without line breaks, and with its hidden characters written out."""
    return " / ".join(visible(line) for line in text.split("\n"))


def _is_hidden(one: str) -> bool:
    return one not in _KEPT and unicodedata.category(one) in _HIDDEN


def _written_out(one: str) -> str:
    return one.encode("unicode_escape").decode("ascii")
