"""The baseline: findings that were known on a day, and do not gate."""
