"""Notices: the change of records after which an obligation would have been kept."""

from collections.abc import Mapping
from typing import Any

from checker.explaining.change import Change, Edit
from checker.explaining.plan import Plan
from checker.facts.duty import Obligation
from checker.time.moments import parse_moment
from checker.time.text import HOUR, SECOND, format_timestamp
from checker.values import Timestamp


def in_time(obligation: Obligation, document: int) -> list[Plan]:
    """The plans after which a notice was sent in time: the one that was late, or one that lacks.

    Args:
        document: the index of the inventory.
    """
    due, sent = obligation.fields["due"], obligation.fields["sent_at"]
    if due.value is None or not sent.places:
        return []
    # A day ends at its last nanosecond; a second before its end is in time, and can be read.
    last = parse_moment(due.value).span.first // SECOND * SECOND
    text = format_timestamp(Timestamp(last))
    if sent.value is not None:
        far = format_timestamp(Timestamp(last - HOUR))
        limit = f"not after {text}"
        return [(Change(document, sent.places[0], Edit.SET, (text,), limit=limit, far=far),)]
    record = _notice(obligation.record, text)
    context = (
        f"a notice to {record['recipient']}"
        if record["to"] == "client"
        else (f"a notice by {record['sent_by']} to the {record['to']} under {record['regime']}")
    )
    limit = f"sent by {text}"
    change = Change(document, sent.places[0], Edit.ADD, (record,), limit=limit, context=context)
    return [(change,)]


def _notice(owed: Mapping[str, Any], sent_at: str) -> dict[str, Any]:
    """The notice that would have kept an obligation."""
    if owed["to"] == "client":
        return {"to": "client", "recipient": owed["client"], "sent_at": sent_at}
    named = {"sent_by": owed["from"], "regime": owed["notice"]}
    return {"to": owed["to"], **named, "sent_at": sent_at}
