"""Time: instants, days, zones, calendars and deadlines, exact and without a clock."""
