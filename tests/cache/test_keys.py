"""No entry is taken for another: whatever an entry depends on is part of its key."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from checker.cache import key
from checker.cache.key import Kind, digest
from checker.linting import recall
from checker.policy import prepared
from checker.report.report import Input
from checker.schema.custom import custom_fields
from checker.time import database
from checker.validate import schema


class Case(NamedTuple):
    """A dependency, and a change of it alone."""

    name: str
    change: Callable[[pytest.MonkeyPatch], object]


def schema_of(name: str) -> Callable[[pytest.MonkeyPatch], object]:
    def change(changed: pytest.MonkeyPatch) -> None:
        known = schema.digest
        changed.setattr(
            schema, "digest", lambda each, *more: "new" if each == name else known(each, *more)
        )

    return change


COMMON = [
    Case("form of entries", lambda changed: changed.setattr(key, "FORMAT", key.FORMAT + 1)),
    Case("product", lambda changed: changed.setattr(key, "__version__", "9.9.9")),
]


TEXT = {"type": "string", "description": "A text."}


def policies(content: str = "a", params: object = None, fields: object = None) -> str:
    declared = custom_fields(fields or {})
    return digest(Kind.POLICIES, prepared.basis(content, params or {"p": {"max": 3}}, declared))


POLICIES = [
    *COMMON,
    Case("schema of inventories", schema_of("inventory")),
    Case("schema of policies", schema_of("policies")),
]


@pytest.mark.parametrize("case", POLICIES, ids=lambda case: case.name)
def test_prepared_policies_depend_on(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = policies()
    case.change(monkeypatch)

    assert policies() != before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(policies(content="b"), id="content"),
        pytest.param(policies(params={"p": {"max": 4}}), id="value of a parameter"),
        pytest.param(policies(params={"p": {"most": 3}}), id="name of a parameter"),
        pytest.param(policies(params={"q": {"max": 3}}), id="whose parameter"),
        pytest.param(policies(params={"p": {"max": 3.0}}), id="type of a parameter"),
        pytest.param(policies(fields={"vendor": {"tier": TEXT}}), id="a declared field"),
        pytest.param(digest(Kind.POLICIES, prepared.basis("a")), id="no parameter"),
    ],
)
def test_prepared_policies_of_other_input_are_others(other: str) -> None:
    assert other != policies()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"vendor": {"level": TEXT}}, id="name"),
        pytest.param({"contract": {"tier": TEXT}}, id="kind of record"),
        pytest.param({"vendor": {"tier": {**TEXT, "format": "date"}}}, id="schema"),
        pytest.param({"vendor": {"tier": {**TEXT, "description": "B."}}}, id="description"),
        pytest.param({"vendor": {"tier": TEXT, "level": TEXT}}, id="one more"),
    ],
)
def test_prepared_policies_of_other_fields_are_others(other: object) -> None:
    assert policies(fields=other) != policies(fields={"vendor": {"tier": TEXT}})


def test_a_file_of_tests_is_not_taken_for_policies() -> None:
    tests = digest(Kind.POLICIES, prepared.basis_of_suites(["a"]))

    assert tests != digest(Kind.POLICIES, prepared.basis("a"))
    assert tests != digest(Kind.POLICIES, prepared.basis_of_suites(["a", "b"]))


INPUTS = (Input("a.yaml", "policies", "1"), Input("b.yaml", "policies", "2"))


def diagnostics(inputs: tuple[Input, ...] = INPUTS, shipped: tuple[str, ...] = ("3", "4")) -> str:
    return digest(Kind.DIAGNOSTICS, recall.basis(inputs, shipped))


DIAGNOSTICS = [
    *COMMON,
    *(
        Case(f"schema of {name}", schema_of(name))
        for name in ("inventory", "policies", "suite", "config")
    ),
    Case("time zones", lambda changed: changed.setattr(database, "version", lambda: "1999a")),
    Case("interpreter", lambda changed: changed.setattr(recall, "PYTHON", "pypy 3.99")),
]


@pytest.mark.parametrize("case", DIAGNOSTICS, ids=lambda case: case.name)
def test_diagnostics_depend_on(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = diagnostics()
    case.change(monkeypatch)

    assert diagnostics() != before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(diagnostics((INPUTS[0]._replace(path="c.yaml"), INPUTS[1])), id="path"),
        pytest.param(diagnostics((INPUTS[0]._replace(sha256="9"), INPUTS[1])), id="content"),
        pytest.param(diagnostics((INPUTS[0]._replace(kind="tests"), INPUTS[1])), id="kind of file"),
        pytest.param(diagnostics(INPUTS[::-1]), id="order of files"),
        pytest.param(diagnostics(INPUTS[:1]), id="number of files"),
        pytest.param(diagnostics(shipped=("3", "5")), id="content of the shipped pack"),
        pytest.param(diagnostics(shipped=("3",)), id="number of shipped files"),
    ],
)
def test_diagnostics_of_other_input_are_others(other: str) -> None:
    assert other != diagnostics()


def test_every_component_of_a_basis_is_part_of_the_key() -> None:
    for kind, basis in (
        (Kind.POLICIES, prepared.basis("a")),
        (Kind.DIAGNOSTICS, recall.basis(INPUTS, ("3",))),
    ):
        changed = [basis._replace(**{name: "changed"}) for name in basis._fields]
        keys = {digest(kind, each) for each in (basis, *changed)}

        assert len(keys) == len(basis._fields) + 1


def test_kinds_of_entries_have_keys_of_their_own() -> None:
    assert digest(Kind.POLICIES, prepared.basis("a")) != digest(
        Kind.DIAGNOSTICS, prepared.basis("a")
    )


def test_these_tests_cover_every_component() -> None:
    """Whoever adds a component adds a case above."""
    assert prepared.Basis._fields == (
        "content",
        "suite",
        "params",
        "inventory_schema",
        "policies_schema",
    )
    assert recall.Basis._fields == ("inputs", "shipped", "schemas", "frameworks", "python", "zones")
