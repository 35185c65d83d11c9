"""Fields of one's own: declared in the configuration, recorded under `custom`, read by policies."""

import hashlib
import json
from pathlib import Path

import pytest
from workplace import INVENTORY, MOMENT, Done, Workplace

from tests.sources.test_revision import git

DECLARED = """\
fields:
  vendor:
    insured_until: {type: string, format: date, description: The last insured day.}
    tier: {type: string, enum: [gold, silver], description: How much depends on it.}
    seats: {type: integer, minimum: 0, maximum: 500, description: How many seats are paid.}
    drills:
      type: array
      description: Exercises.
      items:
        type: object
        properties:
          held: {type: string, format: date, description: The day.}
          passed: {type: boolean, description: Whether it went well.}
        required: [held]
"""
POLICY = """\
policies:
  - id: insured
    title: Vendors are insured
    severity: high
    require: "!overdue(vendor.custom.insured_until, now, inventory.calendar)"
    message: "{vendor.id} is insured until {vendor.custom.insured_until}"
    why: It may have to pay.
    fix: Ask for the certificate.
"""
CUSTOM = "    custom: {insured_until: 2031-06-30, tier: gold, seats: 40}\n"


@pytest.fixture
def declaring(workplace: Workplace) -> Workplace:
    """A workplace whose vendor records declared fields, which a policy reads."""
    workplace.configuration(DECLARED)
    workplace.write("policies/own.yaml", POLICY)
    workplace.write("inventories/ours.yaml", INVENTORY + CUSTOM)
    return workplace


def recorded(place: Workplace, custom: str) -> Done:
    place.write("inventories/ours.yaml", f"{INVENTORY}    custom: {custom}\n")
    return place.check("-o", "json")


def required(place: Workplace, condition: str) -> Done:
    """A check under a policy with this condition."""
    written = POLICY.replace("!overdue(vendor.custom.insured_until, now, inventory.calendar)", "%s")
    place.write("policies/own.yaml", written % condition)
    return place.check()


@pytest.mark.parametrize(
    "custom, verdict",
    [
        ("{insured_until: 2031-06-30}", "pass"),
        ("{insured_until: 2031-01-31}", "fail"),
        ("{insured_until: 2031-05-15}", "unknown"),  # whether that day has passed where it ends
        ("{tier: gold}", "unknown"),
        ("{}", "unknown"),
    ],
)
def test_a_policy_decides_on_a_declared_field(
    declaring: Workplace, custom: str, verdict: str
) -> None:
    report = json.loads(recorded(declaring, custom).out)

    assert [each["verdict"] for each in report["results"]] == [verdict]


def test_what_is_missing_is_unknown_at_the_place_to_write_it(declaring: Workplace) -> None:
    declaring.inventory()
    (result,) = json.loads(declaring.check("-o", "json").out)["results"]

    assert result["verdict"] == "unknown"
    assert result["evidence"] == [
        {
            "path": "vendors[0].custom",
            "value": None,
            "recorded": False,
            "location": {"path": "inventories/ours.yaml", "line": 8, "column": 5},
            "anchor": None,
        }
    ]


def test_the_report_names_the_file_that_declares_them(declaring: Workplace) -> None:
    inputs = json.loads(declaring.check("-o", "json").out)["inputs"]
    digest = hashlib.sha256((declaring.folder / "vendorgate.yaml").read_bytes()).hexdigest()

    assert {"path": "vendorgate.yaml", "kind": "config", "sha256": digest} in inputs


