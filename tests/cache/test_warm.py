"""A warm run says what a cold one says, whatever was changed between the two."""

from collections.abc import Callable

import pytest
from workplace import MOMENT, POLICY, Done, Workplace

from checker.policy import inspect

POLICIES = POLICY.replace(
    '    require: data.encryption.at_rest == "full"\n',
    "    params: {most: 5, words: [full]}\n"
    "    require: data.encryption.at_rest in params.words && params.most > 3\n",
)
SUITE = """
policies: [encrypted]
tests: [{name: one, given: {data: {category: research, encryption: {at_rest: none}}}, expect: fail}]
"""


def override(place: Workplace, params: str) -> None:
    place.configuration(f"policies: {{encrypted: {{params: {params}}}}}\n")


CHANGES: dict[str, tuple[int, Callable[[Workplace], object]]] = {
    "nothing": (0, lambda _: None),
    "a parameter": (1, lambda place: override(place, "{most: 2}")),
    "a parameter of a type of its own": (2, lambda place: override(place, "{most: many}")),
    "a parameter that does not fit its policy": (2, lambda place: override(place, "{words: [1]}")),
    "a parameter that is not there": (2, lambda place: override(place, "{least: 2}")),
    "an override of no policy": (
        2,
        lambda place: place.configuration("policies: {other: {enabled: false}}\n"),
    ),
    "a second policy of that id": (
        2,
        lambda place: place.write("policies/b.yaml", f"{POLICIES}# another file\n"),
    ),
    "a copy of the file": (0, lambda place: place.write("policies/b.yaml", POLICIES)),
    "a policy among tests": (2, lambda place: place.write("policies/b.test.yaml", POLICIES)),
    "policies named as tests": (
        2,
        lambda place: (place.folder / "policies/own.yaml").rename(
            place.folder / "policies/own.b.test.yaml"
        ),
    ),
    "another name": (
        0,
        lambda place: (place.folder / "policies/own.yaml").rename(place.folder / "policies/z.yaml"),
    ),
    "a word of the policy": (
        1,
        lambda place: place.write("policies/own.yaml", POLICIES.replace("[full]", "[none]")),
    ),
    "tests that are no YAML": (2, lambda place: place.write("policies/own.test.yaml", "a: [")),
}


def said(place: Workplace, *command: str, cache: str = "") -> Done:
    return place.run(*command, environment={"VENDORGATE_CACHE": cache})


@pytest.mark.parametrize("command", [("check", "--as-of", MOMENT, "-o", "json"), ("lint",)])
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_at_once(workplace: Workplace, name: str, command: tuple[str]) -> None:
    cache = str(workplace.folder.parent / "cache")
    workplace.write("policies/own.yaml", POLICIES)
    workplace.write("policies/own.test.yaml", SUITE)
    said(workplace, "check", "--as-of", MOMENT, cache=cache)
    said(workplace, "lint", cache=cache)
    code, change = CHANGES[name]
    change(workplace)

    runs = [said(workplace, *command, cache=each) for each in (cache, cache, "off")]

    assert runs[1:] == runs[:1] * 2
    assert command[0] == "lint" or runs[0].code == code


@pytest.mark.parametrize("params", [None, "{most: 4}"])
def test_a_warm_run_parses_nothing(
    workplace: Workplace, params: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = str(workplace.folder.parent / "cache")
    workplace.write("policies/own.yaml", POLICIES)
    if params:
        override(workplace, params)
    cold = said(workplace, "check", "--as-of", MOMENT, cache=cache)
    monkeypatch.setattr(inspect, "parse", None)

    assert said(workplace, "check", "--as-of", MOMENT, cache=cache) == cold


IMPORTED = f"""
import sys
from checker import host
from checker.cli import main
host.ours = True
main(["check", "--as-of", "{MOMENT}", "-q"])
print(*sys.modules)
"""

PARSERS = {"celpy", "lark", "re2"}
DEAR = {
    *("jsonschema", "tabulate", "wcwidth", "jinja2", "markupsafe", "holidays"),
    *("yaml", "yaml.reader", "yaml.constructor", "yaml.resolver"),
    *("hashlib", "dataclasses", "inspect", "subprocess", "threading", "pathlib", "tempfile"),
    *("importlib.resources", "difflib", "textwrap", "decimal", "unittest", "logging", "csv"),
    *("checker.api", "checker.explaining", "checker.forecasting", "checker.linting"),
    *("checker.testing", "checker.cel.parse", "checker.cel.trace", "checker.formats.table"),
}
"""What only some runs need; each takes milliseconds to import."""
MODULES = 218
"""At most so many modules of our own: each takes a hundredth of the time of a bare interpreter."""


def test_a_green_run_imports_no_more_than_it_needs(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A cache of its own: another test may have warmed the one that all share.
    monkeypatch.setenv("VENDORGATE_CACHE", str(workplace.folder.parent / "cache"))
    cold, warm = (set(workplace.program(IMPORTED).out.split()) for _ in range(2))

    assert cold >= PARSERS
    assert warm & (PARSERS | DEAR) == set()
    assert len([name for name in warm if name.startswith("checker.")]) <= MODULES


def test_a_run_that_fails_imports_no_format_that_it_does_not_write(workplace: Workplace) -> None:
    failed = IMPORTED.replace('"-q"', '"nowhere.yaml", "-q"')

    told = workplace.program(failed)

    assert "nowhere.yaml: cannot be read" in told.err
    imported = set(told.out.split())
    assert {name for name in imported if name.startswith("xml.")} == set()
    assert imported & {"checker.formats.undone", "checker.linting", "checker.testing"} == set()


def test_without_a_cache_everything_is_parsed_and_nothing_is_kept(workplace: Workplace) -> None:
    cache = workplace.folder.parent / "cache"
    for command in ("check", "lint", "test", "forecast"):
        said(workplace, command, "--no-cache", cache=str(cache))
    explain = ("explain", "encrypted", "acme/data/training_dataset", "--as-of", MOMENT)
    explained = said(workplace, *explain, "--no-cache", cache=str(cache))

    assert explained.code == 0
    assert not cache.exists()
    said(workplace, *explain, cache=str(cache))
    assert cache.exists()


def test_no_run_makes_a_home_that_is_not_there(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = workplace.folder.parent / "home"
    monkeypatch.delenv("VENDORGATE_CACHE")
    monkeypatch.setenv("HOME", str(home))
    done = workplace.run("check", "--as-of", MOMENT)

    assert done.code == 0
    assert not home.exists()
