"""People whose data are reached, as ranges: what is not recorded leaves a range open."""

from collections.abc import Sequence

from checker.exposing.exposure import SURE, Data, People
from checker.exposing.incidents import Incident

PERSONAL = frozenset(
    {
        *("contractor_pii", "government_id", "biometrics", "payment_bank", "payment_card"),
        *("health", "background_checks", "customer_user_data"),
    }
)
"""Categories that are about people, whatever else is recorded."""


def is_personal(row: Data) -> bool | None:
    """Whether data are about people; None where records do not tell."""
    if row.subjects is not None:
        return bool(row.subjects) or row.special
    return True if row.category in PERSONAL or row.special else None


def people(rows: Sequence[Data], incident: Incident | None, *, listed: bool) -> People:
    """The number of people of whom a vendor's data are reached.

    Nobody is in two of its entries at the most, everybody at the least: the same people may have
    an address and a passport there.

    Args:
        rows: the data of that vendor that are reached.
        incident: the one that is asked about, if it was at that vendor.
        listed: whether it is recorded which data the vendor holds.
    """
    if incident is not None:
        told = _of_incident(incident)
        if told is not None:
            return told
    least, most = 0, 0
    open_ = not listed
    for row in rows:
        personal = is_personal(row)
        if personal is False:
            continue
        if personal is None or row.records is None:
            open_ = True
            continue
        most += row.records
        if row.reach in SURE:
            least = max(least, row.records)
    return People(least, None if open_ else most)


def _of_incident(incident: Incident) -> People | None:
    record = incident.record
    if "individuals_affected" in record:
        return People(record["individuals_affected"], record["individuals_affected"])
    least, most = record.get("individuals_at_least"), record.get("individuals_at_most")
    return None if least is None and most is None else People(least or 0, most)
