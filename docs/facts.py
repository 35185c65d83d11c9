"""Writes docs/facts.md and docs/regimes.md; tests/docs/test_facts_pages.py compares.

usage: make docs, or python docs/facts.py
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checker.facts.regime import Deadline, Regime, Regimes  # noqa: E402
from checker.parse import document  # noqa: E402
from checker.policy import regimes  # noqa: E402
from checker.schema.navigator import navigator  # noqa: E402
from checker.validate import schema  # noqa: E402

FACTS = REPOSITORY / "docs/facts.md"
REGIMES = REPOSITORY / "docs/regimes.md"

OF_FACTS = """\
# Facts

Generated from [facts.schema.json](../checker/schemas/facts.schema.json) by `make docs`: change that, not this page.

Some questions are no comparison of fields: who must be told of an incident until when, and whether they were. What follows from
records is worked out once, and policies, explanations, forecasts and reports read it as they read a field.

- A fact knows the records that it was made of. The evidence of a finding is those records, and so is its place.
- What is not recorded stays missing, field by field; a day of which the hour is not known stays a span.
- A fact does not look at the time. It says when something is due, and the policy compares that with `now`, so that
  `vendorgate forecast` works on it.
- It is worked out only if a policy in force asks for it. A test gives the records, and the facts follow from them.
- Where not everything is recorded, a number has bounds: `at_least` and `at_most` hold whatever the rest is, and `exact` is there
  if both are the same. `atMost(bounds, 3)` is true or false if that is so for all that it may be, and else unknown.
- A vendor whose incidents are not recorded has no `obligations`: what is asked of them is unknown. An incident whose affected
  clients are not recorded is one obligation of which nothing else is told, and so one unknown.

## Obligations

A policy that is `for: obligation` gets one verdict for each notice that one incident makes one party owe to another: what each
contract promises each affected client that it covers, and what each deadline of the [regimes](regimes.md) asks of each affected
client that reports under them. `vendor.obligations` is the list of them.

```yaml
policies:
  - id: told-in-time
    title: Every notice was sent in time
    severity: high
    for: obligation
    require: "!obligation.owed || obligation.sent_in_time || !overdue(obligation.due, now, inventory.calendar)"
    message: "{obligation.terms}"
```

"""  # noqa: E501 as the page has it

OF_PORTFOLIO = """
## The chain, and the portfolio

