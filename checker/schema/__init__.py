"""Reading a JSON Schema: its references, and the subschema for a path."""
