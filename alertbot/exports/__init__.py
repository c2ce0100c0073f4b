"""Incidents as data for other tools: pure, from incidents to bytes, with no more in them than alerts tell."""
