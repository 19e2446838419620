"""How keyed mode looks: a style for each kind of line.

Colour only helps the eye: whatever it could tell stands in words as well, and
with NO_COLOR none is used.
"""

from __future__ import annotations

STATUS = "cyan"
BANNER = "bold reverse"
HEADING = "bold underline"
ASK = "bold"
KEY = "bold cyan"
HINT = "green"
REMINDER = "bold yellow"
FOOTER = "cyan"
TAKEN = ""
TOLD = ""
LABEL = "bold"
