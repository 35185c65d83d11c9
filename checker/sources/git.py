"""Git: its commands, run as the user has it; nothing is written, and no work tree is touched."""

from checker.errors import UsageError
from checker.record import NamedTuple

_RELATIVE = ("~", "^", "@{")
"""The signs in a name that tells the way to a revision."""


class _Done(NamedTuple):
    """A command that ended: its exit code, and what it wrote."""

    code: int
    out: bytes
    err: bytes


def git(*arguments: str, stdin: bytes = b"") -> bytes:
    """The output of a command of git.

    Raises:
        UsageError: git is not there, or says no.
    """
    done = _run(arguments, stdin)
    if done.code == 0:
        return done.out
    said = done.err.decode("utf-8", "replace").strip().removeprefix("fatal: ")
    raise UsageError(f"git says: {said.splitlines()[0] if said else 'nothing'}")


def commit(name: str) -> str:
    """The id of the commit that a name means.

    Raises:
        UsageError: it means none, or git is not there, or this is no repository.
    """
    # Whatever it begins with, it is no option.
    wanted = ("--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    done = _run(("rev-parse", *wanted), b"")
    if done.code == 0:
        return done.out.decode().strip()
    shallow = git("rev-parse", "--is-shallow-repository").strip() == b"true"
    message = f"there is no revision '{name}' in this repository"
    if not shallow:
        raise UsageError(f"{message} (expected a commit, a branch or a tag)")
    raise UsageError(f"{message}, which is a shallow clone", f"fetch it first: {_fetching(name)}")


def _fetching(name: str) -> str:
    """The command that fetches a revision."""
    if not name or any(sign in name for sign in _RELATIVE):
        return "git fetch --unshallow"
    return f"git fetch --depth=1 origin {name.removeprefix('origin/')}"


def _run(arguments: tuple[str, ...], stdin: bytes) -> _Done:
    # Few runs ask git, and the import takes a fifth of a bare interpreter's start.
    import subprocess  # noqa: PLC0415

    try:
        done = subprocess.run(  # noqa: S603 git of the user
            ["git", *arguments],  # noqa: S607
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror}", "install git") from error
    except ValueError as error:
        raise UsageError("a revision has no NUL in its name") from error
    return _Done(done.returncode, done.stdout, done.stderr)
