"""Where everything is kept: one store, the same on SQLite and PostgreSQL."""

from alertbot.store.opening import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
