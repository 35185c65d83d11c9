"""Write an inventory of one vendor that told each client of one incident too late."""

import json
from pathlib import Path

from measure import MOMENT


def late(folder: Path, clients: int) -> Path:
    """An inventory of one vendor that told so many clients of one incident too late."""
    ids = [f"client-{number}" for number in range(clients)]
    told = {"to": "client", "sent_at": "2031-04-01T08:00:00Z"}
    hours = {"breach_notification_hours": 48, "breach_notification_trigger": "vendor_detects"}
    incident = {
        "id": "i",
        "status": "confirmed",
        "times": {"vendor_detected": "2031-03-06T08:00:00Z"},
        "clients_affected": ids,
        "notices": [{**told, "recipient": each} for each in ids],
    }
    data = {
        "schema_version": "1",
        "inventory": {"id": "l", "owner": {"name": "L"}, "as_of": MOMENT, "perspective": "group"},
        "organisations": [{"id": each, "name": each, "reports_under": []} for each in ids],
        "vendors": [
            {
                "id": "v",
                "legal_name": "V",
                "kind": "legal_person",
                "contracts": [{"ref": each, "client": each, **hours} for each in ids],
                "incidents": [incident],
            }
        ],
    }
    path = folder / f"late-{clients}.json"
    path.write_text(json.dumps(data))
    return path
