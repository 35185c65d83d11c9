"""The outcomes that expressions can have, whatever the data: lint and coverage ask here."""
