"""Facts: what follows from records, worked out once for policies, explanations and reports."""
