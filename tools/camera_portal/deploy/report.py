"""What a deployment tells the person at the keyboard."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from .plan import MAIN, MAIN_TEXT, Plan
from .transfer import Drive, carry_out

_KIB = 1024


def announce(plan: Plan, in_full: bool) -> None:
    """What will be done; ``in_full`` with every name."""
    if not plan.is_needed:
        print("Nothing to do: already up to date.")
    if plan.writes:
        size = -(-sum(map(len, plan.writes.values())) // _KIB)
        print(f"To write: {_count(plan.writes)}, {size} KiB.")
    if plan.removals:
        print(f"To remove: {_count(plan.removals)}.")
    if in_full:
        for word, names in (("write", plan.writes), ("remove", plan.removals)):
            for name in names:
                print(f"  {word} {name}")
    for sentence, names in (
        ("Changed on the drive by someone since, and replaced", plan.mended),
        ("Changed on the drive by someone since, and left alone", plan.left),
    ):
        if names:
            print(f"{sentence}: {', '.join(names)}")


def carry_out_visibly(drive: Drive, plan: Plan) -> None:
    """Do it, with a bar that moves; see ``carrier.carry_out``."""
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn()
    console = Console(stderr=True)
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        total = sum(map(len, plan.writes.values()))
        task = bar.add_task("writing" if total else "removing", total=total or None)
        carry_out(drive, plan, lambda count: bar.advance(task, count))
    if plan.is_needed:
        print(f"Done and verified on {drive.where}.")


def explain_main(drive: Drive) -> None:
    """The owner's program stays; say what it has to do, if it does not yet."""
    text = drive.read(MAIN) or b""
    if b"portal" not in text:
        print(f"{MAIN} is yours and stays. The portal starts from these two lines in it:")
        _print_main()


def explain_missing_main() -> None:
    """An image has no program that starts the portal: ``main.py`` is on the drive."""
    print(f"The portal starts from these two lines of {MAIN} on the camera's drive:")
    _print_main()


def _print_main() -> None:
    lines = filter(None, MAIN_TEXT.decode().splitlines())
    print("\n" + "".join(f"    {line}\n" for line in lines))


def _count(names) -> str:
    return "1 file" if len(names) == 1 else f"{len(names)} files"
