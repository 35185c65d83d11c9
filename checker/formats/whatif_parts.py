"""The parts of what would be without a party, and of the worst parties, in words."""

from collections import Counter
from collections.abc import Iterator

from checker.exposing.without import Leaving, Standing, Without
from checker.exposing.worst import Measure, Worst
from checker.formats.exposure_parts import Part, Telling
from checker.formats.moment import moment
from checker.formats.summary import number

_LEAVING = ("inventory", "to replace", "days", "notice", "plan to leave", "alternatives sought")


def of_without(without: Without) -> Telling:
    """The portfolio without a party, in words."""
    about = without.about
    name = about.name if about.name == about.id else f"{about.name} ({about.id})"
    counts = Counter(each.standing for each in without.services)
    told = [f"{counts[standing]} {standing.value}" for standing in Standing]
    services = number(len(without.services), "critical service")
    clients = number(len(without.clients), "client")
    head = f"Without {name}: of {services} {', '.join(told)}; {clients} concerned; {_days(without)}"
    lines = (f"as of {moment(without.as_of)}",)
    return Telling(head, lines, tuple(_without(without)), without.unknown)


def _days(without: Without) -> str:
    days = [each.days for each in without.leaving if each.days is not None]
    return f"{number(max(days), 'day')} to leave" if days else "days to leave are not recorded"


def _without(without: Without) -> Iterator[Part]:
    rows = [
        (
            each.standing.value,
            f"{each.vendor}/{each.id}",
            ", ".join(each.functions),
            " > ".join(each.path[:-1]),
        )
        for each in without.services
    ]
    alarms = [each.standing is not Standing.LEFT for each in without.services]
    columns = ("", "critical service", "functions", "relies on it through")
    yield Part("Critical services", columns, rows, alarms, none="none is recorded as critical")
    substitutes = [
        (
            each.name,
            each.id or "not in the inventories",
            "recorded" if each.named else "same type of service",
            "relies on it, too" if each.relies else "",
        )
        for each in without.substitutes
    ]
    others = ("who", "id", "as", "but")
    yield Part("Who could take over", others, substitutes, none="nobody is recorded")
    leaving = [_leaving(each) for each in without.leaving]
    yield Part("Leaving", _LEAVING, leaving, none="no inventory lists it as a vendor")


def _leaving(each: Leaving) -> tuple[str, ...]:
    plan = {True: "yes", False: "no", None: "?"}[each.exit_plan]
    return (
        each.inventory,
        each.level.replace("_", " ") or "?",
        "?" if each.days is None else f"{each.days:,}",
        "?" if each.notice_days is None else f"{each.notice_days:,}",
        f"{plan}, tested {each.tested_on}" if each.tested_on else plan,
        {True: "yes", False: "no", None: "?"}[each.assessed],
    )


def of_worst(worst: Worst) -> Telling:
    """The parties that reach most, in words."""
    lines = [f"as of {moment(worst.as_of)}"]
    if worst.uncounted:
        lines.append(f"{number(worst.uncounted, 'party', 'parties')} would take too long to count")
    parts = tuple(_measure(each) for each in worst.measures)
    return Telling(
        "The parties whose breach or loss reaches most", tuple(lines), parts, worst.unknown
    )


def _measure(measure: Measure) -> Part:
    rows = [(each.id, each.name, f"{each.reached:,}") for each in measure.ranks]
    notes = {
        "people": "At the least, of whoever is reached: the most records of people in one entry.",
        "sensitive data": "Entries that are secret or restricted, of whoever is reached.",
    }
    columns = ("who", "name", f"of {measure.total:,}")
    title = f"By {measure.name}"
    return Part(title, columns, rows, note=notes.get(measure.name, ""), none="nobody reaches any")
