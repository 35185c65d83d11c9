"""A folder with an inventory and a policy, and the command run in it as its users run it."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from checker.cli import main

REPOSITORY = Path(__file__).resolve().parent.parent

INVENTORY = """\
schema_version: "1"
inventory:
  id: ours
  owner: {name: Example Lab}
  as_of: 2031-05-15
  perspective: client
vendors:
  - id: acme
    legal_name: Acme Ltd
    kind: legal_person
    hq_country: US
    owner: data-platform
    data:
      - {category: training_dataset, classification: secret, encryption: {at_rest: full}}
"""

POLICY = """\
policies:
  - id: encrypted
    title: Data is encrypted at rest
    severity: high
    for: data
    require: data.encryption.at_rest == "full"
    message: "{data.category} is encrypted: {data.encryption.at_rest}"
    why: A stolen disk then gives nothing away.
    fix: Ask for encryption.
"""

MOMENT = "2031-05-15"

HUMAN = ("NO_COLOR", "COLUMNS", "TERM")
"""What the environment of whoever runs the tests says about a terminal; a tested run has none."""


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Workplace(NamedTuple):
    """An inventory repository of a user."""

    folder: Path

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def inventory(self, old: str = "", new: str = "") -> Path:
        """The inventory, with one thing changed."""
        assert old in INVENTORY
        return self.write("inventories/ours.yaml", INVENTORY.replace(old, new, 1))

    def policy(self, old: str = "", new: str = "") -> Path:
        """The policy, with one thing changed; the shipped ones are not in force beside it."""
        assert old in POLICY
        if not (self.folder / "vendorgate.yaml").exists():
            self.configuration()
        return self.write("policies/own.yaml", POLICY.replace(old, new, 1))

    def configuration(self, text: str = "") -> Path:
        """The configuration, which puts one's own policies in force and no others."""
        return self.write("vendorgate.yaml", f"{text}packs: [policies]\n")

    def run(
        self, *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None
    ) -> Done:
        """`vendorgate …` within this process: what it says, and how it ends."""
        streams = [io.TextIOWrapper(io.BytesIO(content), "utf-8") for content in (stdin, b"", b"")]
        with pytest.MonkeyPatch.context() as changed:
            changed.chdir(self.folder)
            for name in HUMAN:
                changed.delenv(name, raising=False)
            for name, value in (environment or {}).items():
                changed.setenv(name, value)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                changed.setattr(sys, name, stream)
            try:
                code = main(arguments)
            except SystemExit as ended:
                code = ended.code
        for stream in streams[1:]:
            stream.flush()
        _, out, err = (stream.buffer.getvalue() for stream in streams)
        return Done(
            int(code or 0),
            out.decode("utf-8", "surrogateescape"),
            err.decode("utf-8", "surrogateescape"),
        )

    def process(
        self, *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None
    ) -> Done:
        """`vendorgate …` as a process of its own, where that is what is tested."""
        return self.python("-m", "checker", *arguments, stdin=stdin, environment=environment)

    def program(self, text: str) -> Done:
        """A program that uses the package from within."""
        return self.python("-c", text)

    def python(
        self, *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None
    ) -> Done:
        """Python in the folder, as a process of its own."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment(environment),
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Done(
            done.returncode,
            done.stdout.decode("utf-8", "surrogateescape"),
            done.stderr.decode("utf-8", "surrogateescape"),
        )

    def check(self, *arguments: str, **others: bytes) -> Done:
        """`vendorgate check` at a fixed moment."""
        return self.run("check", "--as-of", MOMENT, *arguments, **others)  # type: ignore[arg-type]

    def environment(self, more: dict[str, str] | None = None) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in HUMAN}
        return {**kept, "PYTHONPATH": str(REPOSITORY), **(more or {})}
