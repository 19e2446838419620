"""The commands of the trainer, who writes and proves checklists."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from childcheck.cli.commands import Commands
from childcheck.cli.exits import MOST_SHOWN, respond
from childcheck.cli.options import USUAL, JsonOption

if TYPE_CHECKING:
    from childcheck.procedures.find_test_gaps import Gaps
    from childcheck.procedures.lint_checklist import Linted
    from childcheck.procedures.test_checklist import Outcome, Tested

PANEL = "Trainer"

ChecklistArgument = Annotated[
    str,
    typer.Argument(
        metavar="[NAME|FOLDER]",
        help="A checklist by its name, or a folder by its path, such as ./my-checklist.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the trainer's commands to the program."""
    checklist = typer.Typer(cls=Commands, help="Write checklists and prove them sound.")
    checklist.command("list")(list_command)
    checklist.command("lint")(lint_command)
    checklist.command("test")(run_tests_command)
    app.add_typer(checklist, name="checklist", rich_help_panel=PANEL)


def _own_folder() -> Path | None:
    """Return the folder of the force's own checklists, when the configuration names one."""
    from childcheck.yaml_files.configuration_file import configuration

    folder = configuration().checklists
    return Path(folder) if folder else None


def list_command(as_json: JsonOption = False) -> None:
    """List the checklists that can be used.

    Those of the force come from the folder that the configuration names, others ship
    with the program; those that lie in this folder are used by their path. Nothing is
    changed.

    Example: childcheck checklist list
    """
    from childcheck.procedures.list_checklists import list_checklists

    listed = list_checklists(_own_folder(), also_here=True)

    def show() -> None:
        for one in listed:
            sound = "" if one.is_sound else ", UNSOUND; run:\nchildcheck checklist lint " + one.name
            other_id = f" ({one.id})" if one.id and one.id != one.name else ""
            print(f"{one.name}{other_id} {one.version}: {one.title}")
            print(f"  {_ORIGINS[one.origin]}, in {one.folder}{sound}")

    respond("checklist list", [asdict(one) for one in listed], as_json=as_json, show=show)


_ORIGINS = {
    "own": "this force's own",
    "shipped": "ships with childcheck",
    "path": "not published; used by its path",
}


def lint_command(
    checklist: ChecklistArgument = USUAL,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 13 when there are only warnings.")
    ] = False,
    show_all: Annotated[
        bool, typer.Option("--all", help="Print every problem, however many there are.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find everything that is wrong with a checklist, before anyone is at a door.

    All problems are told at once, each with its line and what to do; of very many the
    first 50, and how many more. Nothing is changed.

    Example: childcheck checklist lint ./my-checklist
    """
    from childcheck.procedures.lint_checklist import lint_checklist

    linted = lint_checklist(checklist, _own_folder())
    respond(
        "checklist lint",
        _linted_data(linted),
        as_json=as_json,
        show=lambda: _show_linted(linted),
        problems=linted.problems,
        exit_code=linted.exit_code(is_strict=strict),
        most=None if show_all else MOST_SHOWN,
        option_for_all="--all",
    )


def _show_linted(linted: Linted) -> None:
    checklist, counted = linted.checklist, linted.counted()
    if linted.errors or checklist is None or counted is None:
        also = f", {_number(linted.warnings, 'warning')}" if linted.warnings else ""
        print(f"{linted.folder}: {_number(linted.errors, 'error')}{also}")
        return
    warned = f", with {_number(linted.warnings, 'warning')}" if linted.warnings else ""
    print(f"{checklist.id} {checklist.version} is sound{warned}.")
    print(
        f"{_number(counted.questions, 'question')} in {_number(counted.sections, 'section')}, "
        f"put as {_number(counted.leaves, 'single question')}; "
        f"{_number(counted.conditions, 'named condition')}, "
        f"{_number(counted.follow_ups, 'follow-up')}, {_number(linted.tests, 'test')}."
    )
    print(f"digest {checklist.digest}" + ("" if linted.is_published else " (not published)"))


def _linted_data(linted: Linted) -> dict[str, object]:
    checklist, counted = linted.checklist, linted.counted()
    return {
        "folder": linted.folder,
        "is_published": linted.is_published,
        "id": checklist.id if checklist else None,
        "version": checklist.version if checklist else None,
        "digest": (checklist.digest or None) if checklist else None,
        "is_sound": not linted.errors and checklist is not None,
        "errors": linted.errors,
        "warnings": linted.warnings,
        "counts": asdict(counted) | {"tests": linted.tests} if counted else None,
    }


def run_tests_command(
    checklist: ChecklistArgument = USUAL,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 13 when the tests leave something out.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Run the tests that lie beside a checklist, and say what they leave out.

    Each test is an invented incident that goes through the real questions. What no
    test reaches is named: questions, conditions, effects and age bands. Nothing is
    recorded.

    Example: childcheck checklist test ./my-checklist
    """
    from childcheck.procedures.test_checklist import run_tests_of

    tested = run_tests_of(checklist, _own_folder())
    respond(
        "checklist test",
        _tested_data(tested),
        as_json=as_json,
        show=lambda: _show_tested(tested),
        problems=tested.problems,
        exit_code=tested.exit_code(is_strict=strict),
    )


def _show_tested(tested: Tested) -> None:
    for outcome in sorted(tested.outcomes, key=lambda one: not one.has_passed):
        print(f"{'passed' if outcome.has_passed else 'FAILED'}  {outcome.name}")
        for miss in outcome.misses:
            print(f"          {miss.what}")
            print(f"          where: {miss.place}")
    passed = len(tested.outcomes) - len(tested.failed)
    print(f"{passed} of {_number(len(tested.outcomes), 'test')} passed.")
    _show_gaps(tested.gaps)


def _show_gaps(gaps: Gaps) -> None:
    if gaps.is_nothing:
        print("Everything is tested: every question, condition, effect and age band.")
        return
    print("Not everything is tested.")
    for what, names in (
        ("Questions that no test answers or expects", gaps.never_put),
        ("Conditions that hold in no test", gaps.never_held),
        ("Conditions that fail in no test", gaps.never_failed),
        ("Effects that come in no test", gaps.never_came),
        ("Age bands without a child in any test", gaps.no_child_of),
    ):
        if names:
            print(f"{what}:")
            for name in names:
                print(f"  {name}")


def _tested_data(tested: Tested) -> dict[str, object]:
    return {
        "folder": tested.folder,
        "id": tested.checklist.id,
        "version": tested.checklist.version,
        "tests": [_outcome_data(one) for one in tested.outcomes],
        "passed": len(tested.outcomes) - len(tested.failed),
        "failed": len(tested.failed),
        "gaps": asdict(tested.gaps),
    }


def _outcome_data(outcome: Outcome) -> dict[str, object]:
    return {
        "name": outcome.name,
        "line": outcome.place.line,
        "passed": outcome.has_passed,
        "misses": [{"what": one.what, "line": one.place.line} for one in outcome.misses],
    }


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
