"""The functions of CEL, grouped by what they are about."""
