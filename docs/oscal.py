"""Writes checker/controls/frameworks/nist-800-53-r5.json from NIST's own catalogue in OSCAL.

usage: python docs/oscal.py NIST_SP-800-53_rev5_catalog.json

NIST publishes it at https://github.com/usnistgov/oscal-content, in
nist.gov/SP800-53/rev5/json/. Ids, titles and what replaced a control are taken from it.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FRAMEWORK = (
    Path(__file__).resolve().parent.parent / "checker/controls/frameworks/nist-800-53-r5.json"
)
_REPLACED = ("incorporated-into", "moved-to")


def framework(catalog: Mapping[str, Any]) -> dict[str, Any]:
    """What the file holds: the controls and enhancements in the order of the catalogue."""
    controls = list(_controls(catalog))
    labels = {control["id"]: _label(control) for control in controls}
    return {
        "name": "nist-800-53-r5",
        "title": f"NIST SP 800-53 Revision 5, release {catalog['metadata']['version']}",
        "address": "https://doi.org/10.6028/NIST.SP.800-53r5",
        "form": "family and number, and the enhancement in parentheses",
        "example": "SR-3(1)",
        "zero_padded": True,
        "controls": {
            _label(control): control["title"] for control in controls if not _withdrawn(control)
        },
        "open": [],
        "withdrawn": {
            _label(control): list(_replacements(control, labels))
            for control in controls
            if _withdrawn(control)
        },
    }


def _controls(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for group in part.get("groups", ()):
        yield from _controls(group)
    for control in part.get("controls", ()):
        yield control
        yield from _controls(control)


def _label(control: Mapping[str, Any]) -> str:
    """As it was always written: the catalogue has it zero-padded, too."""
    return next(
        prop["value"]
        for prop in control["props"]
        if prop["name"] == "label" and "class" not in prop
    )


def _withdrawn(control: Mapping[str, Any]) -> bool:
    return any(
        prop["name"] == "status" and prop["value"] == "withdrawn" for prop in control["props"]
    )


def _replacements(control: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    """What it went into: controls (also of a part of one, `#ac-2_smt.k`), or a family (`#sr`)."""
    for link in control.get("links", ()):
        if link["rel"] in _REPLACED:
            id_ = re.sub("_.*", "", link["href"].removeprefix("#"))
            yield labels.get(id_, id_.upper())


if __name__ == "__main__":
    catalog = json.loads(Path(sys.argv[1]).read_text("utf-8"))["catalog"]
    text = json.dumps(framework(catalog), indent=1, ensure_ascii=False)
    FRAMEWORK.write_text(text + "\n", encoding="utf-8")
