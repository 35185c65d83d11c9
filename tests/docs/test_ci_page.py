"""Every command in docs/ci.md is one, and writes what the lines around it take."""

import re
import shlex

import pytest
from pack import REPOSITORY
from workplace import Workplace

TEXT = (REPOSITORY / "docs/ci.md").read_text("utf-8")
COMMANDS = re.findall(r"(vendorgate check --no-cache .*?)'?$", TEXT, re.MULTILINE)


def test_each_system_has_its_command() -> None:
    assert len(COMMANDS) == 4


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_writes_its_reports(workplace: Workplace, command: str) -> None:
    (workplace.folder / "test-results").mkdir()
    _, *arguments = shlex.split(command)

    done = workplace.run(*arguments)

    assert (done.code, done.err) == (0, "")
    written = re.findall(r"-o \w+=(\S+)", command)
    assert written
    assert all((workplace.folder / each).stat().st_size for each in written)
    # Named once where it is written, and once more where the system takes it (or its folder).
    assert all(TEXT.count(each.partition("/")[0]) > 1 for each in written)
