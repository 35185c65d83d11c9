"""Data as tests write it, and as a shipped schema has it."""

from functools import cache
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from checker.validate import schema


def dumped(data: Any) -> str:
    """Data as YAML, written by libyaml: PyYAML itself takes ten times as long."""
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False)


@cache
def validator(name: str) -> Draft202012Validator:
    """A shipped schema, read by jsonschema; that it is one of the draft, `tests/validate` holds."""
    return Draft202012Validator(schema.load(name))


def assert_valid(data: Any, name: str) -> None:
    """Hold data against a shipped schema."""
    assert [error.message for error in validator(name).iter_errors(data)] == []
