"""`vendorgate report`: what a check came to, rolled up by control or by owner."""

import argparse
from posixpath import join

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.errors import UsageError
from checker.report.gate import ExitCode
from checker.report.report import Report
from checker.usecases.check import Checked, check

FORMATS = ("table", "markdown")

WHAT = {
    "controls": "each control that policies cite, and what evidences it",
    "owners": "what each owner has to mend",
}
"""Every roll-up, and what it tells."""


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Roll findings up by control, or by owner. The lists of owners are files: -o markdown=DIR "
        "writes one for each, one for what nobody owns, and an index, into a folder that is there."
    )
    parser.epilog = (
        "exit codes: 0 told, whatever was found (check is the gate), 2 could not decide, 3 a bug "
        "in vendorgate, 129 hung up, 130 interrupted, 143 terminated"
    )
    kinds = parser.add_subparsers(
        title="roll-ups", metavar="WHAT", dest="what", required=True, prog=parser.prog
    )
    for name, purpose in WHAT.items():
        kind = kinds.add_parser(
            name, help=purpose, allow_abbrev=False, formatter_class=parser.formatter_class
        )
        kind.epilog = parser.epilog
        arguments.inputs(kind)
        arguments.moment(kind)
        arguments.fail_on(kind)
        arguments.waivers(kind)
        if name == "controls":
            kind.add_argument(
                "--framework",
                metavar="NAME",
                help="one framework, with its controls without a policy",
            )
        arguments.output(kind, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Check, and deliver the roll-up.

    Returns:
        0 whatever was found; 2 where the run could not decide, or the roll-up not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    checked = check(arguments.request(options))
    if options.what == "owners":
        texts = _owners(checked, wanted, options)
    else:
        texts = _controls(checked.report, wanted, options)
    undecided = checked.report.exit_code == ExitCode.UNDECIDED
    return send(
        list(texts),
        texts.__getitem__,
        code=ExitCode.UNDECIDED if undecided else ExitCode.COMPLIANT,
        inputs=(file.path for file in checked.report.inputs),
    )


def _controls(
    report: Report, wanted: list[Target], options: argparse.Namespace
) -> dict[Target, str]:
    from checker.formats import controls  # noqa: PLC0415 who asks for it pays for it

    one = options.framework is not None
    cited = controls.selected(report, options.framework)
    return {
        target: controls.render_markdown(report, cited)
        if target.name == "markdown"
        else controls.render(report, cited, width=_width(target, options), one=one)
        for target in wanted
    }


def _owners(
    checked: Checked, wanted: list[Target], options: argparse.Namespace
) -> dict[Target, str]:
    """The texts by target; the target of Markdown is a folder."""
    from checker.formats import owners  # noqa: PLC0415 as above

    texts = {}
    for target in wanted:
        if target.name == "table":
            texts[target] = owners.render(checked.report, width=_width(target, options))
        elif target.file is None:
            raise UsageError("owners are told in files (expected -o markdown=DIR)")
        else:
            for name, text in owners.files(checked.report, checked.explainer()).items():
                texts[Target("markdown", join(target.file, name))] = text
    return texts


def _width(target: Target, options: argparse.Namespace) -> int:
    return target.page(no_color=options.no_color).width
