"""Reporting: whether the regimes that an inventory names are there, and meant."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.facts.regime import Regimes, notices
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Problem
from checker.suggest import did_you_mean


def problems(documents: Sequence[Document], regimes: Regimes) -> list[Problem]:
    """Every regime, and every deadline of one, that an inventory names and nobody has declared.

    Args:
        documents: valid by the inventory's schema.
    """
    return [problem for document in documents for problem in _of_document(document, regimes)]


def _of_document(document: Document, regimes: Regimes) -> Iterator[Problem]:
    data = document.data
    for index, organisation in enumerate(data.get("organisations", ())):
        for number, name in enumerate(organisation.get("reports_under", ())):
            path: Path = ("organisations", index, "reports_under", number)
            yield from _regime(document, path, name, regimes)
    for place, incident in _incidents(data):
        for index, timeline in enumerate(incident.get("client_times", ())):
            for number, exempt in enumerate(timeline.get("not_reportable", ())):
                path = (*place, "client_times", index, "not_reportable", number, "regime")
                yield from _regime(document, path, exempt["regime"], regimes)
        for index, notice in enumerate(incident.get("notices", ())):
            if "regime" in notice:
                path = (*place, "notices", index, "regime")
                yield from _notice(document, path, notice["regime"], regimes)


def _incidents(data: Any) -> Iterator[tuple[Path, Any]]:
    for number, vendor in enumerate(data["vendors"]):
        for index, incident in enumerate(vendor.get("incidents", ())):
            yield ("vendors", number, "incidents", index), incident


def _regime(document: Document, path: Path, name: str, regimes: Regimes) -> Iterator[Problem]:
    if name in regimes:
        return
    message = f"there is no regime '{name}' (expected the id of one)"
    hint = did_you_mean(name, regimes) or did_you_mean(name.lower(), regimes)
    for regime in regimes.values():
        if any(name in {deadline.id, deadline.notice} for deadline in regime.deadlines):
            message = f"'{name}' is a deadline (expected the id of its regime)"
            hint = f"write {regime.id}"
    listed = ", ".join(regimes)
    yield Problem(document.positions.value(path), message, hint or f"there is: {listed}")


def _notice(document: Document, path: Path, name: str, regimes: Regimes) -> Iterator[Problem]:
    known = sorted(notices(regimes))
    if name in known:
        return
    message = f"there is no notice '{name}' in any regime (expected the id of a deadline)"
    hint = did_you_mean(name, known) or did_you_mean(name.lower(), known)
    if name.lower() in regimes:
        own = dict.fromkeys(deadline.notice for deadline in regimes[name.lower()].deadlines)
        message = f"'{name}' is a regime (expected the id of one of its deadlines)"
        hint = f"write one of: {', '.join(own)}"
    place = document.positions.value(path)
    yield Problem(place, message, hint or "declare it: docs/regimes.md says how")
