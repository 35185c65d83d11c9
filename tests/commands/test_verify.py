"""A report can be made again, byte for byte, anywhere; what differs is told, and nothing raises."""

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from thorough import some
from workplace import MOMENT, REPOSITORY, Workplace

import checker
from checker.errors import InputError, UsageError
from checker.formats import verification_json
from checker.formats.registry import FORMATS
from checker.formats.verification import render
from checker.report.differences import Differences, differences
from checker.report.verification import Verification
from checker.usecases.verify import claim
from tests.data import assert_valid
from tests.sources.test_revision import git

AT = ("--as-of", MOMENT)
INCIDENT = "inventories/incident-2031.yaml"

ELSEWHERE: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "another hash seed and zone, a locale of Turkish, a narrow terminal, two jobs": (
        ("--jobs", "2"),
        {
            "PYTHONHASHSEED": "1",
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "tr_TR.UTF-8",
            "LANG": "tr_TR.UTF-8",
            "COLUMNS": "60",
        },
    ),
    "a third hash seed, no locale, no home, no cache": (
        ("--no-cache",),
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "PYTHONUTF8": "0", "HOME": "/nonexistent"},
    ),
}


@pytest.fixture
def red(workplace: Workplace) -> Workplace:
    workplace.inventory("at_rest: full", "at_rest: partial")
    return workplace


@pytest.fixture
def report(red: Workplace) -> dict[str, Any]:
    done = red.run("check", *AT, "-o", "json=report.json")
    assert done.code == 1
    return json.loads((red.folder / "report.json").read_text())  # type: ignore[no-any-return]


def edited(place: Workplace, data: Any) -> str:
    """A report edited by hand, as vendorgate itself would lay it out."""
    place.write("report.json", json.dumps(data))
    return "report.json"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every format of one run of a shipped inventory, as this process environment has it."""
    place = Workplace(tmp_path_factory.mktemp("first"))
    shutil.copytree(REPOSITORY / "inventories", place.folder / "inventories")
    return written(place, (), {"PYTHONHASHSEED": "0"})


def written(
    place: Workplace, more: tuple[str, ...], environment: dict[str, str]
) -> dict[str, bytes]:
    targets = [part for name in FORMATS for part in ("-o", f"{name}=out.{name}")]
    done = place.process("check", INCIDENT, *AT, *more, *targets, environment=environment)
    assert done.code == 1, done.err
    return {name: (place.folder / f"out.{name}").read_bytes() for name in FORMATS}


@pytest.mark.slow
@pytest.mark.parametrize("where", ELSEWHERE)
def test_every_format_is_the_same_bytes_elsewhere(
    reports: dict[str, bytes], tmp_path: Path, where: str
) -> None:
    place = Workplace(tmp_path / "an other folder")
    shutil.copytree(REPOSITORY / "inventories", place.folder / "inventories")

    again = written(place, *ELSEWHERE[where])

    assert [name for name in FORMATS if again[name] != reports[name]] == []


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_report_is_verified_elsewhere(
    reports: dict[str, bytes], tmp_path: Path, where: str
) -> None:
    place = Workplace(tmp_path / "elsewhere")
    shutil.copytree(REPOSITORY / "inventories", place.folder / "inventories")
    place.write("given.json", reports["json"])
    more, environment = ELSEWHERE[where]

    done = place.process("report", "verify", "given.json", *more, environment=environment)

    assert (done.code, done.err) == (0, "")
    assert " ".join(done.out.split()).startswith(
        "same: given.json is, byte for byte, what the work tree gives as of 2031-05-15 (end of day,"
    )


OPTIONS = {
    "nothing": (),
    "a severity": ("--fail-on", "critical"),
    "one policy": ("--select", "encrypted"),
    "one vendor": ("--vendor", "acme"),
    "the shipped pack": ("-p", "shipped"),
    "both packs": ("-p", "policies", "-p", "shipped"),
    "a file": ("inventories/ours.yaml",),
    "no waivers": ("--waivers", ""),
    "waivers": ("--waivers", "accepted.yaml"),
    "a baseline": ("--baseline", "baseline.json"),
    "a strict baseline": ("--baseline", "baseline.json", "--baseline-strict"),
    "an earlier report": ("--since", "earlier.json"),
    "another configuration": ("--config", "other.yaml"),
}
WAIVERS = """\
waivers:
  - id: w
    policy: encrypted
    vendor: acme
    reason: The vendor moves its disks this month.
    owner: data-platform
    approved_by: someone
    created: 2031-05-01
    expires: 2031-05-30
