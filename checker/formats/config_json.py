"""The configuration in force for machines: a contract, described by `settings.schema.json`.

One setting and one pack a line.
"""

from collections.abc import Iterable
from typing import Any

from checker.formats.json_data import overridden_data, place_data
from checker.formats.json_document import document, lines
from checker.report.packs import PackEntry
from checker.report.report import Input
from checker.report.setting import Setting
from checker.version import __version__

SCHEMA = "vendorgate/config/v1"


def render(settings: Iterable[Setting], packs: Iterable[PackEntry], inputs: Iterable[Input]) -> str:
    """Every setting, in order, as JSON that ends with a line break."""
    members = {
        "inputs": lines(file._asdict() for file in inputs),
        "packs": lines(pack._asdict() for pack in packs),
        "settings": lines(map(_setting, settings)),
    }
    return document(SCHEMA, __version__, members)


def _setting(setting: Setting) -> dict[str, Any]:
    change = setting.overridden
    return {
        "name": setting.name,
        "value": setting.value,
        "overridden": change and overridden_data(change),
        "location": None if setting.place is None else place_data(setting.place),
    }
