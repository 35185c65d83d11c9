"""The naive stack: PyYAML's own loader, jsonschema, and cel-python's interpreter, cell by cell.

It reads the same inventory and the same policies, with three kindnesses: dates stay text, so that
cel-python can convert them; `variables` are pasted into the expressions; and a policy that
cel-python cannot evaluate at all (an extension it lacks), or that is about what follows from
records (obligations, parties, whole inventories), is left out, and counted.

usage: python benchmarks/naive.py inventory.yaml
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import celpy
import yaml
from jsonschema import Draft202012Validator

REPOSITORY = Path(__file__).resolve().parent.parent
LISTS = {
    "service": "services",
    "client": "clients",
    "data": "data",
    "subprocessor": "subprocessors",
    "certification": "certifications",
    "contract": "contracts",
    "assessment": "assessments",
    "incident": "incidents",
}


class Loader(yaml.CSafeLoader):
    """CSafeLoader without its dates."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def pasted(policy: dict[str, Any]) -> str:
    """One expression for the whole policy."""
    text = policy["require"]
    if "when" in policy:
        text = f"!({policy['when']}) || ({text})"
    for name, value in reversed(policy.get("variables", {}).items()):
        text = re.sub(rf"\bvariables\.{name}\b", lambda _, value=value: f"({value})", text)
    return text


def subjects(kind: str, vendor: dict[str, Any]) -> list[dict[str, Any]]:
    """The activations of one policy on one vendor."""
    if kind == "vendor":
        return [{"vendor": vendor}]
    return [{"vendor": vendor, kind: element} for element in vendor.get(LISTS[kind], [])]


def main(path: str) -> None:
    """Check everything, and print how many cells had which outcome."""
    text = Path(path).read_text()
    inventory = yaml.load(text, Loader)
    schema = json.loads((REPOSITORY / "checker/schemas/inventory.schema.json").read_text())
    assert not list(Draft202012Validator(schema).iter_errors(inventory))
    environment = celpy.Environment()
    vendors = [(vendor, celpy.json_to_cel(vendor)) for vendor in inventory["vendors"]]
    counts = {"true": 0, "false": 0, "error": 0}
    left_out = 0
    for file in sorted((REPOSITORY / "policies").glob("*.yaml")):
        for policy in yaml.load(file.read_text(), Loader)["policies"]:
            kind = policy.get("for", "vendor")
            if kind not in {"vendor", *LISTS} or unsupported(policy):
                left_out += 1
                continue
            program = environment.program(environment.compile(pasted(policy)))
            shared = {
                "params": celpy.json_to_cel(policy.get("params", {})),
                "now": celpy.celtypes.TimestampType("2031-05-15T23:59:59Z"),
            }
            for _, vendor in vendors:
                for activation in subjects(kind, vendor):
                    try:
                        verdict = program.evaluate({**activation, **shared})
                        counts["true" if verdict else "false"] += 1
                    except Exception:  # noqa: BLE001 what a policy does not guard is an error
                        counts["error"] += 1
    total = sum(counts.values())
    print(json.dumps({"cells": total, "policies left out": left_out, **counts}))


def unsupported(policy: dict[str, Any]) -> bool:
    """Whether it needs functions that cel-python lacks."""
    functions = (
        r"\b(within|instant|before|due|overdue|earliest|latest)\(|math\.|sets\.|lists\.|cel\.bind"
    )
    methods = r"\.(min|max|sum|sort|join|split|flatten|distinct)\("
    return re.search(f"{functions}|{methods}", pasted(policy)) is not None


if __name__ == "__main__":
    main(sys.argv[1])