"""


@pytest.mark.parametrize("name", OPTIONS)
def test_a_report_is_made_again_with_what_it_was_made_with(red: Workplace, name: str) -> None:
    red.write("other.yaml", "packs: [policies]\nfail_on: critical\n")
    red.write("accepted.yaml", WAIVERS)
    assert red.run("baseline", "write", *AT).code == 0
    red.inventory("at_rest: full", "at_rest: none")
    red.run("check", *AT, "-o", "json=earlier.json")
    red.inventory("at_rest: full", "at_rest: partial")
    made = red.run("check", *OPTIONS[name], *AT, "-o", "json=report.json")
    assert made.code in {0, 1, 2}, made.err
    # What was written since is none of the report's business.
    if name in {"no waivers", "nothing"}:
        red.write("waivers.yaml", WAIVERS)

    done = red.run("report", "verify", "report.json")

    assert (done.code, done.out[:6], done.err) == (0, "same: ", "")


def changed_inventory(place: Workplace) -> None:
    place.inventory("at_rest: full", "at_rest: none")


def new_policy(place: Workplace) -> None:
    text = place.policy().read_text().replace("id: encrypted", "id: other")
    place.write("policies/other.yaml", text)


@pytest.mark.parametrize(
    "change, lines",
    [
        (
            changed_inventory,
            [
                "  1 input differs",
                "    inventories/ours.yaml: other content",
                "  1 check differs",
                (
                    "    encrypted on acme/data/training_dataset: "
                    "it says 'training_dataset is encrypted: partial' in the report, "
                    "'training_dataset is encrypted: none' here"
                ),
            ],
        ),
        (
            new_policy,
            [
                "  1 input differs",
                "    policies/other.yaml: not in the report",
                "  1 check differs",
                "    other on acme/data/training_dataset: fail, not in the report",
                "  other members: packs, policies, vendors, summary",
            ],
        ),
    ],
)
@pytest.mark.usefixtures("report")
def test_what_differs_is_told(
    red: Workplace, change: Callable[[Workplace], None], lines: list[str]
) -> None:
    change(red)

    done = red.run("report", "verify", "report.json", environment={"COLUMNS": "200"})

    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines() == [
        "differs: report.json is not what the work tree gives",
        *lines,
    ]


def forged(data: dict[str, Any], name: str) -> list[str]:
    """A forgery, and what is told of it."""
    (result,) = data["results"]
    about = "    encrypted on acme/data/training_dataset: "
    match name:
        case "a verdict":
            result["verdict"] = "pass"
            return ["  1 check differs", f"{about}pass in the report, fail here"]
        case "evidence":
            result["evidence"] = []
            return ["  1 check differs", f"{about}evidence"]
        case "an exit code":
            data["exit_code"] = 0
            return ["  other members: exit_code"]
        case "a check twice":
            data["results"] = [result, result]
            return ["  1 check differs", f"{about}fail, twice in the report"]
        case "no check":
            data["results"] = []
            return ["  1 check differs", f"{about}fail, not in the report"]
        case "a version":
            data["tool"]["version"] = "9.9"
            return ["  tool: version 9.9 in the report, 0.1.0 here"]
        case "another member":
            data["approved"] = True
            return ["  other members: approved"]
        case "nothing":
            told = "it was written anew, or a key stands twice in it"
            return [f"  it says the same in other bytes: {told}"]
    raise AssertionError(name)


@pytest.mark.parametrize(
    "name",
    [
        "a verdict",
        "evidence",
        "an exit code",
        "a check twice",
        "no check",
        "a version",
        "another member",
        "nothing",
    ],
)
def test_a_report_that_was_edited_by_hand_differs(
    red: Workplace, report: dict[str, Any], name: str
) -> None:
    lines = forged(report, name)

    done = red.run("report", "verify", edited(red, report))

    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[1:] == lines


def data_of(differences: dict[str, Any] | None) -> dict[str, Any]:
    """The document about the report of the workplace."""
    return {
        "schema": "vendorgate/verification/v1",
        "tool": {"name": "vendorgate", "version": "0.1.0"},
        "report": "report.json",
        "commit": None,
        "as_of": "2031-05-15T23:59:59.999999999Z",
        "inputs": ["inventories/ours.yaml", "policies/own.yaml", "vendorgate.yaml"],
        "checks": 1,
        "same": differences is None,
        "differences": differences,
        "exit_code": 0 if differences is None else 1,
    }


def test_a_program_is_told_that_a_report_is_the_same(
    red: Workplace, report: dict[str, Any]
) -> None:
    done = red.run("report", "verify", "report.json", "-o", "json")

    told = json.loads(done.out)
    assert_valid(told, "verification")
    assert (done.code, done.err, told) == (0, "", data_of(None))
    assert [each["path"] for each in report["inputs"]] == told["inputs"]


def test_a_program_is_told_all_that_differs(red: Workplace, report: dict[str, Any]) -> None:
    changed_inventory(red)
    report["tool"]["version"] = "9.9"
    report["approved"] = True
    edited(red, report)

    done = red.run("report", "verify", "report.json", "-o", "json=told.json", "-o", "text")

    told = json.loads((red.folder / "told.json").read_text())
    assert_valid(told, "verification")
    assert (done.code, done.err, done.out[:9]) == (1, "", "differs: ")
    assert told == data_of(
        {
            "version": {"report": "9.9", "here": "0.1.0"},
            "inputs": [{"path": "inventories/ours.yaml", "how": "other content"}],
            "checks": [
                {
                    "policy": "encrypted",
                    "subject": "acme/data/training_dataset",
                    "report": "training_dataset is encrypted: partial",
                    "here": "training_dataset is encrypted: none",
                    "parts": ["message", "evidence"],
                }
            ],
            "members": ["approved"],
        }
    )


@pytest.mark.parametrize("target", ["report.json", "inventories/ours.yaml"])
def test_what_is_found_out_replaces_neither_the_report_nor_its_inputs(
    red: Workplace, report: dict[str, Any], target: str
) -> None:
    before = (red.folder / target).read_bytes()

    done = red.run("report", "verify", "report.json", "-o", f"json={target}")

    assert report["exit_code"] == 1
    assert (done.code, (red.folder / target).read_bytes()) == (2, before)


@pytest.mark.parametrize(
    "wrong, told",
    [(("gone.json",), "gone.json"), (("report.json", "--no-such-thing"), "--no-such-thing")],
)
def test_what_cannot_be_told_is_what_the_json_says(
    red: Workplace, wrong: tuple[str, ...], told: str
) -> None:
    red.write("told.json", '{"exit_code": 0}\n')

    done = red.run("report", "verify", *wrong, "-o", "json=told.json")

    data = json.loads((red.folder / "told.json").read_text())
    assert_valid(data, "verification")
    assert (done.code, done.out, data["exit_code"]) == (2, "", 2)
    assert told in json.dumps(data["problems"])


def test_one_call_verifies_a_report(
    red: Workplace, report: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(red.folder)
    data = json.loads(red.run("report", "verify", "report.json", "-o", "json").out)

    same = checker.verify(Path("report.json"))
    report["exit_code"] = 0
    edited(red, report)
    differs = checker.verify("report.json", jobs=2)

    assert (same.same, same.exit_code, same.differences) == (True, 0, None)
    assert [*same.inputs] == data["inputs"]
    assert (differs.same, differs.exit_code) == (False, 1)
    assert differs.differences == Differences(None, (), (), ("exit_code",))
    with pytest.raises(InputError):
        checker.verify("missing.json")
    with pytest.raises(UsageError, match="'rev' is 3"):
        checker.verify("report.json", rev=3)


def test_a_key_that_stands_twice_is_no_same(red: Workplace, report: dict[str, Any]) -> None:
    text = (red.folder / "report.json").read_text()
    red.write("report.json", text.replace('"exit_code": 1', '"exit_code": 0,\n"exit_code": 1'))

    assert report["exit_code"] == 1
    assert red.run("report", "verify", "report.json").code == 1


def test_very_many_differences_are_cut_and_counted(red: Workplace) -> None:
    entry = "      - {category: c, classification: secret, encryption: {at_rest: none}}\n"
    text = red.inventory().read_text()
    head, _, _ = text.partition("    data:\n")
    records = "".join(
        entry.replace("category: c", f"category: training_dataset, id: r{n}") for n in range(30)
    )
    red.write("inventories/ours.yaml", f"{head}    data:\n{records}")
    red.run("check", *AT, "-o", "json=report.json")
    path = red.folder / "report.json"
    path.write_text(path.read_text().replace('"fail"', '"pass"'))

    done = red.run("report", "verify", "report.json")

    told = [line for line in done.out.splitlines() if "pass in the report" in line]
    assert (done.code, len(told)) == (1, 20)
    assert "  30 checks differ\n" in done.out
    assert "    and 10 more\n" in done.out


def test_the_revision_that_a_report_names_is_read_whatever_was_committed_since(
    red: Workplace,
) -> None:
    git(red.folder, "init")
    git(red.folder, "add", ".")
    git(red.folder, "commit", "-m", "one")
    assert red.run("check", "--rev", "HEAD", *AT, "-o", "json=report.json").code == 1
    red.run("check", *AT, "-o", "json=tree.json")
    changed_inventory(red)
    git(red.folder, "commit", "-am", "two")

    codes = [
        red.run("report", "verify", *arguments).code
        for arguments in (
            ("report.json",),
            ("report.json", "--rev", "HEAD"),
            ("tree.json",),
            ("tree.json", "--rev", "HEAD~1"),
        )
    ]

    assert codes == [0, 1, 1, 0]
    assert "what the commit " in red.run("report", "verify", "report.json").out


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../x.yaml", "a/../../x.yaml", "-", "..", "inventories/../.."]
)
def test_a_report_reads_nothing_outside_of_the_folder(
    red: Workplace, report: dict[str, Any], path: str
) -> None:
    report["inputs"][0]["path"] = path

    done = red.run("report", "verify", edited(red, report), stdin=b"vendors: []")

    assert (done.code, done.out) == (2, "")
    assert f"the report is of '{path}', which does not lie in this folder" in done.err


def test_a_file_that_is_gone_cannot_be_told(red: Workplace, report: dict[str, Any]) -> None:
    assert report["inputs"]
    (red.folder / "inventories/ours.yaml").rename(red.folder / "inventories/theirs.yaml")

    done = red.run("report", "verify", "report.json")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("inventories/ours.yaml: ")


def test_a_file_of_a_folder_of_policies_that_is_gone_cannot_be_told(
    red: Workplace, report: dict[str, Any]
) -> None:
    assert "policies/own.yaml" in [each["path"] for each in report["inputs"]]
    new_policy(red)
    (red.folder / "policies/own.yaml").unlink()

    done = red.run("report", "verify", "report.json")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == "policies/own.yaml: cannot be read: no such file or folder"


@pytest.mark.parametrize("path", ["/etc/nothing", "../nothing.yaml", "-", "vendorgate:policies/x"])
def test_what_a_report_says_of_policies_elsewhere_is_not_looked_for(
    red: Workplace, report: dict[str, Any], path: str
) -> None:
    report["inputs"].append({"path": path, "kind": "policies", "sha256": ""})

    done = red.run("report", "verify", edited(red, report), stdin=b"policies: []")

    assert (done.code, done.err) == (1, "")
    assert f"    {path}: only in the report" in done.out


ODD: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    1e300,
    "",
    "x",
    "\x00\x1b[31m",
    "\ud800",
    [],
    [[]],
    {},
    {"a": 1},
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from paths(value[key], (*path, key))
    if isinstance(value, list):
        for index in range(len(value)):
            yield from paths(value[index], (*path, index))


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(data)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def removed(data: Any, path: tuple[Any, ...]) -> Any:
    changed = copy.deepcopy(data)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return changed


def hostile(data: dict[str, Any], path: tuple[Any, ...]) -> Iterator[Any]:
    yield from (replaced(data, path, value) for value in ODD)
    if path:
        yield removed(data, path)


def test_whatever_stands_in_a_report_is_told_or_refused(
    red: Workplace, report: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(red.folder)
    outcomes = set()
    for data in some(data for path in paths(report) for data in hostile(report, path)):
        edited(red, data)
        try:
            found = claim("report.json")
        except InputError:
            outcomes.add("refused")
            continue
        differs = differences(found.data, report)
        verification = Verification("report.json", None, MOMENT, (), 1, differs)
        text = render(verification, width=80)
        assert text.splitlines()[0] == "differs: report.json is not what the work tree gives"
        assert text.isprintable() or "\x1b" not in text
        told = verification_json.render(verification)
        assert told.isascii()
        assert "\x1b" not in told
        assert json.loads(told)["differences"]["members"] == list(differs.others)
        outcomes.add("told")
    assert outcomes == {"refused", "told"}


READ = (
    "as_of",
    "fail_on",
    "revision",
    "left_out",
    "inputs",
    "packs",
    "policies",
    "vendors",
    "baseline",
)


@pytest.mark.parametrize("member", READ)
def test_whatever_a_report_says_of_its_run_no_command_ends_as_a_bug(
    red: Workplace, report: dict[str, Any], member: str
) -> None:
    about = [path for path in paths(report) if path[:1] == (member,) and len(path) < 4]
    for data in some(data for path in about for data in hostile(report, path)):
        done = red.run("report", "verify", edited(red, data))
        assert done.code in {1, 2}, (data, done)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"schema": "vendorgate/report/v1", "a": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"schema": "vendorgate/report/v1", "a": ' + b"9" * 5_000 + b"}",
        b"\xff\xfe",
        b'{"schema": "vendorgate/report/v1", "problems": []}',
        b'{"schema": "vendorgate/report/v2"}',
    ],
)
def test_what_is_no_report_is_2(red: Workplace, text: bytes) -> None:
    red.write("report.json", text)

    done = red.run("report", "verify", "report.json")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("report.json")
