"""An inventory of any size: realistic vendors, some of which do not comply.

usage: python benchmarks/generate.py 10000 [FLAWS] > /tmp/10000.yaml
"""

import argparse
import random
import sys
from collections.abc import Iterator

CATEGORIES = (
    "training_dataset",
    "annotation_guidelines",
    "contractor_pii",
    "telemetry",
    "biometrics",
)
CLASSES = ("internal", "confidential", "restricted", "secret")
COUNTRIES = ("US", "DE", "'NO'", "IE", "FR", "NL")
KINDS = ("data_annotation", "rlhf", "hosting", "evaluation")
REGIMES = ("[gdpr]", "[gdpr, nis2]", "[sec]", "[gdpr, dora]", "[]")
TRIGGERS = ("vendor_detects", "affects_client_data")
LABS = 20
HOLIDAYS = "2031-01-01, 2031-01-20, 2031-02-17, 2031-04-18, 2031-04-21, 2031-05-01, 2031-05-26"
NOTICES = {
    "gdpr": ("gdpr-33-1", "authority", 40),
    "nis2": ("nis2-early-warning nis2-notification nis2-final", "authority", 18),
    "sec": ("sec-8-k-1.05", "market", 60),
    "dora": ("dora-initial dora-intermediate dora-final", "authority", 4),
}


class Chance(random.Random):
    """Chance, and how much of it is bad luck."""

    def __init__(self, seed: int, flaws: float) -> None:
        """The same luck for the same arguments."""
        super().__init__(seed)
        self._flaws = flaws

    def bad_character(self, share: float) -> bool:
        """Whether something is wrong that in life is wrong in this share of cases."""
        return self.random() < share * self._flaws


def inventory(vendors: int, *, seed: int = 7, flaws: float = 1.0) -> Iterator[str]:
    """The lines of an inventory, the same for the same arguments."""
    chance = Chance(seed, flaws)
    yield 'schema_version: "1"\n'
    yield "inventory:\n  id: generated\n  owner: {name: Example Lab}\n"
    yield "  as_of: 2031-05-15\n  perspective: client\n"
    yield f"calendar:\n  zone: Europe/Paris\n  holidays: [{HOLIDAYS}]\n"
    yield "organisations:\n"
    for number in range(LABS):
        under = REGIMES[number % len(REGIMES)]
        yield f"  - {{id: lab-{number}, name: Lab {number}, reports_under: {under}}}\n"
    yield "vendors:\n"
    for number in range(vendors):
        yield "\n".join(vendor(number, chance)) + "\n"


def vendor(number: int, chance: Chance) -> Iterator[str]:
    """One vendor: about 120 values, of which a few are missing or wrong."""
    country = chance.choice(COUNTRIES)
    clients = chance.sample(range(LABS), chance.randint(1, 4) + 4 * chance.bad_character(0.05))
    yield f"  - id: vendor-{number}"
    yield f"    legal_name: Vendor {number} Ltd\n    kind: legal_person"
    yield f"    hq_country: {country}"
    yield f"    criticality: {chance.choice(('critical', 'high', 'medium', 'low'))}"
    if not chance.bad_character(0.05):
        yield f"    owner: team-{number % 37}"
    yield "    contacts:"
    role = "account" if chance.bad_character(0.05) else "security"
    yield f"      - {{role: {role}, email: {role}@vendor-{number}.example}}"
    kind, critical = chance.choice(KINDS), chance.random() < 0.3
    yield f"    services:\n      - {{id: main, name: Service {number}, type: {kind},"
    yield f"         supports_critical_function: {str(critical).lower()},"
    yield f"         locations: {{at_rest: [{country}], processing: [{country}, KE]}}}}"
    yield "    clients:"
    for client in clients:
        segregation = chance.choice(("logical", "dedicated_tenant"))
        yield f"      - {{client: lab-{client}, segregation: {segregation}}}"
    yield f"    clients_declared: {len(clients) + 9 * chance.bad_character(0.05)}\n    data:"
    for index in range(chance.randint(1, 3)):
        yield from data(index, chance)
    yield from security(number, chance, critical=critical)
    yield from operations(chance)
    contracted = clients[: chance.randint(1, 2)]
    for index, client in enumerate(contracted):
        yield from contract(f"C-{number}-{index}", client, chance)
    happened = chance.random() < 0.1
    is_open = happened and chance.random() < 0.2
    yield from relationship(chance, troubled=is_open and not chance.bad_character(0.5))
    if happened:
        yield from incident(number, contracted, chance, is_open=is_open)
    else:
        yield "    incidents: []"


