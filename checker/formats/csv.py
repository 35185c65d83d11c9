"""The full matrix as CSV (RFC 4180): a row for each check, for spreadsheets and data frames.

A spreadsheet runs what begins like a formula: such a text is preceded by an apostrophe.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from checker.formats.asides import Aside, asides
from checker.formats.brief import brief
from checker.problems import Place
from checker.report.gate import QUIET
from checker.report.reach import coming
from checker.report.report import Explainer, PolicyEntry, Report, fingerprint
from checker.report.subject import Subject
from checker.report.undone import Undone
from checker.verdict import Verdict

COLUMNS = (
    "as_of",
    "inventory",
    "vendor",
    "owner",
    "subject_kind",
    "subject",
    "policy",
    "title",
    "severity",
    "verdict",
    "gating",
    "message",
    "path",
    "line",
    "column",
    "fingerprint",
)
UNDECIDED = "undecided"
"""The verdict of a row that is no check, but a reason why the run could not decide."""

OTHER = "other"
"""The verdict of a row that is no check, but a finding about a waiver or a baseline."""

_LINES = 64
"""Lines of a piece: a large report has many, and each piece is written by itself."""

_NEIGHBOURS = 64
"""Subjects and places whose columns are kept: the checks of a vendor follow each other."""

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SIMPLE = re.compile(r"\w[\w /.-]{,199}", re.ASCII)
"""A text that is its own column."""

_SPLIT = re.compile(r"(?<=;)(?=\s*[=+@-])")


def render(report: Report, explainer: Explainer) -> str:
    """A head, the reasons of a run that could not decide, then every check."""
    return "".join(pieces(report, explainer))


def pieces(report: Report, explainer: Explainer) -> Iterator[str]:
    """The same piece by piece: a check is explained when it is asked for."""
    rows = [_reason(report.as_of, reason, "", 0, 0) for reason in report.undecided]
    rows += [_aside(report.as_of, aside) for aside in asides(report)]
    yield written(COLUMNS, rows)
    checks = _checks(report, explainer)
    while some := "".join(islice(checks, _LINES)):
        yield some


def render_undone(undone: Undone) -> str:
    """A head and a row for each problem: none of them is a check."""
    ending = f"no report, as the run ended with exit code {undone.code:d}"
    rows = [_reason("", ending, "", 0, 0)]
    rows += [_reason("", each.message, *each.place) for each in undone.problems]
    return written(COLUMNS, rows)


def _checks(report: Report, explainer: Explainer) -> Iterator[str]:
    """A line for each check; of its columns those that others have, too, are written once."""
    as_of, explain = _column(report.as_of), explainer.explain
    ids = [policy.id for policy in report.policies]
    shown = [
        {verdict: f"{_policy(policy)},{verdict.value}" for verdict in Verdict}
        for policy in report.policies
    ]
    for cell in report.cells:
        number, subject, verdict = cell
        message, place, *_ = explain(cell)
        gating = "false"
        if verdict not in QUIET:
            policy = report.policies[number]
            message += coming(policy.reach, policy.effective_from, verdict)
            gating = "true" if report.gating(cell) else "false"
        yield (
            f"{as_of},{_subject(subject)},{shown[number][verdict]},{gating},"
            f"{_text(message) if message else ''},"
            f"{_place(place)},{fingerprint(ids[number], subject)}\n"
        )


@lru_cache(maxsize=_NEIGHBOURS)
def _place(place: Place) -> str:
    """The columns of a place: path, line, column."""
    path, line, column = place
    return f"{_column(path)},{line},{column}"


@lru_cache(maxsize=_NEIGHBOURS)
def _subject(subject: Subject) -> str:
    """The columns of a subject: inventory, vendor, owner, kind, name."""
    inventory, vendor, kind, *_, owner = subject
    return f"{_column(inventory)},{_column(vendor)},{_column(owner)},{kind},{_text(str(subject))}"


def _policy(policy: PolicyEntry) -> str:
    """The columns of a policy: its id, its title, its severity."""
    return f"{_quoted(_inert(policy.id))},{_text(policy.title)},{policy.severity.value}"


def _text(text: str) -> str:
    """A column of a text on one line that no spreadsheet runs."""
    if _SIMPLE.fullmatch(text):
        return text
    return _quoted(_inert(brief(text)))


_column = lru_cache(maxsize=_NEIGHBOURS)(_text)
"""The same, of a text that cells near each other have, too."""


def _quoted(text: str) -> str:
    """A column as it stands in a row, quoted where it must be."""
    # Alone in a row an empty one would be quoted.
    return _row((text,)).removesuffix("\n") if text else ""


def _aside(as_of: str, aside: Aside) -> Sequence[str]:
    values = {
        "as_of": as_of,
        "policy": aside.rule,
        "severity": aside.severity.value,
        "verdict": OTHER,
        "gating": "true" if aside.gating else "false",
        "subject": brief(aside.about),
        "message": aside.sentence,
        "path": brief(aside.place.path),
        "line": str(aside.place.line),
        "column": str(aside.place.column),
    }
    return [values.get(name, "") for name in COLUMNS]


def _reason(as_of: str, text: str, path: str, line: int, column: int) -> Sequence[str]:
    values = {
        "as_of": as_of,
        "verdict": UNDECIDED,
        "message": brief(text),
        "path": brief(path),
        "line": str(line or ""),
        "column": str(column or ""),
    }
    return [values.get(name, "") for name in COLUMNS]


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A head and rows, none of which a spreadsheet runs."""
    return "".join(map(_row, [columns, *map(_inert_row, rows)]))


class _Line:
    """A file whose writer returns each line that it writes."""

    def write(self, line: str) -> str:
        """The line, as it is."""
        return line


_WRITER = csv.writer(_Line(), lineterminator="\n")


def _row(row: Sequence[str]) -> str:
    """A line, with its columns quoted where they must be."""
    line: str = _WRITER.writerow(row)
    return line


def _inert_row(row: Sequence[str]) -> Sequence[str]:
    return [_inert(text) for text in row]


def _inert(text: str) -> str:
    guarded = f"'{text}" if text.startswith(_FORMULA) else text
    # Where a comma is for decimals, a spreadsheet splits at semicolons.
    return _SPLIT.sub("'", guarded) if ";" in guarded else guarded
