"""Which mode is used: flag, environment, configuration, and what the terminal can do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from childcheck.terminal.modes import Mode, mode_to_use

XTERM = "xterm-256color"


@pytest.mark.parametrize(
    ("flag", "env", "setting", "term", "is_tty", "expected"),
    [
        (None, None, None, XTERM, True, "keyed"),
        ("plain", None, None, XTERM, True, "plain"),
        (None, "1", None, XTERM, True, "plain"),
        (None, "0", None, XTERM, True, "keyed"),
        (None, None, "plain", XTERM, True, "plain"),
        (None, None, "keyed", XTERM, True, "keyed"),
        ("keyed", "1", "plain", XTERM, True, "keyed"),
        ("plain", "0", "keyed", XTERM, True, "plain"),
        (None, None, None, "dumb", True, "plain"),
        ("keyed", None, None, "dumb", True, "plain"),
        (None, None, None, None, True, "plain"),
        ("keyed", None, None, XTERM, False, "plain"),
    ],
)
def test_what_is_said_nearest_decides_but_never_against_the_terminal(
    flag: Mode | None,
    env: str | None,
    setting: str | None,
    term: str | None,
    is_tty: bool,
    expected: Mode,
) -> None:
    """The flag goes before the environment, that before the configuration."""
    assert mode_to_use(flag, env, setting, term, is_tty=is_tty) == expected


def test_choosing_a_mode_loads_no_terminal_library() -> None:
    """Commands that ask nobody do not wait for one."""
    program = (
        "import sys, childcheck.terminal.modes, childcheck.terminal.theme\n"
        "assert not {'prompt_toolkit', 'rich'} & set(sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
