"""Delivery: a report arrives whole, or the run says that it did not."""

import errno
import os
import pty
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checker.errors import OutputError
from checker.output import Terminal, deliver, terminal, warn

REPOSITORY = Path(__file__).resolve().parent.parent.parent

DELIVER = """
import sys
from checker.errors import OutputError
from checker.output import deliver
try:
    deliver(sys.argv[1] * int(sys.argv[2]), None)
except OutputError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
"""


BUFFERED = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}


def run(program, *arguments, **options):
    options = {"stdout": subprocess.PIPE, "env": BUFFERED, **options}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        stderr=subprocess.PIPE,
        cwd=REPOSITORY,
        check=False,
        timeout=60,
        **options,
    )


@pytest.mark.parametrize("size", [1, 300_000])
def test_a_closed_pipe_is_exit_code_2_and_one_line(size):
    reading, writing = os.pipe()
    os.close(reading)

    with os.fdopen(writing, "wb") as pipe:
        done = run(DELIVER, "x", str(size), stdout=pipe)

    assert (done.returncode, done.stderr.decode()) == (
        2,
        "the report could not be written to standard output: Broken pipe\n",
    )


def test_a_full_disk_is_exit_code_2_and_one_line():
    with Path("/dev/full").open("wb") as full:
        done = run(DELIVER, "x", "1", stdout=full)

    assert (done.returncode, done.stderr.decode()) == (
        2,
        "the report could not be written to standard output: No space left on device\n",
    )


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_fills_up_half_way_is_exit_code_2(tmp_path, unbuffered):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    with (tmp_path / "report").open("wb") as file:
        environment = {**BUFFERED, "PYTHONUNBUFFERED": unbuffered}
        done = run(DELIVER, "x", "300000", stdout=file, env=environment, preexec_fn=limit)

    assert (done.returncode, done.stderr.decode()) == (
        2,
        "the report could not be written to standard output: File too large\n",
    )


def test_a_closed_standard_output_is_exit_code_2():
    done = run(DELIVER, "x", "1", preexec_fn=lambda: os.close(1))

    assert (done.returncode, done.stderr.decode()) == (
        2,
        "the report could not be written to standard output: it is closed\n",
    )


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C.UTF-8"}],
    ids=["C", "ascii", "UTF-8"],
)
def test_the_same_bytes_whatever_the_locale(environment):
    program = r"from checker.output import deliver; deliver('\u2713 \udcff \xe9\n', None)"

    done = run(program, env={**BUFFERED, **environment})

    assert (done.returncode, done.stdout, done.stderr) == (0, "✓ \\udcff é\n".encode(), b"")


def test_standard_output_is_in_order_with_what_was_printed_before():
    program = "from checker.output import deliver; print('a'); deliver('b\\n', '-'); print('c')"

    assert run(program).stdout == b"a\nb\nc\n"


@pytest.mark.parametrize("target", [None, "-", "/dev/stdout"])
def test_standard_output_has_three_names(target, capsysbinary):
    deliver("report\n", target)

    assert capsysbinary.readouterr().out == b"report\n"


def test_a_redirected_standard_output_is_appended_to_and_not_replaced(tmp_path):
    path = tmp_path / "log"
    path.write_text("before\n")
    program = "from checker.output import deliver; deliver('report\\n', '/dev/stdout')"

    with path.open("ab") as log:
        run(program, stdout=log)

    assert path.read_text() == "before\nreport\n"


def test_a_pipe_that_the_shell_made_is_written_to():
    program = "from checker.output import deliver; import sys; deliver('report\\n', sys.argv[1])"
    reading, writing = os.pipe()

    done = run(program, f"/dev/fd/{writing}", pass_fds=[writing])
    os.close(writing)

    with os.fdopen(reading, "rb") as pipe:
        assert (done.returncode, pipe.read()) == (0, b"report\n")


def test_a_new_file_has_the_bytes_and_the_permissions_of_any_new_file(tmp_path):
    path = tmp_path / "report.txt"
    other = tmp_path / "other"
    other.touch()

    deliver("✓\r\n\ud800", str(path))

    assert path.read_bytes() == "✓\r\n\\ud800".encode()
    assert path.stat().st_mode == other.stat().st_mode
    assert sorted(tmp_path.iterdir()) == [other, path]


