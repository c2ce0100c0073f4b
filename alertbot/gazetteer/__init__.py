"""Names of places and countries to what they are: one read-only SQLite file and two hand-made YAML files."""
