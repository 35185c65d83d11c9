"""The runs that golden files show, each made to be read by a person."""

from collections.abc import Callable, Mapping

from checker.overridden import Effect, Overridden
from checker.report.explanation import Explanation
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.subject import Subject
from checker.verdict import FailOn, Severity, Verdict
from tests.formats.reports import Made, explanation, policy, report, subject, whole

P, F, U, W, S, E = (
    Verdict.PASS,
    Verdict.FAIL,
    Verdict.UNKNOWN,
    Verdict.WAIVED,
    Verdict.SKIP,
    Verdict.ERROR,
)

ENCRYPTION = policy(
    "encryption-at-rest",
    "Sensitive data is encrypted at rest",
    Severity.CRITICAL,
    subject_kind="data",
    fix="Ask the vendor for full encryption at rest, and record the evidence.",
    controls={"nist-csf-2.0": ("PR.DS-01",), "iso-27001-2022": ("A.8.24",)},
    overridden=(
        Overridden("params.classes", ["secret"], ["restricted", "secret"], Effect.LOOSENED),
    ),
)
NOTICE = policy(
    "breach-notice-in-time",
    "Every client heard of a breach within the agreed hours",
    Severity.HIGH,
    subject_kind="incident",
    fix="Ask the vendor when it told you, and record `notices`.",
)
MFA = policy("mfa-for-all", "Every account needs a second factor", Severity.MEDIUM)
EXIT = policy("exit-plan-tested", "The exit plan was tested", Severity.INFO)
CONCENTRATION = policy(
    "no-hidden-concentration",
    "No sub-processor stands behind most vendors",
    Severity.LOW,
    subject_kind="portfolio",
)
DORA = policy("register-complete", reach=Reach.NOTHING, severity=Severity.LOW)
OFF = policy("sbom-published", reach=Reach.DISABLED, severity=Severity.LOW)

NORTHWIND = subject("northwind-labels", owner="Data Platform team")
IDENTITY = subject("northwind-labels", "data/contractor-ids", owner="Data Platform team")
GUIDES = subject("northwind-labels", "data/guidelines", owner="Data Platform team", index=1)
BREACH = subject("northwind-labels", "incidents/2031-04-breach", owner="Data Platform team")
CUMULUS = subject("cumulus-cloud", number=1)
WEIGHTS = subject("cumulus-cloud", "data/weights", number=1)
PAY = subject("payrolla", number=2, owner="People Ops")


def cell(index: int, about: Subject, verdict: Verdict) -> Cell:
    return Cell(index, about, verdict)


def green() -> Made:
    policies = (ENCRYPTION._replace(overridden=()), MFA, NOTICE)
    return report(
        policies,
        [
            cell(0, WEIGHTS, P),
            cell(1, CUMULUS, P),
            cell(0, IDENTITY, P),
            cell(0, GUIDES, P),
            cell(1, NORTHWIND, P),
            cell(2, BREACH, P),
            cell(0, PAY, P),
            cell(1, PAY, P),
        ],
    )


