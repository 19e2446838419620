"""The real program as a user without rights: `python -m tests.officer.nobodys_program COMMAND …`.

Root may write everywhere, so a test of rights that runs as root proves nothing.
Everything is imported first, while it can still be read; then the rights go.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys

NOBODY = 65534
WINDOWS_ONLY = "childcheck.terminal.windows_keyboard"


def import_everything() -> None:
    """Import every module of the program, also those that wait for their command."""
    import childcheck

    for module in pkgutil.walk_packages(childcheck.__path__, "childcheck."):
        if module.name not in ("childcheck.__main__", WINDOWS_ONLY):
            importlib.import_module(module.name)


def drop_rights() -> None:
    """Become a user who owns nothing."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


if __name__ == "__main__":
    from childcheck.__main__ import main

    import_everything()
    warm_up, sys.argv[1:] = sys.argv[1:], ["start", "--template"]
    sys.stdout, seen = open(os.devnull, "w"), sys.stdout  # noqa: SIM115, PTH123
    try:
        main()
    except SystemExit:
        sys.stdout = seen
    sys.argv[1:] = warm_up
    drop_rights()
    main()
