"""Options that mean the same wherever they stand, so that they are written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

USUAL = "domestic-incident"  # the checklist that is used unless another is named

LogOption = Annotated[
    Path | None,
    typer.Option(
        "--log",
        metavar="FILE",
        envvar="CHILDCHECK_LOG",
        help="The log; without it, the one in this computer's data folder.",
    ),
]

OfficerOption = Annotated[
    str | None,
    typer.Option(
        "--officer",
        metavar="ID",
        envvar="CHILDCHECK_OFFICER",
        help="Who is writing, by number; asked for when it is not given.",
    ),
]

PlainOption = Annotated[
    bool | None,
    typer.Option(
        "--plain/--keyed",
        help="Line by line, for a screen reader, or one key for each answer. "
        "CHILDCHECK_PLAIN=1 means --plain.",
        show_default=False,
    ),
]

JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Give the result as data, with identifiers instead of labels."),
]
