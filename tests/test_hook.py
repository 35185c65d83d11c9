"""The hook, with the real pre-commit in a real repository: a bad change is blocked, and where."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from workplace import INVENTORY, POLICY, REPOSITORY

HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())

CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: vendorgate-check
"""


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository that offers the hook: what is in this checkout now, committed or not."""
    folder = tmp_path_factory.mktemp("hook") / "vendorgate"
    tracked = git(REPOSITORY, "ls-files", "-co", "--exclude-standard").splitlines()
    for name in tracked:
        source = REPOSITORY / name
        if source.is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "as it is")
    return folder, git(folder, "rev-parse", "HEAD")


@pytest.fixture
def client(hook: tuple[Path, str], tmp_path: Path) -> Path:
    """An inventory repository that uses the hook."""
    folder = tmp_path / "client"
    (folder / "inventories").mkdir(parents=True)
    (folder / "policies").mkdir()
    (folder / "inventories/ours.yaml").write_text(INVENTORY)
    (folder / "policies/own.yaml").write_text(POLICY)
    (folder / "vendorgate.yaml").write_text("packs: [policies]\n")
    repository, revision = hook
    (folder / ".pre-commit-config.yaml").write_text(
        CONFIG.format(repository=repository, revision=revision)
    )
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "good", "--no-verify")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit-home")


def pre_commit(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}
    command = [sys.executable, "-m", "pre_commit", "run"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_a_bad_change_is_blocked_and_the_message_says_where(client: Path, home: Path) -> None:
    inventory = client / "inventories/ours.yaml"

    inventory.write_text(INVENTORY.replace("at_rest: full", "at_rest: partial"))
    git(client, "add", "--all")
    bad = pre_commit(client, home)
    inventory.write_text(INVENTORY + "# a comment\n")
    git(client, "add", "--all")
    good = pre_commit(client, home)

    assert (bad.returncode, good.returncode) == (1, 0), bad.stdout + good.stdout + bad.stderr
    assert "exit code: 1" in bad.stdout
    assert "inventories/ours.yaml:14:" in bad.stdout


@pytest.mark.slow
def test_a_changed_policy_is_checked_against_the_inventory_it_judges(
    client: Path, home: Path
) -> None:
    policy = client / "policies/own.yaml"
    policy.write_text(POLICY.replace('== "full"', '== "none"'))
    git(client, "add", "policies/own.yaml")

    done = pre_commit(client, home)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "inventories/ours.yaml:14:" in done.stdout


@pytest.mark.slow
def test_a_commit_that_only_deletes_or_moves_is_checked_too(client: Path, home: Path) -> None:
    settings = client / "vendorgate.yaml"
    settings.write_text("policies: {encrypted: {enabled: true, severity: low}}\n")
    (client / "policies/own.yaml").write_text(POLICY.replace("severity: high", "severity: info"))
    git(client, "add", "--all")
    git(client, "commit", "--quiet", "--message", "settings", "--no-verify")

    git(client, "mv", "inventories/ours.yaml", "ours.yaml")
    moved = pre_commit(client, home)
    git(client, "mv", "ours.yaml", "inventories/ours.yaml")
    git(client, "rm", "--quiet", "policies/own.yaml")
    deleted = pre_commit(client, home)

    assert "Skipped" not in moved.stdout + deleted.stdout
    assert moved.returncode == 1, moved.stdout
    assert deleted.returncode == 1, deleted.stdout


@pytest.mark.slow
def test_the_hook_of_diff_blocks_what_a_commit_adds_and_nothing_older(
    client: Path, home: Path
) -> None:
    inventory, config = client / "inventories/ours.yaml", client / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("vendorgate-check", "vendorgate-diff"))
    old = INVENTORY.replace("at_rest: full", "at_rest: partial")
    inventory.write_text(old)
    git(client, "add", "--all")
    git(client, "commit", "--quiet", "--message", "a finding that stands", "--no-verify")

    inventory.write_text(old + "# a comment\n")
    git(client, "add", "--all")
    same = pre_commit(client, home)
    git(client, "commit", "--quiet", "--message", "a comment", "--no-verify")
    element = (
        "      - {category: biometrics, classification: secret, encryption: {at_rest: none}}\n"
    )
    inventory.write_text(old + element)
    git(client, "add", "--all")
    worse = pre_commit(client, home)
    unstaged = inventory.read_text()
    git(client, "restore", "--staged", "inventories/ours.yaml")
    (client / "readme").write_text("x")
    git(client, "add", "readme")
    beside = pre_commit(client, home)

    assert same.returncode == 0, same.stdout + same.stderr
    assert worse.returncode == 1, worse.stdout + worse.stderr
    assert "1 change blocks, 1 new finding" in worse.stdout
    assert "inventories/ours.yaml:15:" in worse.stdout
    assert "inventories/ours.yaml:14:" not in worse.stdout
    assert "after:  2 checks of 1 vendor: ✓ 0 pass, ✗ 2 fail" in worse.stdout
    # What is not staged is not what is committed.
    assert beside.returncode == 0, beside.stdout + beside.stderr
    assert inventory.read_text() == unstaged


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_at_every_commit(hook: dict[str, object]) -> None:
    assert hook["always_run"] is True
    assert "files" not in hook


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_never_checks_a_part_of_the_inventory(hook: dict[str, object]) -> None:
    assert (hook["pass_filenames"], hook["require_serial"]) == (False, True)