def red() -> Made:
    """Something of everything."""
    policies = (ENCRYPTION, NOTICE, MFA, EXIT, CONCENTRATION, DORA, OFF)
    cells = [
        cell(4, whole("portfolio"), F),
        cell(0, WEIGHTS, P),
        cell(2, CUMULUS, U),
        cell(3, CUMULUS, F),
        cell(5, CUMULUS, S),
        cell(0, IDENTITY, F),
        cell(0, GUIDES, S),
        cell(1, BREACH, U),
        cell(2, NORTHWIND, P),
        cell(3, NORTHWIND, P),
        cell(5, NORTHWIND, S),
        cell(0, PAY, U),
        cell(2, PAY, W),
        cell(3, PAY, P),
        cell(5, PAY, S),
    ]
    pages: Mapping[tuple[int, Subject], Explanation] = {
        (0, IDENTITY): explanation(
            "government_id (restricted) is encrypted at rest: partial",
            ("vendors[0].data[0].encryption.at_rest", "partial"),
            ("vendors[0].data[0].classification", "restricted"),
            remedies=[("vendors[0].data[0].encryption.at_rest", "were full")],
            anchor=17,
        ),
        (0, PAY): explanation(
            "payrolla does not say which data it holds",
            ("vendors[2].data", ...),
            line=120,
        ),
        (1, BREACH): explanation(
            "the notice of 2031-04-breach reached the lab at (not recorded), and at most 72 hours "
            "may pass after the vendor detected it",
            ("vendors[0].incidents[0].notices[0].received_at", ...),
            ("vendors[0].incidents[0].times.vendor_detected", "2031-04-02T08:00:00Z"),
            line=77,
        ),
        (2, CUMULUS): explanation(
            "multi-factor authentication: (not recorded)", ("vendors[1].security.mfa", ...), line=98
        ),
        (3, CUMULUS): explanation(
            "the exit plan was last tested on 2029-02-01",
            ("vendors[1].contracts[0].exit_plan.tested_on", "2029-02-01"),
            ("vendors[1].contracts[0].end", None),
            line=111,
            omitted=1_204,
            remedies=[
                (
                    "vendors[1].contracts[0].exit_plan.tested_on",
                    "were not before 2030-05-15 (it is 2029-02-01)",
                ),
                (
                    "vendors[1].contracts[1].substitutability.alternatives_assessed",
                    "were recorded as easily, medium or highly_complex",
                ),
            ],
        ),
        (4, whole("portfolio")): explanation(
            "cumulus-cloud stands behind 2 of 3 vendors",
            ("inventories[0].vendors[0].subprocessors[0].party", "cumulus-cloud"),
            line=1,
        ),
    }
    return report(policies, cells, pages)


def undecided() -> Made:
    """A policy that divides by zero, one that met nobody, one finding below the threshold."""
    policies = (
        MFA,
        policy(
            "share-of-budget",
            severity=Severity.HIGH,
            subject_kind="contract",
            fix="Spend elsewhere.",
        ),
        policy("key-ceremony", "Keys are held by the client", reach=Reach.IDLE),
    )
    broken = subject("cumulus-cloud", "contracts/2030-01", number=1)
    dear = subject("cumulus-cloud", "contracts/2031-01", number=1, index=1)
    cells = [cell(0, CUMULUS, F), cell(1, broken, E), cell(1, dear, F), cell(0, PAY, P)]
    pages = {
        (0, CUMULUS): explanation("accounts without a second factor", line=7),
        (1, broken): explanation("division by zero", ("vendors[1].contracts[0].cost", 0), line=5),
    }
    reasons = (
        "policy 'share-of-budget' cannot be evaluated on 1 subject",
        "policy 'key-ceremony' met no subject (say `may_be_idle: true` if that is right)",
    )
    return report(policies, cells, pages, undecided=reasons, fail_on=FailOn.HIGH)


def mild() -> Made:
    """Green, although something does not hold: it is below the threshold."""
    return report(
        (EXIT, MFA, OFF),
        [cell(0, CUMULUS, F), cell(1, CUMULUS, P), cell(0, PAY, P), cell(1, PAY, W)],
        {(0, CUMULUS): explanation("the exit plan was never tested")},
    )


def many_vendors() -> Made:
    """130 findings of two policies on 60 vendors in two inventories."""
    owned = policy("owner-named", "Somebody answers for it", Severity.LOW)
    header = policy("fresh-inventory", subject_kind="inventory")
    policies = (MFA, ENCRYPTION, owned, CONCENTRATION, header)
    cells = [cell(3, whole("portfolio"), P), cell(4, whole("lab-east"), P)]
    for number in range(60):
        vendor = subject(f"vendor-{number:02}", inventory=("lab-east", "lab-west")[number % 2])
        cells.append(cell(0, vendor, F if number % 3 else P))
        cells += [
            cell(
                1,
                vendor._replace(subject_kind="data", collection="data", id=f"set-{item}"),
                verdict,
            )
            for item, verdict in enumerate((F, P, U) if number > 14 else (P, P))
        ]
        cells.append(cell(2, vendor, P))
    paths = ("inventories/east.yaml", "inventories/west.yaml")
    return report(policies, cells, inventories=paths)