def data(index: int, chance: Chance) -> Iterator[str]:
    """One entry of a vendor's data; some are not fully encrypted, or not recorded."""
    category = chance.choice(CATEGORIES)
    long = category != "biometrics" or chance.bad_character(0.1)
    yield f"      - {{id: data-{index}, category: {category}, subjects: [contractors],"
    yield f"         classification: {chance.choice(CLASSES)},"
    if not chance.bad_character(0.02):
        state = "partial" if chance.bad_character(0.05) else "full"
        yield f"         encryption: {{at_rest: {state}, in_transit: true, keys: customer_held}},"
    safeguard = "none" if chance.bad_character(0.05) else "scc"
    yield f"         transfers: [{{country: KE, safeguard: {safeguard}}}],"
    if not chance.bad_character(0.05):
        yield "         provenance: {origin: ours, rights: owned, annotation_process: own},"
    yield f"         retention_days: {chance.choice((90, 365)) if long else 30}}}"


def security(number: int, chance: Chance, *, critical: bool) -> Iterator[str]:
    """Security, sub-processors, certificates and assessments."""
    mfa = "none" if chance.bad_character(0.05) else "all"
    yield f'    security: {{min_tls: "1.2", mfa: {mfa}, tenant_segregation: logical}}'
    # In life all rely on the same two, and what is critical stops with them.
    relies = chance.bad_character(1.0)
    count = chance.randint(1, 2) if relies or not critical else 0
    yield f"    subprocessors:{'' if count else ' []'}"
    for index in range(count):
        authorised = "none" if chance.bad_character(0.05) else "specific"
        party = (
            f"lab-{index}" if relies else f"party-{number}-{index}, name: Party {number} {index}"
        )
        yield f"      - {{party: {party}, kind: service, authorised: {authorised},"
        yield "         country: DE, contact: privacy@example.com}"
    year = 2028 if chance.bad_character(0.1) else 2030
    accreditation = "unknown" if chance.bad_character(0.05) else "cpa_firm"
    day = f"{chance.randint(6, 12):02}-{chance.randint(1, 28):02}"
    yield "    certifications:"
    yield f"      - {{standard: soc2_type2, period_end: {year}-{day}, auditor: Auditors LLP,"
    yield f"         auditor_accreditation: {accreditation}}}"
    yield "      - {standard: iso27001, issued: 2028-05-20, expires: 2031-05-19,"
    yield "         auditor: Norden Zert AB, auditor_accreditation: iaf_mla_cb}"
    if not chance.bad_character(0.05):
        yield "    assessments:"
        yield "      - {date: 2028-11-30, method: questionnaire, outcome: ok, findings_open: 0}"
        yield f"      - {{date: {year}-{day}, method: pooled_audit, outcome: conditional}}"


def operations(chance: Chance) -> Iterator[str]:
    """Access to our systems, what may be done with our data, and how long an outage lasts."""
    reviewed = "2030-06-03" if chance.bad_character(0.1) else "2031-02-11"
    yield "    access:"
    yield "      - {system: annotation bucket, privileged: false, mfa: true,"
    yield f"         granted_on: 2029-03-01, reviewed_on: {reviewed}}}"
    if not chance.bad_character(0.1):
        trains = "by_default" if chance.bad_character(0.05) else "never"
        yield f"    training_on_client_data: {{allowed: {trains}}}"
    if not chance.bad_character(0.1):
        tested = "2029-11-19" if chance.bad_character(0.1) else "2030-11-19"
        yield f"    continuity: {{rto_hours: 24, rpo_hours: 4, tested_on: {tested}}}"
    if not chance.bad_character(0.1):
        yield "    subprocessor_changes: []"


