"""Consistency: what a schema cannot say, checked between the fields of valid inventories.

Ids are unique, references resolve, days and instants and countries exist, nothing ends before it
starts, and two inventories do not contradict each other about who a vendor is.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any
from unicodedata import normalize

from checker.inventory import LISTS, identities
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Problem
from checker.schema.custom import NO_FIELDS, CustomFields
from checker.suggest import did_you_mean
from checker.validate import schema
from checker.validate.cycles import cycles
from checker.validate.duplicates import duplicates
from checker.validate.fields import Visit, visitor, where
from checker.validate.parties import Named, listed, named
from checker.validate.records import NOTATIONS, Records
from checker.validate.subject import subject

_WAYS_TO_TELL_APART = {
    **dict.fromkeys(("data", "certifications", "assessments"), "give both an id of their own"),
    "subprocessors": "say of each which 'service' it is, or give both an id of their own",
}
_MOST_SUGGESTIONS = 20
"""Looking for the nearest of 10,000 ids takes a while; a file full of them is another mistake."""


def problems(
    documents: Sequence[Document],
    fields: CustomFields = NO_FIELDS,
    doubtful: Sequence[Document] | None = None,
) -> list[Problem]:
    """Everything that contradicts itself in the inventories of one run, sorted by place.

    Args:
        documents: valid by the inventory's schema.
        fields: those that their records may have besides.
        doubtful: those that may contradict themselves; None means any.
    """
    single = documents if doubtful is None else doubtful
    problems = {problem for each in single for problem in Consistency(each, fields).problems()}
    problems.update(duplicates(documents))
    return sorted(problems, key=lambda each: (each.place, each.message))


def misread(document: Document, fields: CustomFields = NO_FIELDS) -> list[Problem]:
    """Problems of notation: days, instants, zones and countries that do not exist.

    For a document that the schema refuses for another reason: both are told at once.

    Args:
        document: any data.
        fields: those that its records may have besides.
    """
    return Consistency(document, fields).misread()


class Consistency:
    """One document while it is checked.

    Attributes:
        organisations: the ids of those that it has, once they are known.
        known: the ids of all of its parties.
        found: the problems so far.
    """

    def __init__(self, document: Document, fields: CustomFields) -> None:
        self._schema = schema.load("inventory", fields)
        self._data = document.data
        self._positions = document.positions
        self._records = Records(document)
        self.found = self._records.found
        self._parties: dict[str, Path] = {}
        self.organisations: set[str] = set()
        self.known: set[str] = set()
        self._suggestions = 0

    def misread(self) -> list[Problem]:
        """Report values that the schema allows and their notation does not."""
        visits = {
            name: where(schema.accepts("inventory", name), self._records.judged(judge))
            for name, judge in NOTATIONS.items()
        }
        visitor(self._schema, visits)(self._data, ())
        return self._records.found

    def problems(self) -> list[Problem]:
        """Report everything that contradicts itself."""
        self.identify()
        self.records(self._data)
        self.parents()
        return self.found

    def identify(self) -> None:
        """Make known who may be referred to, and report ids that are taken."""
        self.organisations = {entry["id"] for entry in self._data.get("organisations", ())}
        self._ids()

    def records(self, data: Mapping[str, Any]) -> None:
        """Report what is wrong with records by themselves, and references to nobody.

        Args:
            data: the document's, or as much of it as is looked at.
        """
        self._visit(data, ())
        for index, vendor in enumerate(data["vendors"]):
            self._vendor(vendor, ("vendors", index))

    @cached_property
    def _visit(self) -> Visit:
        """A visit of all that refers to somebody, or has a notation; to make it takes a while."""
        visits = {name: self._records.judged(judge) for name, judge in NOTATIONS.items()}
        visits["organisation_id"] = self._resolved(
            self.organisations, "an organisation of this inventory"
        )
        visits["party"] = self._resolved(self.known, "an organisation or vendor of this inventory")
        return visitor(self._schema, visits)

    def _ids(self) -> None:
        for key in ("organisations", "vendors"):
            for index, entry in enumerate(self._data.get(key, ())):
                first = self._parties.setdefault(entry["id"], (key, index))
                if first != (key, index):
                    self._records.report(
                        self._positions.value((key, index, "id")),
                        f"id '{entry['id']}' is taken ({self._line((*first, 'id'))})",
                        "ids are unique among organisations and vendors",
                    )
        self.known.update(self._parties)
        names = listed(self._data)
        for party in named(self._data):
            self._inline(party, names)

    def _inline(self, party: Named, names: dict[str, tuple[str, Path]]) -> None:
        """Make known a party that an entry names in place, under one name everywhere."""
        path = (*party.path, "name")
        name, first = names.setdefault(party.id, (party.name, path))
        if normalize("NFC", name) != normalize("NFC", party.name):
            line = self._positions.value(first).line
            self._records.report(
                self._positions.value(path),
                f"'name' of '{party.id}' is '{party.name}' (expected '{name}', as on line {line})",
                "one id is one party: correct one of them, or give them two ids",
            )
        self.known.add(party.id)
        if party.key == "client":
            self.organisations.add(party.id)

    def _resolved(self, known: Collection[str], what: str) -> Visit:
        def visit(value: str, path: Path) -> None:
            if value not in known:
                self._unresolved(value, path, known, what)

        return visit

    def _unresolved(self, value: str, path: Path, known: Collection[str], what: str) -> None:
        hint = None
        if value in self._parties:
            hint = f"'{value}' is a vendor: list it among organisations, under an id of its own"
        elif self._suggestions < _MOST_SUGGESTIONS:
            self._suggestions += 1
            hint = did_you_mean(value, known)
        message = f"{subject(path)} is '{value}' (expected the id of {what})"
        self._records.report(
            self._positions.value(path), message, hint or f"list '{value}' there first"
        )

    def _vendor(self, vendor: Mapping[str, Any], path: Path) -> None:
        for key in LISTS.values():
            entries = vendor.get(key, ())
            if len(entries) > 1:
                self._unique(entries, key, path)
        self._services(vendor, path)
        self._recipients(vendor, path)
        zone = self._data.get("calendar", {}).get("zone")
        self._records.in_order(vendor, path, zone)

    def _unique(self, entries: Sequence[dict[str, Any]], key: str, path: Path) -> None:
        first: dict[str, int] = {}
        for index, identity in enumerate(identities(key, entries)):
            name = normalize("NFC", identity)
            other = first.setdefault(name, index)
            if other != index:
                self._records.report(
                    self._positions.key((*path, key, index)),
                    f"two entries of '{key}' are '{name}' ({self._line((*path, key, other))})",
                    _WAYS_TO_TELL_APART.get(key, "merge them"),
                )

    def _services(self, vendor: Mapping[str, Any], path: Path) -> None:
        own = {service["id"] for service in vendor.get("services", ())}
        for index, client in enumerate(vendor.get("clients", ())):
            for number, service in enumerate(client.get("services", ())):
                if service not in own:
                    there = (*path, "clients", index, "services", number)
                    self._unresolved(service, there, own, "a service of this vendor")

    def _recipients(self, vendor: Mapping[str, Any], path: Path) -> None:
        for index, incident in enumerate(vendor.get("incidents", ())):
            self._affected(incident, (*path, "incidents", index, "clients_affected"))
            for number, notice in enumerate(incident.get("notices", ())):
                recipient = notice.get("recipient")
                if notice["to"] != "client" or recipient is None:
                    continue
                if recipient not in self.organisations:
                    there = (*path, "incidents", index, "notices", number, "recipient")
                    self._unresolved(
                        recipient, there, self.organisations, "an organisation of this inventory"
                    )

    def _affected(self, incident: Mapping[str, Any], path: Path) -> None:
        first: dict[str, int] = {}
        for index, client in enumerate(incident.get("clients_affected", ())):
            other = first.setdefault(client, index)
            if other != index:
                self._records.report(
                    self._positions.value((*path, index)),
                    f"'{client}' is affected twice ({self._line((*path, other))})",
                    "list it once",
                )

    def parents(self) -> None:
        """Report parents that are a cycle."""
        parents: dict[str, str] = {}
        for id_, (key, index) in self._parties.items():
            entry = self._data[key][index]
            parent = entry.get("parent" if key == "organisations" else "ultimate_parent")
            if parent is not None:
                parents[id_] = parent
        for cycle in cycles(parents):
            key, index = self._parties[cycle[0]]
            field = "parent" if key == "organisations" else "ultimate_parent"
            chain = " -> ".join((*cycle, cycle[0]))
            self._records.report(
                self._positions.value((key, index, field)),
                f"'{field}' is a cycle: {chain} (expected a parent at the top)",
            )

    def _line(self, path: Path) -> str:
        return f"first on line {self._positions.value(path).line}"
