"""The tests of regimes: examples of incidents, and the obligations that follow from them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.facts.incident import Surroundings
from checker.facts.obligations import obligations
from checker.facts.regime import Regimes
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Place
from checker.record import NamedTuple

_NONE = "none"


class Failure(NamedTuple):
    """An expectation of a regime's example that is not met."""

    place: Place
    regime: str
    name: str
    text: str


class Tried(NamedTuple):
    """The examples of all regimes, put to them."""

    tests: int
    regimes: int
    failures: tuple[Failure, ...]

    def data(self) -> dict[str, Any]:
        """The JSON of it, as `test.schema.json` says."""
        return {
            "tests": self.tests,
            "failures": [
                {
                    "regime": failure.regime,
                    "name": failure.name,
                    "location": failure.place._asdict(),
                    "message": failure.text,
                }
                for failure in self.failures
            ],
        }


def tried(documents: Sequence[Document], regimes: Regimes) -> Tried:
    """Put every example of valid files of regimes to the regimes in force."""
    failures: list[Failure] = []
    tests = tested = 0
    for document in documents:
        for index, regime in enumerate(document.data["regimes"]):
            own = regime.get("tests", ())
            tests += len(own)
            tested += bool(own)
            for number, test in enumerate(own):
                path = ("regimes", index, "tests", number)
                for where, text in _wrong(test, regimes):
                    place = document.positions.value((*path, "expect", *where))
                    failures.append(Failure(place, regime["id"], test["name"], text))
    return Tried(tests, tested, tuple(failures))


def _wrong(test: Mapping[str, Any], regimes: Regimes) -> Iterator[tuple[Path, str]]:
    """Everything in which the facts of an example are not as it expects."""
    given = test["given"]
    vendor = {**given.get("vendor", {}), "incidents": [given.get("incident", {})]}
    around = Surroundings(given.get("inventory", {}))
    owed = obligations(vendor, ("vendors", 0), around, regimes) or []
    found = {obligation.record.get("rule"): obligation.record for obligation in owed}
    for rule, expected in test["expect"].items():
        if expected == _NONE:
            if rule in found:
                yield (rule,), f"there is an obligation '{rule}' (expected none)"
        elif rule not in found:
            yield (rule,), f"there is no obligation '{rule}' (expected one)"
        else:
            for field, value in expected.items():
                got = found[rule].get(field)
                if got != value:
                    said = "not told" if got is None else f"{got}"
                    wanted = "not told" if value is None else f"{value}"
                    yield (rule, field), f"'{field}' of '{rule}' is {said} (expected {wanted})"
