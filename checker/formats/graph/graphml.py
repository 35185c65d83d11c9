"""The graph as GraphML, for Gephi, yEd, Cytoscape and libraries: every node and every line."""

from collections.abc import Iterator
from typing import Final

from checker.formats.escape import plain
from checker.formats.graph.xml import empty, opening, text
from checker.picture.picture import Edge, Node, Picture

_NODE: Final = {
    "label": "string",
    "kind": "string",
    "rank": "int",
    "weight": "double",
    "state": "string",
    "detail": "string",
    "chain_recorded": "boolean",
    "purl": "string",
    "data": "string",
}
_EDGE: Final = {"weight": "double", "state": "string"}


def render(picture: Picture) -> str:
    """The whole graph; ends with a line break."""
    return "".join(f"{line}\n" for line in _lines(picture))


def _lines(picture: Picture) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield opening("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    yield text("desc", plain(picture.title))
    for prefix, about, keys in (("n", "node", _NODE), ("e", "edge", _EDGE)):
        for name, kind in keys.items():
            of = {"for": about, "attr.name": name, "attr.type": kind}
            yield f"  {empty('key', id=f'{prefix}-{name}', **of)}"
    yield f"  {opening('graph', id='supply-chain', edgedefault='directed')}"
    for node in picture.nodes:
        yield f"    {opening('node', id=plain(node.id))}"
        for name, value in _of_node(node).items():
            yield f"      {text('data', value, key=f'n-{name}')}"
        yield "    </node>"
    for edge in picture.edges:
        ends = {"source": plain(edge.source), "target": plain(edge.target)}
        told = _of_edge(edge).items()
        data = "".join(text("data", value, key=f"e-{name}") for name, value in told)
        yield f"    {opening('edge', **ends)}{data}</edge>"
    yield "  </graph>"
    yield "</graphml>"


def _of_node(node: Node) -> dict[str, str]:
    data = "; ".join(f"{category} ({classification})" for category, classification in node.data)
    told = {
        "label": plain(node.label),
        "kind": node.kind,
        "rank": str(node.rank),
        "weight": f"{node.weight:.6f}",
        "state": node.state.value,
        "detail": plain(node.detail),
        "chain_recorded": "false" if node.open else "true",
        "purl": plain(node.purl),
        "data": plain(data),
    }
    return {name: value for name, value in told.items() if value}


def _of_edge(edge: Edge) -> dict[str, str]:
    return {"weight": f"{edge.weight:.6f}", "state": edge.state.value}
