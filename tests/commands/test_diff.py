"""`vendorgate diff`: real repositories, whatever somebody names as BASE, and what may block."""

import json
import os
import random
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from workplace import INVENTORY, MOMENT, POLICY, Workplace

from tests.data import assert_valid

AT = ("--as-of", MOMENT)


def git(folder: Path, *arguments: str) -> str:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    safe = ("-c", "protocol.file.allow=always")
    done = subprocess.run(
        ["git", *named, *safe, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(workplace: Workplace, message: str) -> str:
    git(workplace.folder, "add", "--all", ".")
    git(workplace.folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(workplace.folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(workplace: Workplace) -> Workplace:
    """A repository with one commit, `one`, that complies."""
    git(workplace.folder, "init", "--quiet")
    commit(workplace, "one")
    git(workplace.folder, "tag", "one")
    return workplace


def diff(workplace: Workplace, *arguments: str) -> dict[str, Any]:
    """The diff as JSON, which is what the schema says."""
    done = workplace.run("diff", *arguments, *AT, "-o", "json")
    assert done.err == "", done.err
    data: dict[str, Any] = json.loads(done.out)
    assert_valid(data, "diff")
    assert data["exit_code"] == done.code
    return data


def told(data: dict[str, Any]) -> list[tuple[str, str, str, list[str]]]:
    return [(c["kind"], c["policy"], c["subject"]["name"], c["causes"]) for c in data["changes"]]


FAILS = ("newly failing", "encrypted", "acme/data/training_dataset", ["inventory"])


def test_the_work_tree_is_compared_and_is_not_touched(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    before = git(repository.folder, "status", "--porcelain")

    data = diff(repository, "HEAD")

    assert told(data) == [FAILS]
    [change] = data["changes"]
    assert (change["before"], change["after"], change["new"], change["gating"]) == (
        "pass",
        "fail",
        True,
        False,
    )
    assert change["message"] == "training_dataset is encrypted: none"
    assert change["location"]["path"] == "inventories/ours.yaml"
    assert (data["before"]["name"], data["after"]["name"]) == ("HEAD", None)
    assert data["records"] == [
        {
            "presence": "changed",
            "kind": "vendor",
            "inventory": "ours",
            "vendor": "acme",
            "id": "acme",
            "id_before": None,
        }
    ]
    assert git(repository.folder, "status", "--porcelain") == before


def test_two_revisions_are_compared_whatever_the_work_tree_holds(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    commit(repository, "two")
    repository.inventory()
    (repository.folder / "policies/own.yaml").unlink()

    assert told(diff(repository, "one", "HEAD")) == [FAILS]
    back = told(diff(repository, "HEAD", "one"))
    assert back == [("fixed", *FAILS[1:])]


@pytest.mark.parametrize(
    "level, code", [("critical", 0), ("high", 1), ("info", 1), ("never", 0), (None, 0)]
)
def test_only_what_is_new_and_grave_enough_blocks(
    repository: Workplace, level: str | None, code: int
) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    more = () if level is None else ("--fail-on-new", level)

    assert repository.run("diff", "HEAD", *AT, *more).code == code
    commit(repository, "two")
    done = repository.run("diff", "HEAD", *AT, *more)
    assert done.code == 0
    assert "after:  1 check of 1 vendor: ✓ 0 pass, ✗ 1 fail" in done.out


def test_a_change_that_lowers_the_severity_does_not_open_its_own_gate(
    repository: Workplace,
) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    repository.policy("severity: high", "severity: low")

    data = diff(repository, "HEAD", "--fail-on-new", "high")

    assert (data["exit_code"], told(data)) == (1, [FAILS])
    [rule] = data["rules"]
    assert rule["differences"] == ["severity: high → low"]
    assert rule["causes"] == ["policies"]


def test_a_finding_that_becomes_more_severe_is_new_at_that_level(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    commit(repository, "two")
    repository.configuration("policies: {encrypted: {severity: critical}}\n")

    data = diff(repository, "HEAD", "--fail-on-new", "critical")

    assert told(data) == [("more severe", *FAILS[1:3], ["configuration"])]
    assert [(c["new"], c["gating"]) for c in data["changes"]] == [(False, True)]
    assert diff(repository, "HEAD", "--fail-on-new", "high")["exit_code"] == 0


@pytest.mark.parametrize(
    "old, new, kind, is_new",
    [
        ("at_rest: full", "in_transit: true", "became unknown", True),
        ("      - {category", "      - {id: x, category", "newly failing", True),
        ("acme\n", "bcme\n", "newly failing", True),
    ],
)
def test_kinds(repository: Workplace, old: str, new: str, kind: str, is_new: bool) -> None:
    repository.inventory(old, new)
    if kind == "newly failing":
        path = repository.folder / "inventories/ours.yaml"
        path.write_text(path.read_text().replace("at_rest: full", "at_rest: none"))

    data = diff(repository, "HEAD")

    assert [(c["kind"], c["new"]) for c in data["changes"]] == [(kind, is_new)]


@pytest.mark.parametrize("require", ["vendor.legal_name == 'Nobody'", "vendor.parties.size() > 1"])
def test_a_reason_that_differs_is_told_and_one_that_does_not_is_not(
    repository: Workplace, require: str
) -> None:
    message = '"{data.category} is encrypted: {data.encryption.at_rest}"'
    repository.policy(message, '"{vendor.hq_country} {inventory.owner.name}"')
    path = repository.folder / "policies/own.yaml"
    path.write_text(path.read_text().replace('data.encryption.at_rest == "full"', require))
    commit(repository, "always failing")
    other = repository.folder / "inventories/ours.yaml"
    other.write_text(other.read_text().replace("hq_country: US", "hq_country: DE"))
    commit(repository, "elsewhere")
    other.write_text(other.read_text().replace("name: Example Lab", "name: Other"))
    commit(repository, "owned by others")
    other.write_text(other.read_text().replace("owner: data", "owner: other"))
    commit(repository, "nothing that is told")

    found = [diff(repository, f"HEAD~{n + 1}", f"HEAD~{n}")["changes"] for n in (2, 1, 0)]

    assert [
        [(each["kind"], each["message_before"], each["message"]) for each in c] for c in found
    ] == [
        [("changed reason", "US Example Lab", "DE Example Lab")],
        [("changed reason", "DE Example Lab", "DE Other")],
        [],
    ]


def test_an_unknown_that_fails_is_told_and_not_new(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "in_transit: true")
    commit(repository, "two")
    repository.inventory("at_rest: full", "at_rest: none")

    data = diff(repository, "HEAD", "--fail-on-new", "info")

    assert told(data) == [FAILS]
    assert (data["changes"][0]["new"], data["exit_code"]) == (False, 0)


def test_an_error_after_ends_with_2_and_one_before_does_not(repository: Workplace) -> None:
    broken = repository.policy('== "full"', '== "full" && 1 / 0 == 1')
    commit(repository, "two")

    worse = repository.run("diff", "one", "HEAD", *AT)
    better = repository.run("diff", "HEAD", "one", *AT)

    assert (worse.code, better.code) == (2, 0)
    assert worse.out.startswith("COULD NOT DECIDE\n")
    assert "policy 'encrypted' cannot be evaluated on 1 subject" in worse.out
    assert "before, it could not be decided" in better.out
    assert broken.exists()


def test_a_fail_that_becomes_an_error_is_not_newly_failing(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    commit(repository, "two")
    repository.policy('== "full"', '== "full" || 1 / 0 == 1')

    data = diff(repository, "HEAD")

    assert [(c["kind"], c["before"], c["after"], c["new"]) for c in data["changes"]] == [
        ("changed reason", "fail", "error", False)
    ]


def test_what_came_and_went(repository: Workplace) -> None:
    more = INVENTORY.replace(
        "    data:\n", "    clients: [{client: lab, name: Lab}]\n    subprocessors: []\n    data:\n"
    )
    repository.write("inventories/ours.yaml", more)
    repository.policy("high", "low")
    commit(repository, "two")
    other = (
        more.replace("{client: lab, name: Lab}", "{client: b, name: B}")
        .replace("subprocessors: []", "subprocessors: [{party: p, name: P}]")
        .replace("training_dataset", "telemetry")
    )
    repository.write("inventories/ours.yaml", other)
    repository.write("policies/own.yaml", POLICY.replace("id: encrypted", "id: ciphered"))
    repository.configuration("fail_on: high\nwaiver_life: {high: 10 days}\n")
    repository.write("waivers.yaml", "waivers: []\n")

    data = diff(repository, "HEAD")

    assert [(r["presence"], r["kind"], r["id"]) for r in data["records"]] == [
        ("changed", "vendor", "acme"),
        ("came", "client", "b"),
        ("went", "client", "lab"),
        ("came", "data", "telemetry"),
        ("went", "data", "training_dataset"),
        ("came", "subprocessor", "p"),
    ]
    assert [(r["presence"], r["kind"], r["id"], r["causes"]) for r in data["rules"]] == [
        ("came", "policy", "ciphered", ["policies"]),
        ("went", "policy", "encrypted", ["policies"]),
        ("came", "configuration", "fail_on", ["configuration"]),
        ("came", "configuration", "waiver_life", ["configuration"]),
    ]


def test_a_parameter_tells_whose_change_it_is(repository: Workplace) -> None:
    text = POLICY.replace("    require:", "    params: {a: 1, b: 2}\n    require:")
    repository.write("policies/own.yaml", text)
    commit(repository, "two")
    repository.write("policies/own.yaml", text.replace("a: 1", "a: 7"))
    repository.configuration("policies: {encrypted: {params: {b: 3}}}\n")

    [rule] = diff(repository, "HEAD")["rules"]

    assert rule["differences"] == ["params.a: 1 → 7", "params.b: 2 → 3"]
    assert rule["causes"] == ["policies", "configuration"]


def test_a_bad_waiver_that_is_new_blocks(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    commit(repository, "two")
    repository.write(
        "waivers.yaml",
        "waivers:\n  - {id: w, policy: encrypted, vendor: acme, subject: data/training_dataset,"
        " reason: r, owner: o, approved_by: O, created: 2031-05-01, expires: 2031-06-01}\n",
    )

    data = diff(repository, "HEAD", "--fail-on-new", "high")

    assert (told(data), data["exit_code"]) == ([], 1)
    assert [(r["kind"], r["id"], r["gating"]) for r in data["rules"]] == [
        ("waiver", "w", False),
        ("waiver defect", "w", True),
    ]


def test_a_waiver_that_covers_is_whose_change_it_is(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    repository.write(
        "waivers.yaml",
        "waivers:\n  - {id: w, policy: encrypted, vendor: acme, subject: data/training_dataset,"
        " reason: r, owner: o, approved_by: b, created: 2031-05-01, expires: 2031-06-01}\n",
    )

    data = diff(repository, "HEAD", "--fail-on-new", "info")

    assert told(data) == [("waived", *FAILS[1:3], ["inventory", "waivers"])]
    assert data["exit_code"] == 0


# What somebody may name as BASE.


def test_a_tag_and_an_annotated_one_is_its_commit(repository: Workplace) -> None:
    git(repository.folder, "tag", "-a", "v1", "-m", "v1")
    head = git(repository.folder, "rev-parse", "HEAD")

    assert {diff(repository, name)["before"]["commit"] for name in ("one", "v1", head)} == {head}


@pytest.mark.parametrize(
    "name",
    [
        "nope",
        "HEAD:inventories",
        "HEAD^{tree}",
        "",
        "HEAD^",
        "--upload-pack=x",
        "--output=x",
        "a b",
    ],
)
def test_what_is_no_commit_is_said(repository: Workplace, name: str) -> None:
    done = repository.run("diff", *AT, "--", name)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        f"vendorgate: there is no revision '{name}' in this repository (expected a commit,"
    )
    assert "Traceback" not in done.err
    assert not (repository.folder / "x").exists()


def test_outside_of_a_repository_a_name_of_nothing_is_no_file_first(workplace: Workplace) -> None:
    done = workplace.run("diff", "report.json")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "vendorgate: there is no file or folder 'report.json', and no revision can be looked up:"
        " git says: not a git repository"
    )


def test_a_merge_is_its_own_state(repository: Workplace) -> None:
    git(repository.folder, "checkout", "--quiet", "-b", "side")
    repository.inventory("at_rest: full", "at_rest: none")
    commit(repository, "two")
    git(repository.folder, "checkout", "--quiet", "-")
    repository.write("README", "x")
    commit(repository, "three")
    git(repository.folder, "merge", "--quiet", "--no-edit", "side")

    assert told(diff(repository, "HEAD^1", "HEAD")) == [FAILS]
    assert told(diff(repository, "HEAD^2", "HEAD")) == []


def test_before_there_was_any_inventory_everything_is_new(repository: Workplace) -> None:
    folder = repository.folder
    git(folder, "checkout", "--quiet", "--orphan", "void")
    git(folder, "rm", "--quiet", "-r", "--cached", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "nothing")
    git(folder, "checkout", "--quiet", "--force", "one")
    repository.inventory("at_rest: full", "at_rest: none")

    data = diff(repository, "void", "--fail-on-new", "high")

    assert [c["after"] for c in data["changes"]] == ["fail"]
    assert data["notes"][0] == "there was no inventory before: everything is new"
    assert data["exit_code"] == 1


def test_after_there_must_be_something_to_check(repository: Workplace) -> None:
    (repository.folder / "inventories/ours.yaml").unlink()
    (repository.folder / "inventories").rmdir()

    done = repository.run("diff", "HEAD", *AT)

    assert (done.code, done.out) == (2, "")
    assert "there is no folder 'inventories'" in done.err


def test_an_inventory_in_another_file_is_the_same(repository: Workplace) -> None:
    git(repository.folder, "mv", "inventories/ours.yaml", "inventories/theirs.yaml")

    data = diff(repository, "HEAD")

    assert (data["changes"], data["records"], data["summary"]["others"]) == ([], [], 0)


def test_an_inventory_with_another_id_is_renamed_and_nothing_is_new(repository: Workplace) -> None:
    repository.inventory("at_rest: full", "at_rest: none")
    commit(repository, "two")
    path = repository.folder / "inventories/ours.yaml"
    path.write_text(path.read_text().replace("id: ours", "id: theirs"))
    path.rename(path.with_name("other.yaml"))

    data = diff(repository, "HEAD", "--fail-on-new", "info")

    assert (data["changes"], data["summary"]["others"], data["exit_code"]) == ([], 0, 0)
    assert [(r["presence"], r["kind"], r["id"], r["id_before"]) for r in data["records"]] == [
        ("changed", "inventory", "theirs", "ours")
    ]


def test_a_submodule_among_inventories_is_told(repository: Workplace, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    git(other, "commit", "--quiet", "--allow-empty", "-m", "x")
    git(repository.folder, "submodule", "--quiet", "add", str(other), "inventories/theirs.yaml")
    commit(repository, "two")

    done = repository.run("diff", "HEAD", "one", *AT)

    assert done.code == 2
    told = "HEAD:inventories/theirs.yaml: a submodule is not followed in HEAD"
    assert told in done.err


def test_hostile_names_of_files_in_an_old_commit_are_harmless(repository: Workplace) -> None:
    name = b"inventories/\x1b[31m\n::error::x\xff.yaml"
    path = repository.folder / os.fsdecode(name)
    path.write_text("[")
    commit(repository, "two")
    path.unlink()

    done = repository.run("diff", "HEAD", *AT)

    assert done.code == 2
    assert "\x1b" not in done.err
    assert "\n::error" not in done.err
    assert r"HEAD:inventories/\x1b[31m\n" in done.err


def test_problems_of_both_states_are_told_at_once(repository: Workplace) -> None:
    repository.write("inventories/bad.yaml", "a: [1\n")
    commit(repository, "two")
    repository.write("policies/bad.yaml", "a: [1\n")

    done = repository.run("diff", "HEAD", *AT)

    assert done.code == 2
    assert "HEAD:inventories/bad.yaml:1:4: " in done.err
    assert "\npolicies/bad.yaml:1:4: " in done.err


def test_a_shallow_clone_says_what_to_fetch(repository: Workplace, tmp_path: Path) -> None:
    commit(repository, "two")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(clone))
    place = Workplace(clone)

    for name, hint in (
        ("origin/release", "git fetch --depth=1 origin release"),
        ("one", "git fetch --depth=1 origin one"),
        ("HEAD^", "git fetch --unshallow"),
    ):
        done = place.run("diff", name, *AT)
        assert done.code == 2
        assert f"there is no revision '{name}' in this repository, which is a shallow clone" in (
            done.err
        )
        assert f"hint: fetch it first: {hint}\n" in done.err

    git(clone, "fetch", "--quiet", "--depth=1", "origin", "tag", "one")
    assert told(diff(place, "one")) == []


def test_without_git_folders_and_reports_are_compared_all_the_same(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    workplace.check("-o", "json=old.json")
    workplace.inventory("at_rest: full", "at_rest: none")

    assert told(diff(workplace, "old.json")) == [FAILS]
    assert told(diff(workplace, ".")) == []
    done = workplace.run("diff", "main", *AT)
    assert (done.code, "git cannot be run" in done.err) == (2, True)


def test_a_name_of_a_path_and_a_branch_is_neither(repository: Workplace) -> None:
    git(repository.folder, "branch", "inventories")

    done = repository.run("diff", "inventories", *AT)

    assert done.code == 2
    assert "'inventories' is a revision, and a path, too" in done.err
    assert told(diff(repository, "refs/heads/inventories")) == []
    assert told(diff(repository, "./inventories")) == []


def test_a_folder_of_inventories_alone_is_put_to_the_policies_that_are_here(
    workplace: Workplace,
) -> None:
    workplace.write("old/ours.yaml", INVENTORY)
    workplace.write("new/ours.yaml", INVENTORY.replace("at_rest: full", "at_rest: none"))

    assert told(diff(workplace, "old", "new")) == [FAILS]


def test_a_state_may_be_below_the_root_of_its_repository(repository: Workplace) -> None:
    below = Workplace(repository.folder / "below")
    below.inventory()
    below.policy()
    commit(repository, "two")
    below.inventory("at_rest: full", "at_rest: none")

    assert told(diff(below, "HEAD")) == [FAILS]


@pytest.mark.parametrize("format_", ["table", "markdown", "html", "json"])
def test_every_format_tells_the_change_and_whose_it_is(repository: Workplace, format_: str) -> None:
    repository.inventory("at_rest: full", "at_rest: none")

    done = repository.run("diff", "HEAD", *AT, "-o", f"{format_}=out", "--fail-on-new", "low")

    text = (repository.folder / "out").read_text()
    assert done.code == 1
    for part in ("encrypted", "acme/data/training_dataset", "inventory", "is encrypted: none"):
        assert part in text


def test_neither_a_state_nor_its_files_are_overwritten(workplace: Workplace) -> None:
    workplace.check("-o", "json=old.json")
    for target in ("old.json", "inventories/ours.yaml"):
        before = (workplace.folder / target).read_bytes()
        done = workplace.run("diff", "old.json", *AT, "-o", f"json={target}")
        assert done.code == 2
        assert (workplace.folder / target).read_bytes() == before


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in a document."""
    if path:
        yield path
    members: Iterable[tuple[Any, Any]] = ()
    if isinstance(data, dict):
        members = data.items()
    elif isinstance(data, list):
        members = enumerate(data)
    for key, value in members:
        yield from leaves(value, (*path, key))


def damaged(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A document with one part taken out, doubled, or replaced by another kind of value."""
    copy: Any = json.loads(json.dumps(data))
    *way, last = chance.choice([*leaves(copy)])
    place = copy
    for step in way:
        place = place[step]
    how = chance.random()
    if how < 0.3:
        del place[last]
    elif how < 0.5 and isinstance(place, list):
        place.append(place[last])
    else:
        place[last] = chance.choice([None, 0, -1, "x", "", [], {}, [1], "vendors[7].data[9]"])
    return copy


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))]
)
def test_a_damaged_report_is_no_traceback(workplace: Workplace, seed: int) -> None:
    workplace.check("-o", "json=old.json")
    workplace.inventory("at_rest: full", "at_rest: none")
    workplace.check("-o", "json=new.json")
    data = json.loads((workplace.folder / "new.json").read_text())
    chance = random.Random(seed)
    codes = set()
    for _ in range(15):
        workplace.write("bad.json", json.dumps(damaged(data, chance)))
        for states in (("old.json", "bad.json"), ("bad.json", "old.json")):
            done = workplace.run("diff", *states, *AT, "-o", "json")
            assert done.code in {0, 2}, done.err
            assert "Traceback" not in done.err
            codes.add(done.code)
    assert 2 in codes