def many_policies() -> Made:
    """So many policies that their ids do not stand side by side, but their numbers do."""
    severities = tuple(Severity)
    policies = tuple(
        policy(f"control-{number:02}-of-the-long-list", severity=severities[number % 5])
        for number in range(14)
    )
    vendors = [subject(name, number=index) for index, name in enumerate(_NAMES)]
    cells = [
        cell(index, vendor, (P, P, P, F, P, S, P, U)[(index * 3 + vendor.path[1]) % 8])
        for vendor in vendors
        for index in range(14)
    ]
    for vendor in vendors[:2]:
        second = vendor._replace(subject_kind="data", collection="data", id="second")
        cells.append(cell(13, second, F if vendor is vendors[1] else P))
    return report(policies, cells)


_NAMES = (
    "northwind-labels",
    "cumulus-cloud",
    "payrolla",
    "quill-mail",
    "atlas-annotation",
    "verity",
)


def no_room() -> Made:
    """More policies than even their numbers fit; counts, and the names that need attention."""
    name = "control-{:02}-{}of-which-the-id-is-longer-than-anybody-would-choose"
    policies = tuple(
        policy(name.format(number, "and-part-" * (number % 2)), severity=Severity.LOW)
        for number in range(45)
    )
    cells = [
        cell(index, subject(name, number=number), F if (index + number) % 40 == 7 else P)
        for number, name in enumerate(f"{name}-of-many" for name in (*_NAMES, *"abcdef"))
        for index in range(45)
    ]
    return report(policies, cells)


def wide() -> Made:
    """Names that take two columns a letter, or none."""
    policies = (
        policy("データ暗号化", "保存データは暗号化されている", fix="ベンダーに依頼する。"),
        MFA,
    )
    tokyo = subject("東京データ株式会社", owner="法務部")
    cafe = subject("cafe\u0301-labels", number=1)
    cells = [cell(0, tokyo, F), cell(1, tokyo, P), cell(0, cafe, P), cell(1, cafe, U)]
    pages = {
        (0, tokyo): explanation("暗号化: なし " * 12, ("vendors[0].encryption", "なし")),
        (1, cafe): explanation("second factor: (not recorded)", ("vendors[1].mfa", ...)),
    }
    return report(policies, cells, pages)


def hostile() -> Made:
    """Whatever an inventory, a policy or a path may try on a terminal or a CI log."""
    wipe = "\x1b[2K\x1b[1A\x1b[32mPASS\x1b[0m"
    vendor = subject(f"acme{wipe}\n::error file=README.md::forged", owner="a\u202eb ##[error]x")
    policies = (
        policy(
            "##vso[task.setvariable variable=PATH]x",
            "::stop-commands::x\r\u200bhidden",
            fix="say ::add-mask::yes and ##teamcity[buildStatus status='SUCCESS']",
            overridden=(Overridden("params.\x9b31m", [1], "x", Effect.CHANGED),),
        ),
    )
    pages = {
        (0, vendor): explanation(
            f"{wipe} | forged | PASS | [x](javascript:alert(1)) {{0}} %s [red]x[/red] ::error::y",
            ("vendors[0]['\x00']", f"\ud800\ufffe{wipe}"),
            ("vendors[0].long", "x" * 500),
            path="inventories/\n::error::pwn\udcff.yaml",
        )
    }
    return report(policies, [cell(0, vendor, F)], pages)


SCENES: Mapping[str, Callable[[], Made]] = {
    each.__name__: each
    for each in (
        green,
        red,
        undecided,
        mild,
        many_vendors,
        many_policies,
        no_room,
        wide,
        hostile,
    )
}
