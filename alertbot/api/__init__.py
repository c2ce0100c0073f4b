"""The read-only HTTP API: incidents for other systems, behind a token, off by default."""
