"""Finding what is asked about: a party by id or name, or a category of data."""

from collections.abc import Collection

from checker.errors import UsageError
from checker.exposing.exposure import About, Target
from checker.graph.graph import Graph
from checker.graph.records import RELIES_ON, SERVES
from checker.suggest import did_you_mean


def find(what: str, graph: Graph, categories: Collection[str]) -> About:
    """The party or the category that somebody names.

    Args:
        what: an id, a full or a trading name, an alias, or a category.
        categories: all that there are.

    Raises:
        UsageError: nothing is called that, or several are.
    """
    party = graph.party(what)
    if party is None:
        sought = what.casefold()
        named = [
            each
            for each in graph.parties.values()
            if sought in map(str.casefold, (each.id, *each.ids, each.name, *each.names))
        ]
        if len(named) > 1:
            ids = ", ".join(f"'{each.id}'" for each in named)
            raise UsageError(
                f"'{what}' is the name of {len(named)} parties", f"name one by id: {ids}"
            )
        party = named[0] if named else None
    if party is not None:
        serving = bool(graph.after(party.id, SERVES))
        # Whoever somebody relies on may be breached; who is a client, too, is asked about as that.
        relied_upon = party.is_vendor or serving or graph.before(party.id, RELIES_ON)
        is_client = not relied_upon and bool(graph.before(party.id, SERVES))
        return About(Target.CLIENT if is_client else Target.PARTY, party.id, party.name)
    if what in categories:
        return About(Target.CATEGORY, what, what.replace("_", " "))
    names = {name for each in graph.parties.values() for name in (*each.ids, *each.names)}
    raise UsageError(
        f"there is no party{' and no category of data' if categories else ''} '{what}'",
        did_you_mean(what, sorted({*names, *categories})),
    )
