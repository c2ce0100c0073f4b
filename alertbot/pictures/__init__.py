"""PICTURE to PNG: maps and charts, drawn in a child process; only `paint` is for the rest of the house."""
