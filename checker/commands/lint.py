"""`vendorgate lint`: what is wrong with policies, before any inventory is looked at."""

import argparse

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.formats import lint as formatted
from checker.formats.style import Style
from checker.linting.lint import LintReport
from checker.usecases.lint import lint

FORMATS = ("text", "json")


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Check policies without an inventory: their expressions against the schema, conditions "
        "that decide nothing, controls that do not exist, tests that are not there. "
        "docs/lint.md lists the rules."
    )
    parser.epilog = (
        "exit codes: 0 no errors (and with --strict no warnings), 1 a diagnostic gates, "
        "2 a file could not be read or there is no policy, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    arguments.policies(parser, "policy files or folders")
    arguments.config(parser)
    add = parser.add_argument
    add("--strict", action="store_true", help="warnings gate, too")
    add("-v", "--verbose", action="store_true", help="also show what is only worth knowing")
    arguments.output(parser, FORMATS)


def run(options: argparse.Namespace) -> int:
    """Lint, and deliver every report that was asked for.

    Returns:
        The exit code of the run; 2 where a report could not be delivered.
    """
    wanted = targets(options.output, FORMATS, arguments.folders(options))
    report = lint(options.policies, config=options.config, cache=options.cache)
    return send(
        wanted,
        lambda target: _render(report, target, options),
        code=report.exit_code(strict=options.strict),
        inputs=(file.path for file in report.inputs),
    )


def _render(report: LintReport, target: Target, options: argparse.Namespace) -> str:
    if target.name == "json":
        from checker.formats import lint_json  # noqa: PLC0415 only who asks for it pays for it

        return lint_json.render(report, strict=options.strict)
    style = Style(target.page(no_color=options.no_color).colour)
    return formatted.render(report, verbose=options.verbose, style=style)