def contract(ref: str, client: int, chance: Chance) -> Iterator[str]:
    """One contract of a client."""
    hours = 72 if chance.bad_character(0.1) else chance.choice((12, 24))
    end = "2031-06-30" if chance.bad_character(0.05) else f"2033-{chance.randint(1, 12):02}-01"
    audit = "none" if chance.bad_character(0.03) else "on_site"
    signed = str(not chance.bad_character(0.05)).lower()
    if ref.endswith("-0"):
        yield "    contracts:"
    yield f"      - {{ref: {ref}, client: lab-{client}, start: 2029-01-01, end: {end},"
    yield f"         auto_renews: false, notice_days: {{client: 90}}, right_to_audit: {audit},"
    yield f"         breach_notification_hours: {hours}, dpa: {signed},"
    yield f"         breach_notification_trigger: {chance.choice(TRIGGERS)},"
    yield "         exit_plan: {exists: true, tested_on: 2030-06-01}}"


def relationship(chance: Chance, *, troubled: bool) -> Iterator[str]:
    """Most vendors work; some have left, and a few of them not quite."""
    if troubled:
        yield "    relationship: {status: paused, status_since: 2031-03-05}"
        return
    if chance.random() < 0.9:
        yield "    relationship: {status: active, status_since: 2029-03-01}"
        return
    day = chance.randint(1, 28)
    revoked = "2031-03-09" if chance.bad_character(0.2) else f"2031-02-{day:02}"
    yield f"    relationship: {{status: terminated, status_since: 2031-02-{day:02},"
    yield f"      access_revoked_at: {revoked}, credentials_rotated_at: 2031-02-{day:02},"
    yield "      deletion_attested_at: 2031-03-01}"


def incident(number: int, affected: list[int], chance: Chance, *, is_open: bool) -> Iterator[str]:
    """An incident of which the clients were told, and told their authorities, or too late."""
    late = 90 if chance.bad_character(0.2) else 0
    yield f"    incidents:\n      - id: incident-{number}"
    status = "contained" if is_open else "resolved"
    yield f"        status: {status}\n        times: {{vendor_detected: 2031-03-03T10:00:00Z}}"
    yield "        exposed: [{category: contractor_pii}, {category: training_dataset}]"
    yield f"        clients_affected: [{', '.join(f'lab-{client}' for client in affected)}]"
    yield "        client_times:"
    for client in affected:
        yield f"          - client: lab-{client}\n            aware_at: {after(9)}"
        yield f"            classified_at: {after(14)}"
        yield f"            materiality_determined_at: {after(20)}"
    yield "        notices:"
    for client in affected:
        told = after(chance.randint(4, 8) + late)
        yield f"          - {{to: client, recipient: lab-{client}, sent_at: {told}}}"
        for law in REGIMES[client % len(REGIMES)].strip("[]").split(", "):
            regimes, to, hours = NOTICES.get(law, ("", "", 0))
            for step, regime in enumerate(regimes.split()):
                sent = after(10 + hours + 40 * step + (late if chance.bad_character(0.3) else 0))
                yield f"          - {{to: {to}, sent_by: lab-{client}, regime: {regime},"
                yield f"             sent_at: {sent}}}"


def after(hours: int) -> str:
    """A moment so many hours after the incident was detected."""
    day, hour = divmod(10 + hours, 24)
    return f"2031-03-{3 + day:02}T{hour:02}:{(hours * 7) % 60:02}:00Z"


def main() -> None:
    """Write an inventory to standard output."""
    parser = argparse.ArgumentParser(description="Write an inventory of any size.")
    parser.add_argument("vendors", type=int, metavar="VENDORS", help="how many, such as 10000")
    parser.add_argument(
        "flaws",
        nargs="?",
        type=float,
        default=1.0,
        metavar="FLAWS",
        help="how much is wrong: 1 is as in life, 0 is an inventory that complies (default: 1)",
    )
    options = parser.parse_args()
    sys.stdout.writelines(inventory(options.vendors, flaws=options.flaws))


if __name__ == "__main__":
    main()