WRONG = {
    "a field that is not declared": (
        "{insured_untl: 2031-06-30}",
        "15:14: unknown key 'insured_untl' (not a key of vendor.custom)\n  hint: did you mean 'ins",
    ),
    "a day that does not exist": (
        "{insured_until: 2031-02-30}",
        "15:29: 'insured_until' is '2031-02-30' (expected a day that exists)",
    ),
    "no day": (
        "{insured_until: soon}",
        "15:29: 'insured_until' is 'soon' (expected a calendar day, YYYY-MM-DD, like 2031-03-01)",
    ),
    "another word": (
        "{tier: golden}",
        "15:20: 'tier' is 'golden' (expected gold or silver)\n  hint: did you mean 'gold'?",
    ),
    "a number beyond its bounds": (
        "{seats: 501}",
        "15:21: 'seats' is the number 501 (expected a whole number from 0 to 500)",
    ),
    "no number": (
        "{seats: '40'}",
        "15:21: 'seats' is '40' (expected a whole number from 0 to 500)\n  hint: remove the quotes",
    ),
    "no record": ("gold", "15:13: 'custom' is 'gold' (expected a mapping)"),
    "an entry without what it must have": (
        "{drills: [{passed: true}]}",
        "15:23: missing key 'held' (every vendor.custom.drills.items has held)",
    ),
    "nothing": ("{tier: }", "15:20: 'tier' is empty (expected gold or silver)"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_record_that_is_not_as_declared_is_refused_at_its_place(
    declaring: Workplace, name: str
) -> None:
    custom, said = WRONG[name]
    done = recorded(declaring, custom)

    assert done.code == 2
    assert f"inventories/ours.yaml:{said}" in done.err
    assert "1 problem in 1 file" in done.err


def test_without_a_declaration_the_key_is_refused_and_the_way_told(declaring: Workplace) -> None:
    declaring.configuration()
    done = declaring.check()

    assert done.code == 2
    assert "ours.yaml:15:5: unknown key 'custom' (not a key of vendor)" in done.err
    assert "hint: say in vendorgate.yaml what it holds: fields: {vendor: {…}}" in done.err


MISTAKEN = {
    "an unknown field": (
        "vendor.custom.insured_untl != ''",
        "unknown field 'insured_untl' of vendor.custom\n  hint: did you mean 'insured_until'?",
    ),
    "a wrong type": ("vendor.custom.seats == 'many'", "int never equals string"),
    "a word that it cannot be": ("vendor.custom.tier == 'golden'", "'golden'"),
    "a number that it cannot be": (
        "vendor.custom.seats < 501 || vendor.custom.seats == 600",
        "600",
    ),
    "a day that does not exist": ("vendor.custom.insured_until == '2031-02-30'", "2031-02-30"),
    "a field of an entry": ("vendor.custom.drills.all(d, d.hold != '')", "did you mean 'held'?"),
    "a field of another kind of record": ("inventory.custom.tier == 'gold'", "'custom'"),
}


@pytest.mark.parametrize("name", MISTAKEN)
def test_a_policy_that_misreads_a_declared_field_is_refused(
    declaring: Workplace, name: str
) -> None:
    condition, said = MISTAKEN[name]
    done = required(declaring, condition)

    assert done.code == 2
    assert done.err.startswith("policies/own.yaml:5:")
    assert said in done.err


def test_a_broken_declaration_is_the_only_problem_that_is_told(declaring: Workplace) -> None:
    declaring.configuration(DECLARED.replace("format: date", "format: day", 1))
    said = "vendorgate.yaml:3:43: 'format' is 'day' (expected date, moment, country, region,"

    for command in (("check", "--as-of", MOMENT), ("test",), ("forecast",), ("config",)):
        done = declaring.run(*command)
        assert (done.code, done.err.count(said), done.err.count("\n")) == (2, 1, 2), command
    done = declaring.run("lint")
    assert done.code == 1
    assert " ".join(done.out.split()).count(said.removeprefix("vendorgate.yaml:3:43: ")) == 1
    assert "[cel-type]" not in done.out


def test_every_kind_of_record_carries_its_own(declaring: Workplace) -> None:
    kinds = {
        "service": "services: [{id: s, name: S, type: hosting, %s}]",
        "client": "clients: [{client: lab, name: Lab, %s}]",
        "data": "data: [{category: telemetry, %s}]",
        "subprocessor": "subprocessors: [{party: sub, name: Sub, %s}]",
        "certification": "certifications: [{standard: soc2_type2, %s}]",
        "contract": "contracts: [{ref: c, %s}]",
        "assessment": "assessments: [{date: 2031-01-01, %s}]",
        "incident": "incidents: [{id: i, notices: [{to: client, %s}], %s}]",
    }
    mark = "custom: {mark: 3}"
    field = "{mark: {type: integer, description: A mark.}}"
    declared = ["inventory", "organisation", "vendor", *kinds, "notice"]
    records = "".join(f"    {text.replace('%s', mark)}\n" for text in kinds.values())
    head = INVENTORY[: INVENTORY.index("    data:")]
    head = head.replace("  perspective: client\n", f"  perspective: client\n  {mark}\n")
    head = head.replace(
        "vendors:\n", f"organisations: [{{id: lab-2, name: Lab, {mark}}}]\nvendors:\n"
    )
    declaring.write("inventories/ours.yaml", f"{head}    {mark}\n{records}")
    declaring.configuration("fields:\n" + "".join(f"  {kind}: {field}\n" for kind in declared))
    conditions = {
        **{kind: f"{kind}.custom.mark == 3" for kind in ("vendor", "inventory", *kinds)},
        "organisation": "inventory.organisations.all(o, o.custom.mark == 3)",
        "notice": "incident.notices.all(n, n.custom.mark == 3)",
    }
    subjects = {"organisation": "inventory", "notice": "incident"}
    policies = "".join(
        f"  - {{id: of-{kind}, title: A, severity: low, for: {subjects.get(kind, kind)}, "
        f"message: A, require: '{condition}'}}\n"
        for kind, condition in conditions.items()
    )
    declaring.write("policies/own.yaml", f"policies:\n{policies}")

    report = json.loads(declaring.check("-o", "json").out)

    assert {each["policy"]: each["verdict"] for each in report["results"]} == {
        f"of-{kind}": "pass" for kind in declared
    }


def test_an_explanation_says_what_would_do(declaring: Workplace) -> None:
    required(declaring, "vendor.custom.seats <= 20 && vendor.custom.tier == 'silver'")
    done = declaring.run("explain", "insured", "acme", "--as-of", MOMENT)

    assert "vendors[0].custom.seats = 40" in done.out
    assert (
        " ".join(done.out.split()).count(
            "custom.tier were silver and custom.seats were at most 20 (it is 40)"
        )
        == 1
    )


def test_a_forecast_knows_the_day_of_a_declared_field(declaring: Workplace) -> None:
    done = declaring.run("forecast", "--as-of", MOMENT, "-o", "json")

    changes = json.loads(done.out)["changes"]
    assert [(each["policy"], each["at"][:10]) for each in changes][:1] == [
        ("insured", "2031-06-30")
    ]


TESTS = """\
    tests:
      - {name: insured, given: {vendor: {custom: {insured_until: 2032-01-31}}}, expect: pass}
      - {name: no longer, given: {vendor: {custom: {insured_until: 2030-01-31}}}, expect: fail}
      - {name: not recorded, given: {vendor: {custom: {}}}, expect: unknown}
"""


def test_tests_give_declared_fields_and_no_others(declaring: Workplace) -> None:
    declaring.write("policies/own.yaml", POLICY + TESTS)
    assert declaring.run("test").out == "3 tests of 1 policy pass\n"
    assert declaring.run("test", "policies").code == 0
    assert declaring.run("lint").code == 0

    wrong = TESTS.replace("insured_until: 2032-01-31", "insured_until: 2032-02-30, level: 2")
    declaring.write("policies/own.yaml", POLICY + wrong)
    done = declaring.run("test")
    assert done.code == 2
    assert "unknown key 'level' (not a key of vendor.custom)" in done.err


def test_measures_of_tests_know_declared_fields(declaring: Workplace) -> None:
    declaring.write("policies/own.yaml", POLICY + TESTS)

    assert declaring.run("test", "--coverage").code == 0
    assert declaring.run("test", "--mutate").code in {0, 1}


def test_a_configuration_tells_every_declared_field(declaring: Workplace) -> None:
    lines = declaring.run("config").out.splitlines()

    assert lines[lines.index("fields.vendor.insured_until  vendorgate.yaml:3:5") :][:8] == [
        "fields.vendor.insured_until  vendorgate.yaml:3:5",
        "  date: The last insured day.",
        "fields.vendor.tier  vendorgate.yaml:4:5",
        "  string: How much depends on it.",
        "fields.vendor.seats  vendorgate.yaml:5:5",
        "  integer: How many seats are paid.",
        "fields.vendor.drills  vendorgate.yaml:6:5",
        "  array: Exercises.",
    ]


@pytest.mark.parametrize("first", ["check", "lint", "test"])
def test_no_cache_takes_a_policy_for_one_that_fits_other_fields(
    declaring: Workplace, first: str
) -> None:
    cache = {"VENDORGATE_CACHE": str(declaring.folder / "cache")}
    commands = (("check", "--as-of", MOMENT), ("lint",))
    declaring.write("policies/own.yaml", POLICY + TESTS)
    for _ in range(2):
        assert declaring.run(first, environment=cache).code == 0
    for other in (
        "",
        DECLARED.replace("insured_until", "insured"),
        DECLARED.replace("string, format: date", "boolean"),
    ):
        declaring.configuration(other)
        for command in commands:
            cold = declaring.run(*command, environment={"VENDORGATE_CACHE": "off"})
            assert cold.code in {1, 2}
            assert [declaring.run(*command, environment=cache) for _ in range(2)] == [cold] * 2
    declaring.configuration(DECLARED)
    assert declaring.run("check", "--as-of", MOMENT, environment=cache).code == 0


def test_a_revision_has_the_fields_of_its_own(declaring: Workplace) -> None:
    git(declaring.folder, "init")
    git(declaring.folder, "add", ".")
    git(declaring.folder, "commit", "-m", "one")
    declaring.configuration(DECLARED.replace("insured_until", "covered_until"))

    assert declaring.check("--rev", "HEAD").code == 0
    done = declaring.check()
    assert done.code == 2
    assert "unknown key 'insured_until' (not a key of vendor.custom)" in done.err


def test_the_python_call_reads_the_configuration_that_it_is_given(declaring: Workplace) -> None:
    (declaring.folder / "vendorgate.yaml").rename(declaring.folder / "other.yaml")
    done = declaring.program(
        "from checker import check\n"
        f"report = check(config='other.yaml', as_of='{MOMENT}')\n"
        "print(int(report.exit_code), [v.verdict.value for v in report.vendors])\n"
    )

    assert (done.code, done.out, done.err) == (0, "0 ['pass']\n", "")


def test_what_a_record_says_is_printed_harmlessly(declaring: Workplace, tmp_path: Path) -> None:
    declaring.configuration("fields: {vendor: {note: {type: string, description: A note.}}}\n")
    required(declaring, "vendor.custom.note == 'x'")
    declaring.write(
        "policies/own.yaml",
        (declaring.folder / "policies/own.yaml")
        .read_text()
        .replace("insured until {vendor.custom.insured_until}", "{vendor.custom.note}"),
    )
    hostile = '"<script>|::error::\u202e"'
    declaring.write("inventories/ours.yaml", f"{INVENTORY}    custom: {{note: {hostile}}}\n")

    page = declaring.check("-o", "html").out
    text = declaring.check().out

    assert "<script>|" not in page
    assert "\u202e" not in text
