"""`tertius analyze` and `tertius demo`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import say, shown_progress
from tertius.errors import InputError, UsageError

if TYPE_CHECKING:
    from tertius.analysis import Analysis
    from tertius.case import Case


_MORE = {
    "docx": "a Word document",
    "xlsx": "every table as a workbook",
    "csv": "every table as CSV, in one archive",
    "ris": "references",
    "notebook": "a Jupyter notebook that makes each figure anew",
}
_FORM = {"notebook": "ipynb"}
_STANDARD = ("html", "md", "json")
F = TypeVar("F", bound=Callable[..., Any])


def _forms(function: F) -> F:
    """The options that say in which forms the report is written."""
    for form, words in reversed(_MORE.items()):
        function = click.option(f"--{form}", is_flag=True, help=f"Write {words} as well.")(function)
    return function


@click.command()
@click.argument("case", type=PATH, required=False)
@click.option("--between", nargs=2, metavar="A B", help="The two between which there is tension.")
@click.option("--on", metavar="C", help="The third, on whom it acts.")
@click.option("--documents", type=PATH, multiple=True, help="A file or folder of documents; may be repeated.")
@click.option("--history", type=PATH, multiple=True, help="An event table or a panel of dyads; may be repeated.")
@click.option("--responses", type=PATH, multiple=True, help="A stored response; may be repeated.")
@click.option("--record", type=PATH, help="Dated facts that settle predictions and that statements are set beside.")
@click.option("--workspace", type=PATH, help="Read its documents too, keep what is coded there, and heed corrections.")
@click.option("--until", type=DATE, help="The cut-off; by default the newest document's date.")
@click.option("--hindsight", is_flag=True, help="Add, apart and labelled so, what came after the cut-off.")
@click.option("--fast", is_flag=True, help="Code by syntax and statistics alone, without the encoder.")
@click.option(
    "--sensitivity/--no-sensitivity",
    default=True,
    show_default=True,
    help="Also tell the shocks that the estimates are made of, and estimate again under other choices.",
)
@click.option("--out", type=PATH, default=Path(), show_default="here", help="Folder for analysis.html, .md and .json.")
@_forms
@click.option("--json", "as_json", is_flag=True, help="Print the analysis as JSON alone on stdout as well.")
def analyze(case: Path | None, out: Path, as_json: bool, fast: bool, sensitivity: bool, **given: Any) -> None:
    """Answer one question: from a case file, or from --between A B --on C --documents PATH."""
    forms = _asked(given)
    _finish(_case(case, given), out, forms, as_json=as_json, fast=fast, sensitivity=sensitivity)


@click.command()
@click.option("--out", type=PATH, default=Path("demo"), show_default=True, help="Folder for the report.")
@_forms
@click.option("--json", "as_json", is_flag=True, help="Print the analysis as JSON alone on stdout as well.")
def demo(out: Path, as_json: bool, **forms: bool) -> None:
    """Run the bundled case: Azerbaijan, Iran and Israel in 2021, from constructed dispatches."""
    from tertius.case import Case

    _finish(Case.from_toml(bundled_case()), out, _asked(forms), as_json=as_json)


def _asked(given: dict[str, Any]) -> tuple[str, ...]:
    """The forms to write; takes the flags out of `given`."""
    return (*_STANDARD, *(_FORM.get(name, name) for name in _MORE if given.pop(name)))


def bundled_case() -> Path:
    """The case file that comes with the package, in an installation or in a source tree."""
    import tertius

    package = Path(tertius.__file__).parent
    for root in (package, package.parents[1]):
        path = root / "examples" / "azerbaijan-iran-israel" / "case.toml"
        if path.exists():
            return path
    raise InputError("the bundled case is not part of this installation; install tertius again")


def _case(path: Path | None, given: dict[str, Any]) -> Case:
    from tertius.case import Case

    until = given["until"].date() if isinstance(given["until"], dt.datetime) else None
    if path is None:
        if not given["between"] or not given["on"]:
            raise UsageError("give a case file, or --between A B and --on C")
        return Case.of(**(given | {"until": until}))
    if given["between"] or given["on"]:
        raise UsageError("give a case file, or --between and --on: not both")
    return Case.from_toml(path).adding(
        documents=given["documents"], history=given["history"], responses=given["responses"], record=given["record"],
        until=until, hindsight=given["hindsight"], workspace=given["workspace"],
    )  # fmt: skip


def _finish(
    case: Case, out: Path, formats: tuple[str, ...], *, as_json: bool, fast: bool = False, sensitivity: bool = True
) -> None:
    from tertius import reports
    from tertius.analysis import analyze as run

    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out} is a file; give a folder")
    with shown_progress() as progress:
        analysis = run(case, fast=fast, sensitivity=sensitivity, progress=progress)
        progress("writing", 0, 1)
        previous = reports.previous(analysis, out)
        if previous is not None:
            analysis = analysis.since(previous)
        paths = analysis.write(out, formats)
        progress("writing", 1, 1)
    if as_json:
        click.echo(reports.to_json(analysis))
        return
    _print(analysis, paths)


def _print(analysis: Analysis, paths: dict[str, Path]) -> None:
    say(f"{analysis.case.title}  (cut-off {analysis.case.until}, {analysis.case.until_basis})\n")
    for sentence in analysis.bottom_line.sentences:
        say(f"- {sentence.text}")
    say("")
    for path in paths.values():
        click.echo(path)


__all__ = ["analyze", "bundled_case", "demo"]
