"""An inventory of any size: realistic vendors, some of which do not comply.

usage: python benchmarks/generate.py 10000 > /tmp/10000.yaml
"""

import random
import sys
from collections.abc import Iterator

CATEGORIES = ("training_dataset", "annotation_guidelines", "contractor_pii", "telemetry")
CLASSES = ("internal", "confidential", "restricted", "secret")
COUNTRIES = ("US", "DE", "'NO'", "IE", "KE", "PH")
KINDS = ("data_annotation", "rlhf", "hosting", "evaluation")


def inventory(vendors: int, *, seed: int = 7) -> Iterator[str]:
    """The lines of an inventory, the same for the same arguments."""
    chance = random.Random(seed)
    yield 'schema_version: "1"\n'
    yield "inventory:\n  id: generated\n  owner: {name: Example Lab}\n"
    yield "  as_of: 2031-05-15\n  perspective: client\n"
    yield "organisations:\n"
    for number in range(20):
        yield f"  - {{id: lab-{number}, name: Lab {number}}}\n"
    yield "vendors:\n"
    for number in range(vendors):
        yield vendor(number, chance)


def vendor(number: int, chance: random.Random) -> str:
    """One vendor: about 100 values, of which a few are missing or wrong."""
    country = chance.choice(COUNTRIES)
    lines = [
        f"  - id: vendor-{number}",
        f"    legal_name: Vendor Number {number} Ltd",
        "    kind: legal_person",
        f"    hq_country: {country}",
        f"    owner: team-{number % 37}",
        f"    criticality: {chance.choice(('critical', 'high', 'medium', 'low'))}",
        "    contacts:",
        f"      - {{role: security, email: security@vendor-{number}.example}}",
        "    services:",
        f"      - id: main\n        name: Service {number}",
        f"        type: {chance.choice(KINDS)}",
        f"        supports_critical_function: {str(chance.random() < 0.3).lower()}",
        f"        locations: {{at_rest: [{country}], processing: [{country}, US]}}",
        "    clients:",
    ]
    for client in chance.sample(range(20), chance.randint(1, 6)):
        segregation = chance.choice(("logical", "dedicated_tenant"))
        lines.append(f"      - {{client: lab-{client}, segregation: {segregation}}}")
    lines.append(f"    clients_declared: {chance.randint(1, 7)}")
    lines.append("    data:")
    for index in range(chance.randint(1, 3)):
        lines += data(index, chance)
    lines += rest(number, chance)
    return "\n".join(lines) + "\n"


def data(index: int, chance: random.Random) -> list[str]:
    """One entry of a vendor's data; one in twenty is not fully encrypted, or not recorded."""
    lines = [
        f"      - id: data-{index}",
        f"        category: {chance.choice(CATEGORIES)}",
        f"        classification: {chance.choice(CLASSES)}",
        "        subjects: [contractors]",
        f"        records: {chance.randint(100, 10**6)}",
        f"        retention_days: {chance.choice((30, 90, 365))}",
    ]
    drawn = chance.random()
    if drawn > 0.02:
        state = "partial" if drawn < 0.05 else "full"
        kept = f"at_rest: {state}, in_transit: true, keys: customer_managed"
        lines.append(f"        encryption: {{{kept}}}")
    if drawn > 0.01:
        lines += [
            "        transfers:",
            "          - {country: KE, safeguard: scc}",
            "          - {country: PH, safeguard: scc}",
            "        provenance: {origin: commissioned, rights: owned, annotation_process: own}",
        ]
    return lines


def rest(number: int, chance: random.Random) -> list[str]:
    """Security, contract, certification, subprocessor, and for one in ten an incident."""
    hours = chance.choice((24, 48, 72))
    lines = [
        '    security: {min_tls: "1.2", mfa: all, tenant_segregation: logical, logging: true}',
        "    contracts:",
        f"      - ref: C-{number}\n        start: 2029-01-01\n        end: 2033-01-01",
        f"        right_to_audit: {chance.choice(('on_site', 'pooled', 'reports_only'))}",
        f"        breach_notification_hours: {hours}\n        dpa: true",
        "        exit_plan: {exists: true, tested_on: 2030-06-01}",
        "    certifications:",
        "      - {standard: soc2_type2, auditor: Auditors LLP, auditor_accreditation: cpa_firm}",
        "    subprocessors:",
        "      - {party: lab-1, country: DE, contact: privacy@example.com, authorised: specific}",
    ]
    if chance.random() < 0.1:
        lines += incident(number, chance)
    else:
        lines.append("    incidents: []")
    return lines


def incident(number: int, chance: random.Random) -> list[str]:
    """An incident at ten in the morning that was told within 8 to 100 hours."""
    day, hour = divmod(10 + chance.randint(8, 100), 24)
    sent = f"2031-03-{1 + day:02}T{hour:02}:00:00Z"
    return [
        "    incidents:",
        f"      - id: incident-{number}\n        status: resolved",
        "        times: {vendor_detected: 2031-03-01T10:00:00Z}",
        "        clients_affected: [lab-1]",
        "        notices:",
        f"          - {{to: client, recipient: lab-1, sent_at: {sent}}}",
    ]


if __name__ == "__main__":
    sys.stdout.writelines(inventory(int(sys.argv[1])))
