"""The roll-ups of `vendorgate report`: what a check came to, by control or by owner."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from posixpath import join

from checker.commands import arguments
from checker.commands.counted import counted
from checker.commands.targets import Target, send, targets
from checker.errors import UsageError
from checker.output import blocked, lying_in, make_folder
from checker.progress import progress
from checker.record import NamedTuple
from checker.report.gate import ExitCode
from checker.report.report import Explainer, Report
from checker.usecases.check import check

WHAT = {
    "controls": "each control that policies cite, and what evidences it",
    "owners": "what each owner has to mend",
}
"""Every roll-up, and what it tells."""

FORMATS = {
    "controls": ("table", "markdown", "html", "csv", "json", "oscal"),
    "owners": ("table", "markdown", "html", "csv", "json"),
}
"""The formats of every roll-up."""


def declare(name: str, parser: argparse.ArgumentParser) -> None:
    """The arguments of a roll-up."""
    arguments.inputs(parser)
    arguments.moment(parser)
    arguments.fail_on(parser)
    arguments.waivers(parser)
    if name == "controls":
        parser.add_argument(
            "--framework",
            metavar="NAME",
            help="one framework, with its controls without a policy",
        )
    arguments.output(parser, FORMATS[name])


class _RollUp(NamedTuple):
    """A report that is to be rolled up, and how it is asked for.

    Attributes:
        explainer: makes an explainer of the report, which not every format needs.
        code: the exit code of the command.
    """

    report: Report
    explainer: Callable[[], Explainer]
    options: argparse.Namespace
    code: ExitCode

    def width(self, target: Target) -> int:
        """The columns that a line of a text may take."""
        return target.page(no_color=self.options.no_color).width


def run(options: argparse.Namespace) -> int:
    """Check, and deliver the roll-up.

    Returns:
        0 whatever was found; 2 where the run could not decide, or the roll-up not be delivered.
    """
    wanted = targets(options.output, FORMATS[options.what], arguments.folders(options))
    if options.what == "owners":
        _apart(wanted)
    with progress() as tell:
        checked = check(arguments.request(options)._replace(progress=tell))
        report = checked.report
        undecided = report.exit_code == ExitCode.UNDECIDED
        code = ExitCode.UNDECIDED if undecided else ExitCode.COMPLIANT
        rollup = _RollUp(report, lambda: counted(checked.explainer(), report, tell), options, code)
        texts: dict[Target, str] = {}
        for target in wanted:
            texts |= (
                _owners(rollup, target) if options.what == "owners" else _controls(rollup, target)
            )
    return send(
        list(texts),
        texts.__getitem__,
        code=code,
        inputs=(file.path for file in report.inputs),
    )


def _apart(wanted: Sequence[Target]) -> None:
    """Refuse lists of owners without a folder, and another report where one of them may go."""
    folders = [each.file for each in wanted if each.name == "markdown"]
    if None in folders:
        raise UsageError("owners are told in files (expected -o markdown=DIR)")
    for name in filter(None, folders):
        if blocked(name):
            raise UsageError(f"'{name}' is no folder (expected -o markdown=DIR)")
    for target in wanted:
        folder = None
        if target.name != "markdown" and target.file is not None:
            folder = lying_in(target.file, filter(None, folders))
        if folder is not None:
            raise UsageError(
                f"'{target.file}' lies in '{folder}', which the lists of owners go into",
                "write it to another folder",
            )


def _controls(rollup: _RollUp, target: Target) -> Mapping[Target, str]:
    # Who asks for a format pays for it.
    from checker.formats import controls  # noqa: PLC0415

    report, name = rollup.report, rollup.options.framework
    cited = controls.selected(report, name)
    match target.name:
        case "html":
            from checker.formats.html import controls as page  # noqa: PLC0415 as above

            text = page.render(report, cited)
        case "csv":
            from checker.formats import controls_csv  # noqa: PLC0415 as above

            text = controls_csv.render(report, cited)
        case "json":
            from checker.formats import controls_json  # noqa: PLC0415 as above

            text = controls_json.render(report, cited, code=rollup.code)
        case "oscal":
            from checker.formats import oscal  # noqa: PLC0415 as above

            text = oscal.render(controls.of_framework(report, name), rollup.explainer())
        case "markdown":
            text = controls.render_markdown(report, cited)
        case _:
            width, one = rollup.width(target), name is not None
            text = controls.render(report, cited, width=width, one=one)
    return {target: text}


def _owners(rollup: _RollUp, target: Target) -> Mapping[Target, str]:
    """The texts by target; Markdown is the files of a folder."""
    from checker.formats import owners  # noqa: PLC0415 as above

    report = rollup.report
    match target.name:
        case "html":
            from checker.formats.html import owners as page  # noqa: PLC0415 as above

            text = page.render(report, rollup.explainer())
        case "csv":
            from checker.formats import owners_csv  # noqa: PLC0415 as above

            text = owners_csv.render(report)
        case "json":
            from checker.formats import owners_json  # noqa: PLC0415 as above

            text = owners_json.render(report, rollup.explainer(), code=rollup.code)
        case "markdown":
            return _lists(owners.files(report, rollup.explainer()), target)
        case _:
            text = owners.render(report, rollup.explainer(), width=rollup.width(target))
    return {target: text}


def _lists(files: Mapping[str, str], target: Target) -> Mapping[Target, str]:
    folder = target.file or ""
    make_folder(folder)
    return {Target(target.name, join(folder, name)): text for name, text in files.items()}
