"""Waiving: a finding is accepted, in a new entry of the file of waivers. `vendorgate waive`."""

import re

from checker.errors import InputError, UsageError
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.record import NamedTuple
from checker.report.gate import FINDINGS
from checker.report.matrix import Cell
from checker.report.report import Report, fingerprint
from checker.report.subjects import find
from checker.settings import settings as configured
from checker.sources.addresses import on_disk
from checker.time.text import DAY, format_timestamp, parse_day
from checker.usecases.load import Request, load
from checker.usecases.waivers import FILENAME
from checker.values import CelError, Timestamp
from checker.verdict import Verdict
from checker.waivers.entry import Entry, added
from checker.waivers.waiver import EVERYTHING

_NO_SLUG = re.compile("[^a-z0-9-]+")


class Wish(NamedTuple):
    """The waiver that somebody asks for; what is left out is empty.

    Attributes:
        subject: as a report prints it; `acme/*` for everything of a vendor.
        owner: left out, it is the owner of the vendor.
    """

    policy: str
    subject: str
    reason: str
    expires: str
    owner: str = ""
    approved_by: str = ""
    ticket: str = ""
    id: str = ""


class Draft(NamedTuple):
    """The file with the new entry, to be written.

    Attributes:
        covers: the number of findings that the waiver is about.
    """

    path: str
    text: str
    entry: Entry
    covers: int


def waive(request: Request, wish: Wish) -> Draft:
    """Read, validate, evaluate the policy, and put a waiver behind those that are there.

    Raises:
        InputError: files that cannot be read or are not valid, the file of waivers among them.
        UsageError: there is no such finding, or it cannot be waived like that.
    """
    settings = configured(request.sources, request.config)
    path = request.waivers or settings.waivers or FILENAME
    on_disk(path, "the waiver")
    there = request.sources.has(path)
    run = load(request._replace(select=(wish.policy,), waivers=path if there else ""))
    report = settle(run, decide(run, request.jobs))
    cells = _open(run, report, wish.subject)
    day = _day(run, report, wish.expires)
    content = None
    if there:
        sources, problems = request.sources.read([path])
        if problems:
            raise InputError(problems)
        content = sources[0].content
    entry = _entry(run, wish, cells, day)
    return Draft(path, added(path, content, entry), entry, len(cells))


def _open(run: Run, report: Report, subject: str) -> list[Cell]:
    """The findings to waive."""
    [policy] = report.policies
    cells = list(report.cells)
    vendor, _, rest = subject.partition("/")
    if rest == EVERYTHING:
        own = [cell for cell in cells if cell.subject.vendor == vendor]
        inventories = {cell.subject.inventory for cell in own}
        found = [cell for cell in own if cell.verdict in FINDINGS - {Verdict.ERROR}]
        if len(inventories) > 1:
            message = f"vendor '{vendor}' stands in {len(inventories)} inventories"
            raise UsageError(message, "name the file of one of them behind the subject")
        if not found:
            raise UsageError(f"policy '{policy.id}' finds nothing on '{vendor}' that can be waived")
        return found
    cell = find(subject, policy, cells, run.inventories)
    waiver = report.waivers.of(fingerprint(policy.id, cell.subject))
    match cell.verdict:
        case Verdict.WAIVED if waiver is not None:
            message = f"'{cell.subject}' is waived already, by '{waiver.id}' ({waiver.place})"
            raise UsageError(message, "to renew it, change 'expires' there")
        case Verdict.ERROR:
            message = f"policy '{policy.id}' cannot be evaluated on '{cell.subject}'"
            raise UsageError(f"{message}, and an error is never waived", "correct the policy")
        case Verdict.PASS | Verdict.SKIP:
            told = f"'{cell.subject}' is {cell.verdict.value}: there is nothing to waive"
            raise UsageError(told, f"vendorgate explain {policy.id} {cell.subject}")
        case _:
            return [cell]


def _day(run: Run, report: Report, expires: str) -> int:
    """The last day of the waiver."""
    try:
        day = parse_day(expires)
    except CelError as error:
        raise UsageError(str(error)) from None
    if day is None:
        raise UsageError(f"--expires is '{expires}' (expected a day)", "--expires 2031-06-30")
    today = run.as_of.nanoseconds // DAY
    [policy] = report.policies
    most = run.waivers.lives[policy.severity]
    latest = format_timestamp(Timestamp((today + most - 1) * DAY))[:10]
    if not today <= day < today + most:
        raise UsageError(
            f"--expires is {expires} (expected {report.as_of[:10]} to {latest}: "
            f"{most} days at most, as '{policy.id}' is {policy.severity.value})"
        )
    return day


def _entry(run: Run, wish: Wish, cells: list[Cell], day: int) -> Entry:
    subject = cells[0].subject
    everything = wish.subject.endswith(f"/{EVERYTHING}")
    named = f"{subject.collection}/{subject.id}" if subject.collection else ""
    owner = wish.owner or subject.owner
    if not owner:
        raise UsageError("--owner is missing: nobody is recorded who answers for the vendor")
    for name in ("reason", "owner", "approved_by", "ticket"):
        if not all(map(str.isprintable, getattr(wish, name).split("\n"))):
            option = name.replace("_", "-")
            raise UsageError(f"--{option} holds characters that cannot be printed")
    taken = {waiver.id for waiver in run.waivers.waivers}
    return Entry(
        id=wish.id or _free(f"{wish.policy}-{subject.vendor or subject.id}", taken),
        policy=wish.policy,
        inventory=subject.inventory,
        vendor=subject.vendor,
        subject=EVERYTHING if everything else named,
        covers=len(cells) if everything else 0,
        reason=wish.reason,
        owner=owner,
        approved_by=wish.approved_by,
        ticket=wish.ticket,
        created=format_timestamp(run.as_of)[:10],
        expires=format_timestamp(Timestamp(day * DAY))[:10],
    )


def _free(name: str, taken: set[str]) -> str:
    """An id like the name that no waiver has."""
    slug, number = _NO_SLUG.sub("-", name.lower()), 1
    while (found := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return found
