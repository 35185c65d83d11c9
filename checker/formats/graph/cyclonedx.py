"""The chain as a CycloneDX 1.6 bill of materials: services, the data they hold, dependencies.

Vendors and services are services, what is built in or builds is a component. The clients are no
part of it. A chain that is not recorded is a composition that is unknown, and none without
dependencies.
"""

import json
import uuid
from typing import Any, Final

from checker.formats.json_document import harmless
from checker.picture.picture import Node, Picture
from checker.version import __version__

VERSION: Final = "1.6"
_ROOT: Final = "portfolio"
_COMPONENTS: Final = {"software_component": "library", "build_tool": "application"}
_NAMESPACE: Final = uuid.UUID("6f1d7a2e-52a4-5c62-9b61-3f3f1f4e0d52")
_NO_NAME: Final = "(no name)"


def render(picture: Picture) -> str:
    """The whole bill; ends with a line break."""
    chain = [node for node in picture.nodes if node.kind != "client"]
    body = {
        "metadata": {
            **({"timestamp": picture.as_of} if picture.as_of else {}),
            "tools": {
                "components": [
                    {"type": "application", "name": "vendorgate", "version": __version__}
                ]
            },
            "component": {"type": "application", "bom-ref": _ROOT, "name": picture.title},
        },
        "components": [_component(node) for node in chain if node.kind in _COMPONENTS],
        "services": [_service(node) for node in chain if node.kind not in _COMPONENTS],
        "dependencies": _dependencies(picture, chain),
        "compositions": _compositions(chain),
    }
    content = json.dumps(body, ensure_ascii=True, allow_nan=False)
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": VERSION,
        # The same chain is the same document.
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, content)}",
        "version": 1,
        **body,
    }
    return harmless(json.dumps(bill, ensure_ascii=True, allow_nan=False, indent=1)) + "\n"


def _component(node: Node) -> dict[str, Any]:
    purl = {"purl": node.purl} if node.purl else {}
    return {
        "type": _COMPONENTS[node.kind],
        "bom-ref": _ref(node.id),
        "name": node.label or _NO_NAME,
        **purl,
        "properties": _properties(node),
    }


def _service(node: Node) -> dict[str, Any]:
    data = [
        {"flow": "unknown", "classification": classification, "name": category}
        for category, classification in node.data
    ]
    return {
        "bom-ref": _ref(node.id),
        "provider": {"name": node.label or _NO_NAME},
        "name": node.label or _NO_NAME,
        "x-trust-boundary": True,
        **({"data": data} if data else {}),
        "properties": _properties(node),
    }


def _properties(node: Node) -> list[dict[str, str]]:
    told = {
        "kind": node.kind,
        "rank": str(node.rank),
        "clients": f"{node.weight:.6f}",
        "state": node.state.value,
    }
    return [{"name": f"vendorgate:{name}", "value": value} for name, value in told.items()]


def _dependencies(picture: Picture, chain: list[Node]) -> list[dict[str, Any]]:
    """The dependencies that are recorded, also of none."""
    told = {node.id for node in chain}
    depends: dict[str, list[str]] = {node.id: [] for node in chain}
    for edge in picture.edges:
        if edge.source in told and edge.target in told:
            depends[edge.source].append(_ref(edge.target))
    direct = [_ref(node.id) for node in chain if node.rank == 1]
    return [
        {"ref": _ROOT, "dependsOn": direct},
        *(
            {"ref": _ref(node.id), "dependsOn": depends[node.id]}
            for node in chain
            if depends[node.id] or not node.open
        ),
    ]


def _compositions(chain: list[Node]) -> list[dict[str, Any]]:
    unknown = [_ref(node.id) for node in chain if node.open]
    return [{"aggregate": "unknown", "dependencies": unknown}] if unknown else []


def _ref(id_: str) -> str:
    """A reference that none but ours can be equal to."""
    return f"party:{id_}"