def test_an_existing_file_keeps_its_permissions_and_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("old and longer")
    path.chmod(0o640)

    with path.open() as reader:
        deliver("new", str(path))
        seen = reader.read()

    assert (seen, path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (
        "old and longer",
        "new",
        0o640,
    )


def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    link.symlink_to(real)

    deliver("report", str(link))

    assert (link.is_symlink(), real.read_text()) == (True, "report")


def refusal(target, **options):
    with pytest.raises(OutputError) as caught:
        deliver("report", str(target), **options)
    return str(caught.value), caught.value.hint


@pytest.mark.parametrize("link", [False, True])
def test_an_input_is_never_overwritten(tmp_path, link):
    path, other = tmp_path / "lab.yaml", tmp_path / "other.yaml"
    path.write_text("inventory")
    if link:
        other.hardlink_to(path)
    target = other if link else path

    message = refusal(target, inputs=["-", "<stdin>", "absent.yaml", "\0", str(path)])

    assert message == (
        f"'{target}' is an input of this run",
        "give the report another name",
    )
    assert path.read_text() == "inventory"


def test_a_folder_is_refused(tmp_path):
    assert refusal(tmp_path) == (f"'{tmp_path}' is a folder", "name a file in it")


def test_a_named_pipe_is_refused_instead_of_waiting_for_a_reader(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)

    assert refusal(path) == (f"'{path}' is not a regular file", None)


def test_a_folder_that_is_not_there_is_said(tmp_path):
    path = tmp_path / "absent" / "report.txt"

    assert refusal(path) == (
        f"the report could not be written to '{path}': No such file or directory",
        None,
    )


def test_a_full_device_is_said():
    assert refusal("/dev/full") == (
        "the report could not be written to '/dev/full': No space left on device",
        None,
    )


def test_a_name_that_no_file_can_have_is_said():
    message, _ = refusal("re\0port")

    assert message.startswith("the report could not be written to 're\0port': ")


def test_a_folder_without_permission_is_said(tmp_path):
    program = """
import os, sys
from checker.errors import OutputError
from checker.output import deliver
if os.geteuid() == 0:  # root may write everywhere
    os.seteuid(65534)
try:
    deliver("report", sys.argv[1])
except OutputError as error:
    print(error)
"""
    tmp_path.chmod(0o555)

    done = run(program, str(tmp_path / "report.txt"))

    reason = f"the report could not be written to '{tmp_path}/report.txt': Permission denied\n"
    assert (done.stdout.decode(), list(tmp_path.iterdir())) == (reason, [])


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_fault_on_the_way_leaves_the_old_report_and_no_rubbish(tmp_path, monkeypatch, call):
    path = tmp_path / "report.txt"
    path.write_text("old")

    def fault(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    owner = {"write": None, "fsync": os, "replace": os}[call]
    if owner is None:
        monkeypatch.setattr(os, "fdopen", _Full)
    else:
        monkeypatch.setattr(owner, call, fault)

    message, _ = refusal(path)

    assert (message, path.read_text(), list(tmp_path.iterdir())) == (
        f"the report could not be written to '{path}': No space left on device",
        "old",
        [path],
    )


class _Full:
    """A file on a disk that is full."""

    def __init__(self, descriptor, _mode):
        self._descriptor = descriptor

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._descriptor)

    def write(self, _):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("text", ["said", "said\n"])
def test_warnings_end_with_one_line_break(text, capsys):
    warn(text)

    assert capsys.readouterr() == ("", "said\n")


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "full"])
def test_a_warning_that_nobody_can_hear_changes_nothing(closed):
    program = "import sys; from checker.output import warn; warn('x'); sys.exit(1)"
    shell = f'exec "$0" -c "$1" {"2>&-" if closed else "2>/dev/full"}'
    command = ["sh", "-c", shell, sys.executable, program]

    done = subprocess.run(command, cwd=REPOSITORY, env=BUFFERED, check=False)

    assert done.returncode == 1


TERMINAL = "from checker.output import terminal; print(*terminal(no_color=False))"


@pytest.mark.parametrize(
    "environment, expected",
    [
        ({}, "77 True"),
        ({"COLUMNS": "132"}, "132 True"),
        ({"COLUMNS": "0"}, "77 True"),
        ({"COLUMNS": "wide"}, "77 True"),
        ({"COLUMNS": "7"}, "40 True"),
        ({"NO_COLOR": "1"}, "77 False"),
        ({"NO_COLOR": ""}, "77 True"),
        ({"TERM": "dumb"}, "77 False"),
    ],
    ids=str,
)
def test_a_terminal_is_measured_and_coloured(environment, expected):
    import fcntl
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 77, 0, 0))
    kept = {k: v for k, v in BUFFERED.items() if k not in {"COLUMNS", "NO_COLOR", "TERM"}}

    run(TERMINAL, stdout=slave, env={**kept, "TERM": "xterm", **environment})

    os.close(slave)
    assert os.read(master, 100).decode().strip() == expected
    os.close(master)


@pytest.mark.parametrize("columns, width", [("", 100), ("60", 60)])
def test_what_is_not_a_terminal_is_100_columns_and_not_coloured(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)

    assert terminal(no_color=False) == Terminal(width, colour=False)


def test_no_color_is_obeyed_on_a_terminal(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert [terminal(no_color=flag).colour for flag in (False, True)] == [True, False]
