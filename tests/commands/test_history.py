"""`vendorgate history`: each commit says what a check of it says, whatever happened in between."""

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from thorough import share
from workplace import INVENTORY, POLICY, Workplace

import checker
from checker.formats import history as table
from checker.formats import history_json
from checker.formats.html import history as page
from checker.report.history import Unread
from tests.data import assert_valid
from tests.formats.hostile import HOSTILE
from tests.formats.test_every_format import assert_harmless

DAY = 86_400
START = 1_924_948_800
"""2030-12-31T12:00:00Z: day 1 is the first of January."""

END = ("--as-of", "2031-05-15")


def git(folder: Path, *arguments: str, day: int = 0) -> str:
    moment = f"{START + day * DAY} +0000"
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment},
    )
    return done.stdout.strip()


def commit(place: Workplace, day: int) -> str:
    git(place.folder, "add", "--all", ".")
    git(place.folder, "commit", "--quiet", "--allow-empty", "-m", str(day), day=day)
    return git(place.folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(workplace: Workplace) -> Workplace:
    """A repository with one commit that complies, of day 1 (2031-01-01)."""
    git(workplace.folder, "init", "--quiet")
    commit(workplace, 1)
    return workplace


def history(place: Workplace, *arguments: str, end: tuple[str, str] = END) -> dict[str, Any]:
    """The history as JSON, which is what the schema says."""
    done = place.run("history", *arguments, *end, "-o", "json")
    assert done.err == "", done.err
    data: dict[str, Any] = json.loads(done.out)
    assert_valid(data, "history")
    assert data["exit_code"] == done.code
    return data


BAD = ("at_rest: full", "at_rest: none")


def test_a_finding_stands_since_the_commit_that_brought_it(repository: Workplace) -> None:
    repository.inventory(*BAD)
    bad = commit(repository, 11)
    repository.write("README", "x")
    commit(repository, 21)

    data = history(repository)

    [standing] = data["standing"]
    assert (standing["policy"], standing["subject"]["name"], standing["verdict"]) == (
        "encrypted",
        "acme/data/training_dataset",
        "fail",
    )
    assert standing["since"] == {"commit": bad, "at": "2031-01-11T12:00:00Z"}
    assert (standing["days"], standing["from_start"], data["commits"]) == (124, False, 3)
    assert data["ended"] == []


def test_a_finding_that_was_fixed_stood_so_long_and_each_time_counts(
    repository: Workplace,
) -> None:
    for day in (11, 41):
        repository.inventory(*BAD)
        commit(repository, day)
        repository.inventory()
        commit(repository, day + 10 + day // 20)

    data = history(repository)

    assert [(e["days"], e["fixed"], e["after"], e["until"]["at"][:10]) for e in data["ended"]] == [
        (12, True, "pass", "2031-02-22"),
        (10, True, "pass", "2031-01-21"),
    ]
    assert data["days_to_fix"] == {"median": 11, "most": 12}
    assert data["standing"] == []
    assert [(m["month"], m["findings"], m["began"], m["fixed"]) for m in data["months"]] == [
        ("2031-01", 0, 1, 1),
        ("2031-02", 0, 1, 1),
        ("2031-03", 0, 0, 0),
        ("2031-04", 0, 0, 0),
        ("2031-05", 0, 0, 0),
    ]


def test_what_is_not_checked_any_more_is_not_fixed(repository: Workplace) -> None:
    repository.inventory(*BAD)
    commit(repository, 11)
    repository.write("policies/own.yaml", POLICY.replace("id: encrypted", "id: other"))
    commit(repository, 21)

    data = history(repository)

    assert [(e["policy"], e["fixed"], e["after"]) for e in data["ended"]] == [
        ("encrypted", False, None)
    ]
    assert [s["policy"] for s in data["standing"]] == ["other"]


def test_what_is_waived_ends_and_says_so(repository: Workplace) -> None:
    repository.inventory(*BAD)
    commit(repository, 11)
    repository.write(
        "waivers.yaml",
        "waivers:\n  - {id: w, policy: encrypted, vendor: acme, subject: data/training_dataset,"
        " reason: r, owner: o, approved_by: b, created: 2031-01-12, expires: 2031-03-01}\n",
    )
    waived = commit(repository, 21)

    data = history(repository)

    assert [(e["after"], e["until"]["commit"]) for e in data["ended"]] == [("waived", waived)]
    # It ran out after the last commit.
    assert [s["since"]["commit"] for s in data["standing"]] == [None]


def test_every_commit_is_decided_at_its_own_moment(repository: Workplace) -> None:
    repository.policy(
        'data.encryption.at_rest == "full"', 'now < timestamp("2031-02-01T00:00:00Z")'
    )
    commit(repository, 11)
    repository.write("README", "x")
    late = commit(repository, 41)

    assert [s["since"]["commit"] for s in history(repository)["standing"]] == [late]
    early = history(repository, "--rev", "HEAD^", end=("--as-of", "2031-01-20"))
    assert early["standing"] == []
    alone = history(repository, "--rev", "HEAD^")
    assert [(s["since"]["commit"], s["days"]) for s in alone["standing"]] == [(None, 0)]


def test_what_depends_on_other_inventories_is_decided_anew(repository: Workplace) -> None:
    all_clients = 'portfolio.inventories.all(i, i.perspective == "client")'
    repository.policy("require: data", f"require: {all_clients} && data")
    two = repository.write("inventories/two.yaml", INVENTORY.replace("id: ours", "id: two"))
    commit(repository, 11)
    two.write_text(two.read_text().replace("perspective: client", "perspective: vendor"))
    other = commit(repository, 21)

    data = history(repository)

    assert [(s["since"]["commit"], s["subject"]["inventory"]) for s in data["standing"]] == [
        (other, "ours"),
        (other, "two"),
    ]


def test_a_fact_of_the_portfolio_is_that_of_the_commit(repository: Workplace) -> None:
    client = "    clients: [{client: %s, name: X}]\n    data:"
    reach = "size(vendor.reach.clients) < 2"
    repository.policy("require: data", f"require: {reach} && data")
    repository.inventory("    data:", client % "a")
    two = repository.write("inventories/two.yaml", INVENTORY.replace("id: ours", "id: two"))
    commit(repository, 11)
    two.write_text(two.read_text().replace("    data:", client % "b"))
    wide = commit(repository, 21)
    two.write_text(two.read_text().replace("client: b", "client: a"))
    commit(repository, 31)

    data = history(repository)

    assert [(e["subject"]["inventory"], e["since"]["commit"]) for e in data["ended"]] == [
        ("two", wide),
        ("ours", wide),
    ]
    assert data["standing"] == []


def test_a_policy_counts_from_its_first_day_to_its_last(repository: Workplace) -> None:
    text = POLICY.replace(
        "    severity", "    effective: {from: 2031-01-15, until: 2031-03-01}\n    severity"
    )
    repository.write("policies/own.yaml", text)
    repository.inventory(*BAD)
    for day in (11, 21, 71):
        commit(repository, day)

    data = history(repository)

    assert [(e["since"]["at"][:10], e["until"]["at"][:10], e["after"]) for e in data["ended"]] == [
        ("2031-01-21", "2031-03-12", None)
    ]
    assert (data["standing"], data["undecided"] != []) == ([], True)
    early = history(repository, "--rev", "HEAD~2", end=("--as-of", "2031-02-01"))
    assert [s["since"]["commit"] for s in early["standing"]] == [None]


def test_since_begins_there_and_says_that_it_stood_already(repository: Workplace) -> None:
    repository.inventory(*BAD)
    commit(repository, 11)
    repository.write("README", "x")
    head = commit(repository, 21)

    data = history(repository, "--since", "HEAD")

    assert (data["commits"], data["start"]["commit"]) == (1, head)
    assert [(s["from_start"], s["since"]["commit"]) for s in data["standing"]] == [(True, head)]


def test_a_merge_counts_when_it_is_merged(repository: Workplace) -> None:
    git(repository.folder, "checkout", "--quiet", "-b", "side")
    repository.inventory(*BAD)
    commit(repository, 11)
    git(repository.folder, "checkout", "--quiet", "main")
    repository.write("README", "x")
    commit(repository, 21)
    git(repository.folder, "merge", "--quiet", "--no-edit", "side", day=31)

    data = history(repository)

    assert data["commits"] == 3
    assert [s["since"]["at"][:10] for s in data["standing"]] == ["2031-01-31"]


def test_an_inventory_that_moves_or_gets_another_id_is_the_same(repository: Workplace) -> None:
    repository.inventory(*BAD)
    bad = commit(repository, 11)
    git(repository.folder, "mv", "inventories/ours.yaml", "inventories/other.yaml")
    commit(repository, 21)
    path = repository.folder / "inventories/other.yaml"
    path.write_text(path.read_text().replace("id: ours", "id: theirs"))
    commit(repository, 31)

    data = history(repository)

    assert data["ended"] == []
    assert [(s["since"]["commit"], s["subject"]["inventory"]) for s in data["standing"]] == [
        (bad, "theirs")
    ]


def test_commits_that_cannot_be_read_are_counted_and_change_nothing(repository: Workplace) -> None:
    repository.inventory(*BAD)
    bad = commit(repository, 11)
    repository.write("inventories/ours.yaml", "a: [1\n")
    broken = [commit(repository, 21)]
    repository.inventory(*BAD)
    repository.write("policies/own.yaml", "[")
    broken.append(commit(repository, 31))
    repository.policy()
    commit(repository, 41)

    data = history(repository)

    assert [s["since"]["commit"] for s in data["standing"]] == [bad]
    assert [each["commit"] for each in data["unread"]] == broken
    assert data["unread"][0]["reason"].startswith("inventories/ours.yaml:1:4: ")
    assert "hint" not in data["unread"][0]["reason"]
    shown = repository.run("history", *END).out
    assert "note: 1 commit could not be read, and counts as the one before: inventories" in shown


def test_a_last_commit_that_cannot_be_read_ends_with_2(repository: Workplace) -> None:
    repository.inventory(*BAD)
    commit(repository, 11)
    repository.write("inventories/ours.yaml", "a: [1\n")
    last = commit(repository, 21)

    data = history(repository)

    assert (data["exit_code"], len(data["standing"])) == (2, 1)
    assert data["undecided"][0].startswith(f"commit {last[:12]} could not be read: inventories/")


def test_a_last_state_that_cannot_be_decided_ends_with_2(repository: Workplace) -> None:
    repository.policy('== "full"', '== "full" && 1 / 0 == 1')
    commit(repository, 11)

    data = history(repository)

    assert (data["exit_code"], [s["verdict"] for s in data["standing"]]) == (2, ["error"])


def test_before_the_first_inventory_there_is_nothing(workplace: Workplace) -> None:
    folder = workplace.folder
    (folder / "inventories").rename(folder / "later")
    git(folder, "init", "--quiet")
    commit(workplace, 1)
    none = workplace.run("history", *END)
    (folder / "later").rename(folder / "inventories")
    first = commit(workplace, 11)

    data = history(workplace)

    assert none.code == 2
    assert "not one of 1 commits could be read (last: no inventory is named, and" in none.err
    assert (data["start"]["commit"], len(data["unread"])) == (first, 1)


def test_clocks_that_go_wrong_do_not_turn_time_back(repository: Workplace) -> None:
    repository.inventory(*BAD)
    commit(repository, -400)
    repository.inventory()
    commit(repository, 20_000)

    data = history(repository)

    [ended] = data["ended"]
    assert (ended["since"]["at"][:10], ended["until"]["at"][:10]) == ("2031-01-01", "2031-05-15")


@pytest.mark.parametrize("name", ["nope", "--output=x", "HEAD^", "", "HEAD:inventories"])
@pytest.mark.parametrize("option", ["--since", "--rev"])
def test_what_is_no_commit_is_said(repository: Workplace, option: str, name: str) -> None:
    done = repository.run("history", f"{option}={name}", *END)

    assert (done.code, done.out) == (2, "")
    assert f"there is no revision '{name}'" in done.err
    assert not (repository.folder / "x").exists()


def test_without_a_repository_or_git_or_a_commit_it_is_said(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "not a git repository" in workplace.run("history").err
    git(workplace.folder, "init", "--quiet")
    assert "there is no revision 'HEAD'" in workplace.run("history").err
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git cannot be run" in workplace.run("history").err


def test_a_submodule_and_hostile_names_in_old_commits_are_harmless(
    repository: Workplace, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    git(other, "commit", "--quiet", "--allow-empty", "-m", "x")
    git(repository.folder, "submodule", "--quiet", "add", str(other), "inventories/theirs.yaml")
    commit(repository, 11)
    git(repository.folder, "rm", "--quiet", "-r", "-f", "inventories/theirs.yaml")
    name = repository.folder / os.fsdecode(b"inventories/\x1b[31m\n::error::\xff:.yaml")
    name.write_text("[")
    commit(repository, 21)
    name.unlink()
    repository.inventory(*BAD)
    bad = commit(repository, 31)

    data = history(repository)
    shown = repository.run("history", *END).out

    assert [s["since"]["commit"] for s in data["standing"]] == [bad]
    assert len(data["unread"]) == 2
    assert "a submodule is not followed in " in data["unread"][0]["reason"]
    assert "\x1b" not in shown
    assert "\n::error" not in shown


def test_a_folder_below_the_root_has_a_history_of_its_own(repository: Workplace) -> None:
    below = Workplace(repository.folder / "below")
    below.inventory()
    below.policy()
    commit(repository, 11)
    below.inventory(*BAD)
    bad = commit(repository, 21)

    data = history(below)

    assert [s["since"]["commit"] for s in data["standing"]] == [bad]
    assert history(repository)["standing"] == []


EDITS = [
    ("inventories/ours.yaml", "at_rest: full", "at_rest: none"),
    ("inventories/ours.yaml", "perspective: client", "perspective: vendor"),
    ("inventories/ours.yaml", "id: acme", "id: bcme"),
    ("inventories/two.yaml", "encryption: {at_rest: full}", "id: d"),
    ("policies/own.yaml", '== "full"', 'in ["full", "none"]'),
    ("policies/own.yaml", '"full"', 'now < timestamp("2031-01-20T00:00:00Z") ? "full" : "none"'),
    ("policies/own.yaml", "require: data", "require: size(portfolio.inventories) > 1 && data"),
    ("policies/own.yaml", "require: data", "require: size(vendor.reach.clients) < 2 && data"),
    ("inventories/two.yaml", "    data:", "    clients: [{client: a, name: A}]\n    data:"),
    ("inventories/ours.yaml", "    data:", "    clients: [{client: b, name: B}]\n    data:"),
    ("vendorgate.yaml", "packs", "policies: {encrypted: {severity: low}}\npacks"),
]
BREAKS = [
    ("inventories/ours.yaml", "hq_country: US", "hq_country: XX"),
    ("inventories/two.yaml", "legal_name: Acme Ltd", "legal_name: Other Ltd"),
    ("inventories/two.yaml", "id: two", "id: ours"),
    ("inventories/two.yaml", "    data:", "    regions: [X]\n    data:"),
    ("vendorgate.yaml", "packs", "bogus: 1\npacks"),
    ("policies/own.yaml", "for: data", "for: date"),
]


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))]
)
def test_each_commit_is_what_a_check_of_it_is(repository: Workplace, seed: int) -> None:
    """What is remembered from commit to commit makes no difference."""
    chance = random.Random(seed)
    original = {
        "inventories/ours.yaml": INVENTORY,
        "inventories/two.yaml": INVENTORY.replace("id: ours", "id: two"),
        "policies/own.yaml": POLICY,
        "vendorgate.yaml": "packs: [policies]\n",
    }
    texts = dict(original)
    readable = 0
    for day in range(2, 2 + max(12, share(24))):
        path, old, new = chance.choice(EDITS)
        same = texts[path] == original[path]
        texts[path] = original[path].replace(old, new) if same else original[path]
        for name, text in texts.items():
            repository.write(name, text)
        if chance.random() < 0.15:
            (repository.folder / "inventories/two.yaml").unlink()
        elif chance.random() < 0.2:
            path, old, new = chance.choice(BREAKS)
            repository.write(path, texts[path].replace(old, new))
        commit(repository, day)
    hashes = git(repository.folder, "rev-list", "--reverse", "HEAD").split()
    for day, each in enumerate(hashes, start=1):
        moment = f"2031-01-{day:02}T12:00:00Z"
        checked = repository.run("check", "--rev", each, "--as-of", moment, "-o", "json")
        looked = history(repository, "--rev", each, end=("--as-of", moment))
        unread = {each["commit"] for each in looked["unread"]}
        assert (each in unread) == (checked.out == ""), checked.err
        if checked.out:
            readable += 1
            results = json.loads(checked.out)["results"]
            assert {s["fingerprint"]: s["verdict"] for s in looked["standing"]} == {
                r["fingerprint"]: r["verdict"]
                for r in results
                if r["verdict"] in {"fail", "unknown", "error"}
            }
    assert readable > len(hashes) // 3