All inventories of a run are one graph: whoever several organisations record is one party, with the clients of all. Two ids are one
party if they have one LEI (that is told in the report), or if a record says so (`same_as`, or `aliases` with the other's name) and
neither their LEIs nor `distinct_from` contradict it. What only looks alike is never merged. `ultimate_parent` and `parent` make groups.

- A vendor's own `subprocessors` are its links, or the `recipient`'s that one names. Ranks are computed: 1 is who works for the vendor
  itself. Cycles are normal, and nobody is behind itself.
- A chain that is not recorded is unknown, not short: where the sub-processors of the vendor or of a vendor behind it are not recorded,
  `parties` and `chain.rank` are not told, and that vendor may rely on anybody. Organisations that are nobody's vendor here have no
  chain of their own to record.
- Shares of clients are shares of those that the portfolio knows. A list that lacks (`services`, `data`) may hold anything.
- Up to 20,000 parties everything is told. In a larger graph what takes more than 20 million steps together is not told.

A policy that is `for: party` gets one verdict for each party on which a vendor relies, in the whole portfolio; it stands with the
first vendor that names it (`vendor.nth_parties`). A vendor whose sub-processors are not recorded is one unknown.

```yaml
policies:
  - id: shared-component
    title: No component is behind more than three vendors
    severity: medium
    for: party
    when: '"software_component" in party.kinds'
    require: atMost(party.vendors, 3)
    message: "{party.name} is behind {party.behind}"
  - id: few-eggs-in-a-basket
    title: No group supplies more than half of the services
    severity: medium
    for: portfolio
    require: atMost(portfolio.concentration["group"]["services"].largest, 0.5)
    message: "{portfolio.concentration['group']['services'].largest_id}"
```
"""  # noqa: E501 as the page has it

TABLES = (
    ("`vendor.chain`", "chain"),
    ("Each of `vendor.parties`", "party_behind"),
    ("`vendor.reach`", "reach"),
    ("Each of `vendor.reach.clients`", "served_client"),
    ("`party`", "nth_party"),
    ("`portfolio.concentration[by][weight]`", "concentration"),
)

OF_REGIMES = """\
# Regimes

Generated from [policies/regimes/](../policies/regimes) by `make docs`: change those, not this page. None of this is legal advice.

A regime is a law, or another set of rules, that makes somebody tell somebody of an incident. An organisation lists those that it
reports under by their ids (`reports_under: [gdpr]`), a notice names the deadline that it meets (`regime: gdpr-33-1`), and
[obligations](facts.md) follow from them.

One's own regime is one file of one's own: any file in a folder `regimes`, or named `*.regimes.yaml`, among the files of policies.
A regime with the id of a shipped one replaces it; the others stay. Its `tests` are run by `vendorgate test`.

```yaml
regimes:
  - id: group-policy
    name: What the group asks of its members
    effective_from: 2031-01-01
    deadlines:
      - {id: group-desk, source: Group policy 7, from: client, to: authority, starts_with: aware_at, limit: 12 hours}
    tests:
      - name: twelve hours
        given:
          inventory: {organisations: [{id: a, reports_under: [group-policy]}]}
          incident: {id: i, clients_affected: [a], client_times: [{client: a, aware_at: 2031-03-01T08:00:00Z}], notices: []}
        expect: {group-desk: {due: "2031-03-01T20:00:00Z", sent_in_time: false}}
```

"""  # noqa: E501 as the page has it


def facts_page() -> str:
    """The page of the facts."""
    root = navigator(schema.load("facts"))
    fields = root.at(("vendor", "obligations", 0)).keywords["properties"]
    told = OF_FACTS + "\n".join([*_table(fields), ""]) + OF_PORTFOLIO
    definitions = schema.load("facts")["$defs"]
    for title, name in TABLES:
        text = definitions[name]["description"]
        rows = [*_table(definitions[name]["properties"]), ""]
        told += "\n".join(["", f"### {title}", "", text, "", *rows])
    return told


def _table(fields: dict[str, Any]) -> list[str]:
    rows = [
        f"| `{name}` | {_type(each)} | {each['description']} |" for name, each in fields.items()
    ]
    return ["| field | type | meaning |", "|---|---|---|", *rows]


def _type(definition: dict[str, Any]) -> str:
    if "$ref" in definition:
        return definition["$ref"].rsplit("/", 1)[1]
    if "enum" in definition:
        return ", ".join(f"`{word}`" for word in definition["enum"])
    if "items" in definition:
        return f"list of {_type(definition['items'])}"
    kind: str = definition["type"]
    return kind


def regimes_page() -> str:
    """The page of the regimes."""
    return OF_REGIMES + "\n".join([*_fields(), "## The shipped regimes", "", *_shipped(_loaded())])


def _fields() -> Iterator[str]:
    definitions = schema.load("regimes")["$defs"]
    for name, title in (("regime", "A regime"), ("deadline", "A deadline")):
        yield from (f"## {title}", "", "| key | meaning |", "|---|---|")
        for key, each in definitions[name]["properties"].items():
            yield f"| `{key}` | {each['description']} |"
        yield ""


def _loaded() -> Regimes:
    files = sorted((REPOSITORY / "policies/regimes").glob("*.yaml"))
    return regimes.load([document.parse(str(each), each.read_bytes()) for each in files])


def _shipped(loaded: Regimes) -> Iterator[str]:
    for regime in loaded.values():
        yield from (f"### `{regime.id}`: {regime.name}", "", f"{_origin(regime)}", "")
        if regime.extends:
            yield from (f"The deadlines of `{regime.extends}`, without relief.", "")
            continue
        yield from ("| deadline | who tells whom | until | source |", "|---|---|---|---|")
        for each in regime.deadlines:
            yield f"| `{each.id}` | {each.sender} → {each.to} | {_until(each)} | {each.source} |"
        yield ""


def _origin(regime: Regime) -> str:
    return ". ".join(each for each in (regime.jurisdiction, regime.source) if each) + "."


def _until(deadline: Deadline) -> str:
    if not deadline.limit:
        return "no number in the law: not decided"
    parts = [f"{deadline.limit} from `{deadline.starts_with}`"]
    if deadline.notice != deadline.id:
        parts.append(f"by the notice `{deadline.notice}`")
    if deadline.void_if_later:
        parts.append(f"unless `{deadline.void_if_later}` comes later")
    if deadline.people is not None:
        where = f" in {deadline.people.region}" if deadline.people.region else ""
        parts.append(f"for more than {deadline.people.more_than} people{where}")
    if deadline.relief:
        parts.append("moves to noon of the next business day")
    if deadline.may_be_held:
        parts.append("law enforcement may hold it")
    if deadline.effective_from:
        never = deadline.effective_from.startswith("9999")
        parts.append("proposed, not in force" if never else f"from {deadline.effective_from}")
    return "; ".join(parts)


if __name__ == "__main__":
    FACTS.write_text(facts_page(), "utf-8")
    REGIMES.write_text(regimes_page(), "utf-8")
