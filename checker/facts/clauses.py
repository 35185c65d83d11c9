"""Clauses: what contracts promise a client that is affected by an incident."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from checker.facts.duty import Duty, Obligation, obligation, untold
from checker.facts.incident import Incident
from checker.facts.recorded import Path, Recorded, Truth, every, false, field, inverse, true
from checker.time.moments import Moment

_TRIGGERS: Final[Mapping[str, str]] = {
    "vendor_detects": "vendor_detected",
    "vendor_confirms": "vendor_confirmed",
    # When the vendor saw whose data it concerns is not recorded: the first moment at which
    # it could.
    "affects_client_data": "vendor_detected",
}
"""The moment with which the clock of each trigger starts."""

_UPON_CONFIRMATION: Final = "vendor_confirms"
_UNCONFIRMED: Final = "suspected"


def by_contract(incident: Incident, client: str, place: Path) -> Iterator[Obligation]:
    """The obligations of the vendor to a client, one for each contract that covers it.

    Where none does, there is one obligation that is not `covered`.
    """
    told: dict[str, Recorded[Any]] = {
        "kind": Recorded("contract", (place,)),
        "client": Recorded(client, (place,)),
    }
    contracts = incident.contracts
    if contracts.value is None:
        text = f"{client}: the contracts are not recorded"
        yield untold(
            incident,
            client,
            "contracts",
            place=place,
            text=text,
            gaps=contracts.places,
            more=told,
        )
        return
    covering = incident.covering(client)
    if not covering:
        told["covered"] = false(place, *contracts.places)
        text = f"{client}: no contract covers it"
        yield untold(
            incident,
            client,
            "no-contract",
            place=place,
            text=text,
            gaps=contracts.places,
            more=told,
        )
    for record, path in covering:
        yield _clause(incident, client, place, record, path)


def _clause(
    incident: Incident, client: str, place: Path, record: Mapping[str, Any], path: Path
) -> Obligation:
    hours, trigger = (
        field(record, path, f"breach_notification_{name}") for name in ("hours", "trigger")
    )
    starts_with: Recorded[str] = Recorded(_TRIGGERS.get(trigger.value or ""), trigger.places)
    start: Recorded[Moment] = Recorded(None, trigger.places)
    if starts_with.value is not None:
        start = incident.at_vendor(starts_with.value)
    ref = field(record, path, "ref")
    name = f"contracts[{path[-1]}]" if ref.value is None else str(ref.value)
    duty = Duty(
        kind="contract",
        rule=name,
        source=Recorded(name, (path,) if ref.value is None else ref.places),
        client=client,
        sender=incident.vendor_id,
        to="client",
        notice="",
        limit=Recorded(None if hours.value is None else f"{hours.value} hours", hours.places),
        starts_with=starts_with,
        start=start,
        relief=False,
        may_be_held=True,
        owed=inverse(_waits(incident, trigger)),
    )
    return obligation(incident, duty, place, {"covered": true(path)})


def _waits(incident: Incident, trigger: Recorded[str]) -> Truth:
    """Whether the clause waits for a confirmation that has not come."""
    pairs = ((trigger, _UPON_CONFIRMATION), (incident.status, _UNCONFIRMED))
    return every(
        Recorded(None if recorded.value is None else recorded.value == word, recorded.places)
        for recorded, word in pairs
    )