def test_a_run_that_comes_to_nothing_leaves_no_history_of_yesterday(repository: Workplace) -> None:
    assert repository.run("history", *END, "-o", "json=out", "-o", "html=page").code == 0

    assert (
        repository.run("history", *END, "-o", "json=out", "-o", "html=page", "--rev=no").code == 2
    )

    data = json.loads((repository.folder / "out").read_text())
    assert_valid(data, "history")
    assert list(data) == ["schema", "tool", "problems", "exit_code"]
    assert "No report" in (repository.folder / "page").read_text()


def test_every_format_tells_what_stands_and_what_ended(repository: Workplace) -> None:
    repository.inventory(*BAD)
    commit(repository, 11)
    repository.inventory()
    commit(repository, 21)
    repository.inventory("at_rest: full", "in_transit: true")
    bad = commit(repository, 31)

    done = repository.run("history", *END, "-o", "table", "-o", "html=out.html")

    shown = (repository.folder / "out.html").read_text()
    assert done.code == 0
    assert done.out.startswith("1 finding stands, 1 fixed\n")
    for part in ("encrypted", "since 2031-01-31", bad[:12], "2031-05", "since 2031-01-11"):
        assert part in done.out
        assert part in shown
    tree = lxml_html.fromstring(shown)
    lengths = [float(each) for each in tree.xpath("//rect/@width")]
    assert lengths == [1000.0] * 5
    assert tree.xpath("//*[@src or @href]") == []


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind not in {"nothing", "1 MB"}])
def test_a_hostile_text_is_told_and_never_obeyed(
    repository: Workplace, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.inventory(*BAD)
    commit(repository, 11)
    monkeypatch.chdir(repository.folder)
    plain = checker.history(as_of=END[1])
    text = HOSTILE[kind]
    [standing] = plain.standing
    subject = standing.subject._replace(vendor=text, id=text, owner=text)
    hostile = plain._replace(
        standing=(standing._replace(policy=text, subject=subject),),
        unread=(Unread(plain.start, text),),
        undecided=(text,),
    )

    assert_harmless("table", table.render(hostile, width=80, colour=False))
    assert_harmless("json", history_json.render(hostile))
    whole = page.render(hostile)
    assert_harmless("html", whole)
    assert len(lxml_html.fromstring(whole).xpath("//script")) == 1
