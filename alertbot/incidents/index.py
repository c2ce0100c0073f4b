"""Incidents in memory, found by their keys: for `alertbot cluster` and for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alertbot.incidents.change import file_report
from alertbot.incidents.cluster import block_keys, choose
from alertbot.incidents.code import make_code
from alertbot.incidents.severity import SeverityRules
from alertbot.model import Filed, Incident, IncidentId, Report

MOST_CANDIDATES = 50
MOST_UNDER_KEY = 50


class IncidentIndex:
    """Every incident filed so far."""

    def __init__(self) -> None:
        self._incidents: dict[IncidentId, Incident] = {}
        self._under: dict[str, list[IncidentId]] = {}

    def candidates(self, keys: Sequence[str], limit: int = MOST_CANDIDATES) -> list[Incident]:
        """Return incidents found under any of `keys`, latest first."""
        ids = {number for key in keys for number in self._under.get(key, ())[-MOST_UNDER_KEY:]}
        found = sorted((self._incidents[number] for number in ids), key=lambda i: i.last_at, reverse=True)
        return found[:limit]

    def file(self, report: Report, now: datetime, rules: SeverityRules) -> Filed:
        """File a report under the incident it belongs to, or under a new one."""
        chosen = choose(report, self.candidates(block_keys(report)), now).incident
        filed = file_report(report, chosen, now, make_code(str(report.article_id)), rules)
        return self._keep(filed)

    def _keep(self, filed: Filed) -> Filed:
        number = filed.incident.id or IncidentId(len(self._incidents) + 1)
        incident = replace(filed.incident, id=number)
        self._incidents[number] = incident
        for key in filed.keys:
            under = self._under.setdefault(key, [])
            if number not in under[-MOST_UNDER_KEY:]:
                under.append(number)
        return replace(filed, incident=incident)
