"""The portfolio as one graph: who stands behind whom, for whom, and with what data.

    graph = Graph(records_of(views))       # of all inventories of a run, as CEL sees them
    graph.records | other.records          # merged: associative, commutative, nothing counted twice
    graph.parties["coldbay-cloud"]         # `Party`: ids, names, LEI, roles, where it is recorded
    graph.party("AN-ID")                   # the same by any id that an inventory gives it, or None
    graph.edges                            # `Edge`: source, target, kind, details, links
    graph.after("v", RELIES_ON)            # edges that leave a party: whom it relies on, serves …
    graph.before("v", RELIES_ON)           # edges that end at it: who relies on it
    graph.behind("v")                      # every party behind it, transitively: `Step`s by id
    graph.dependents("p")                  # every party that relies on it: `Step`s by id
    graph.path(steps, "p")                 # from the first link to `p`
    graph.unrecorded(ids)                  # vendors among them whose own chain nobody recorded
    graph.holdings, graph.services, graph.costs, graph.counts     # by vendor, with places
    graph.group("v")                       # everybody of one owner goes by the same id here
    graph.components                       # the condensation: cycles as one, sinks first
    graph.notices                          # one LEI under two ids, contradictions: to be told
    questions(graph)                       # what looks alike, and the line that answers it
    looks_alike(name, other)               # of two names (names.py)

Three kinds of edges: a vendor RELIES_ON its sub-processors (or the `recipient` that is named does),
a vendor SERVES its clients, a party is OWNED_BY its parent. Ranks are computed: 1 is who works for
the vendor itself. A party is nowhere behind itself; cycles and self-loops are normal.

A `Place` names an inventory by its id and a path in its document. Everything is a frozen value and
sorted; nothing depends on the order of files or keys. Nothing here recurses.
"""
