"""One inventory: what its schema refuses, and what else can be told of it at once."""

from checker.parse.document import Document
from checker.problems import Problem
from checker.schema.custom import CustomFields
from checker.validate import consistency, schema


def problems(document: Document, fields: CustomFields) -> list[Problem]:
    """The problems of a document that is no valid inventory, sorted by place; none of a valid one.

    Args:
        fields: those that its records may have beyond the inventory's schema.
    """
    wrong = schema.problems(document, "inventory", fields)
    if not wrong:
        return []
    return sorted([*wrong, *consistency.misread(document, fields)], key=lambda each: each.place)
