"""Whatever a portfolio holds, and however it is cut, other processes come to the same report."""

import json
from pathlib import Path
from typing import Any

import pytest
from crews import AS_OF, Crew, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import InputError
from checker.usecases.check import check
from checker.usecases.executor.check import check_by
from checker.usecases.load import Request

IDS = [f"v{number}" for number in range(6)]

ASKING = {
    "reach": ("vendor", "vendor.reach.clients.size() < 1"),
    "chain": ("vendor", "vendor.chain.recorded && vendor.chain.rank < 2"),
    "parties": ("vendor", "vendor.parties.size() == 0"),
    "party": ("party", "!party.single_point_of_failure"),
    "service": ("service", "service.supports_critical_function"),
    "sums": ("portfolio", 'portfolio.concentration["vendor"]["critical_services"].count > 3'),
    "sums-of-a-vendor": ("vendor", 'portfolio.concentration["vendor"]["contracts"].count > 3'),
    "whole": ("inventory", "portfolio.inventories.size() > 2"),
    "own": ("inventory", "inventory.vendors.size() > 1"),
}


def policy(id_: str, subject_kind: str, require: str) -> dict[str, Any]:
    return {
        "id": id_,
        "title": id_,
        "severity": "low",
        "for": subject_kind,
        "may_be_idle": True,
        "require": require,
        "message": f"{id_} holds",
        "why": "It is asked.",
        "fix": "Answer it.",
    }


def either(value: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), value)


@st.composite
def vendors(draw: st.DrawFn) -> list[dict[str, Any]]:
    own = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True))
    behind = st.lists(st.sampled_from([*own, "px", "py"]), max_size=3, unique=True)
    found = []
    for id_ in own:
        parties = draw(either(behind))
        critical = draw(either(st.booleans()))
        record = {
            "id": id_,
            "legal_name": draw(st.sampled_from([id_.upper(), f"{id_.upper()} Ltd", "Other Inc"])),
            "kind": "legal_person",
            "hq_country": "US",
            "owner": draw(either(st.sampled_from(["red", "blue"]))),
            "clients": draw(either(st.just([{"client": "lab"}]))),
            "services": None
            if critical is None
            else [
                {"id": "s", "name": "S", "type": "hosting", "supports_critical_function": critical}
            ],
            "subprocessors": None
            if parties is None
            else [
                {"party": each, **({"name": each} if each.startswith("p") else {})}
                for each in parties
                if each != id_
            ],
        }
        found.append({key: value for key, value in record.items() if value is not None})
    return found


@st.composite
def inventories(draw: st.DrawFn) -> dict[str, Any]:
    head = {
        "id": draw(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"])),
        "owner": {"name": "L"},
        "as_of": draw(st.sampled_from(["2031-05-15", "2028-01-01"])),
        "perspective": "client",
    }
    return {
        "schema_version": "1",
        "inventory": head,
        "organisations": [{"id": "lab", "name": "Lab", "reports_under": ["gdpr"]}],
        "vendors": draw(vendors()),
    }


def outcome(work: Any, request: Request) -> Any:
    try:
        checked = work(request)
    except InputError as error:
        return error.problems
    return checked.report, told(checked, "csv", "table")


@pytest.mark.slow
@given(st.lists(inventories(), min_size=1, max_size=5), st.sampled_from([1, 2, 256]))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
def test_any_portfolio_is_the_same_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, portfolio: list[dict[str, Any]], width: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("portfolio")
    rules = [policy(id_, *told) for id_, told in ASKING.items()]
    (folder / "policies.json").write_text(json.dumps({"policies": rules}))
    (folder / "inventories").mkdir()
    for number, inventory in enumerate(portfolio):
        (folder / f"inventories/{number}.json").write_text(json.dumps(inventory))
    request = Request(
        paths=(str(folder / "inventories"),),
        policies=(str(folder / "policies.json"),),
        as_of=AS_OF,
    )

    assert outcome(lambda each: check_by(each, Crew(), width), request) == outcome(check, request)
