"""`vendorgate test`: what the policies' own tests say of them, and how much that proves."""

import argparse
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from checker.commands import arguments
from checker.commands.targets import Target, send, targets
from checker.formats import test as formatted
from checker.formats.regimes import render_regimes
from checker.formats.style import Style
from checker.output import warn
from checker.progress import progress
from checker.record import NamedTuple
from checker.report.gate import ExitCode
from checker.report.report import Input
from checker.spread import usable
from checker.testing.run import SuiteReport
from checker.testing.run import run as prove
from checker.usecases.test import Listing, Plan, listed, plan

FORMATS = ("text", "json", "junit")

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class _Measure(NamedTuple):
    """Something measured besides: its key in JSON, its data, its text, and whether it suffices."""

    key: str
    data: Any
    text: str
    enough: bool


class _Ended(NamedTuple):
    """A whole run: what reports are made of."""

    suite_report: SuiteReport
    inputs: Sequence[Input]
    measures: Sequence[_Measure]
    code: int


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.description = (
        "Run the tests that policies carry and the suites (*.test.yaml) beside them; "
        "explain those that fail."
    )
    parser.epilog = (
        "exit codes: 0 every test passes, 1 a test fails (or coverage or mutants fall short), "
        "2 could not be run or a policy has no tests, 3 a bug in vendorgate, 129 hung up, "
        "130 interrupted, 143 terminated"
    )
    arguments.policies(parser, "policy files or folders, suites included")
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="test the policies as this file overrides them (default: as their own files say)",
    )
    arguments.cache(parser)
    arguments.select(parser, "test")
    _measuring(parser)
    parser.add_argument(
        "--junit", metavar="FILE", help="also write JUnit XML; short for -o junit=FILE"
    )
    arguments.jobs(parser)
    arguments.output(parser, FORMATS)


def _measuring(parser: argparse.ArgumentParser) -> None:
    """Declare the options for measures that are taken once every test passes."""
    parser.add_argument(
        "--coverage",
        action="store_true",
        help="also say which parts of the policies no test saw true, false or missing",
    )
    parser.add_argument(
        "--threshold",
        type=_percentage,
        metavar="N",
        help="fail below N percent of coverage, compared exactly; implies --coverage",
    )
    parser.add_argument(
        "--mutate",
        action="store_true",
        help="also change the policies bit by bit and list the changes that no test notices",
    )
    parser.add_argument(
        "--equivalents",
        metavar="FILE",
        help="changes known to make no difference, with the reasons; implies --mutate",
    )


def run(options: argparse.Namespace) -> int:
    """Run the tests, and what else was asked for once they pass.

    Returns:
        The exit code of the run; 2 where a report could not be delivered.
    """
    junit = [] if options.junit is None else [f"junit={options.junit}"]
    wanted = targets(
        [*(options.output or FORMATS[:1]), *junit], FORMATS, arguments.folders(options)
    )
    work = plan(options.policies, config=options.config, select=options.select, cache=options.cache)
    listing = None if options.equivalents is None else listed(options.equivalents)
    inputs = [*work.inputs, *([] if listing is None else [listing.input])]
    with progress() as tell:
        suite_report = prove(
            work.policies,
            work.cases,
            work.sources,
            jobs=usable(options.jobs),
            progress=partial(tell, "tests"),
        )
    passed = suite_report.exit_code != ExitCode.NOT_COMPLIANT
    measures = list(_measures(work, listing, options)) if passed else []
    code = suite_report.exit_code
    if code == ExitCode.COMPLIANT and not all(measure.enough for measure in measures):
        code = ExitCode.NOT_COMPLIANT
    return send(
        wanted,
        lambda target: _render(_Ended(suite_report, inputs, measures, code), target, options),
        code=code,
        inputs=(file.path for file in inputs),
    )


def _measures(
    work: Plan, listing: Listing | None, options: argparse.Namespace
) -> Iterable[_Measure]:
    if work.regimes.tests:
        text, enough = render_regimes(work.regimes), not work.regimes.failures
        yield _Measure("regimes", work.regimes.data(), text, enough)
    # Most runs measure nothing, and need not pay for these imports.
    if options.coverage or options.threshold is not None:
        from checker.formats.coverage import render_coverage  # noqa: PLC0415
        from checker.testing.coverage import coverage  # noqa: PLC0415

        threshold: Fraction | None = options.threshold
        covered = coverage(work.policies, work.cases, work.sources)
        enough = threshold is None or covered.reaches(threshold)
        yield _Measure("coverage", covered.data(), render_coverage(covered, threshold), enough)
    if options.mutate or listing is not None:
        yield _mutation(work, listing, usable(options.jobs))


def _mutation(work: Plan, listing: Listing | None, jobs: int) -> _Measure:
    from checker.formats.mutants import render_survivors  # noqa: PLC0415 as above
    from checker.testing.equivalents import NONE, load  # noqa: PLC0415 as above
    from checker.testing.survivors import Interrupted, survivors  # noqa: PLC0415 as above

    equivalents = NONE if listing is None else load(listing.document)
    try:
        with progress() as tell:
            found = survivors(
                work.policies,
                work.cases,
                work.sources,
                jobs=jobs,
                progress=partial(tell, "mutants"),
                equivalents=equivalents,
            )
    except Interrupted as stopped:
        warn(render_survivors(stopped.found))
        raise stopped.by from None
    return _Measure(
        "mutation", found.data(), render_survivors(found), not found.survived and not found.stale
    )


def _render(ended: _Ended, target: Target, options: argparse.Namespace) -> str:
    if target.name == "json":
        from checker.formats import test_json  # noqa: PLC0415 only who asks for it pays for it

        measured = {measure.key: measure.data for measure in ended.measures}
        return test_json.render(ended.suite_report, ended.inputs, measured, ended.code)
    if target.name == "junit":
        from checker.formats import test_junit  # noqa: PLC0415 as above

        return test_junit.render(ended.suite_report)
    style = Style(target.page(no_color=options.no_color).colour)
    texts = [formatted.render(ended.suite_report, style=style)]
    asked = options.coverage or options.threshold is not None or options.mutate
    if asked and not ended.measures:
        texts[0] += "coverage and mutants are told once every test passes\n"
    return "\n".join([*texts, *(measure.text for measure in ended.measures)])


def _percentage(text: str) -> Fraction:
    """`90`, `99.5`: exact, so that 100 means all."""
    # Fraction alone would also take 1e2, 1/3 and the digits of other scripts.
    known = _NUMBER.fullmatch(text) is not None
    if not known or Fraction(text) > 100:
        raise argparse.ArgumentTypeError(f"'{text}' is no percentage (expected 0 to 100)")
    return Fraction(text)
