"""Names of kinds of harm, severities and states of knowledge, for people."""

from __future__ import annotations

from alertbot.model import Category, Severity, Status
from alertbot.texts import Texts

_CATEGORIES = {
    Category.FORCED_DISPLACEMENT: "People forced from their homes",
    Category.FORCED_EVICTION: "Forced eviction",
    Category.DEPORTATION_EXPULSION: "Deportation or expulsion",
    Category.DISPLACEMENT_RISK: "Order or threat to leave",
    Category.PROPERTY_DESTRUCTION: "Homes or property burned or destroyed",
    Category.LOOTING_EXTORTION: "Property looted or extorted",
    Category.ATTACK_ON_CIVILIANS: "Attack on civilians",
    Category.ABDUCTION: "Abduction",
    Category.ARBITRARY_DETENTION: "Arbitrary detention",
    Category.TORTURE: "Torture or cruel treatment",
    Category.GBV: "Sexual or gender-based violence",
    Category.FORCED_RECRUITMENT: "Forced recruitment",
    Category.ATTACK_ON_SERVICES: "Attack on schools, hospitals or other services",
    Category.AID_WORKER_ATTACK: "Attack on aid workers",
    Category.ACCESS_DENIAL_SIEGE: "Siege or aid blocked",
    Category.EXPLOSIVE_ORDNANCE: "Mines or other explosives",
    Category.TRAFFICKING_FORCED_LABOUR: "Trafficking or forced labour",
    Category.PERSECUTION: "Persecution of a group",
    Category.FAMILY_SEPARATION: "Families separated",
    Category.FORCED_MARRIAGE: "Forced marriage",
}
_SEVERITIES = {
    Severity.EXTREME: "extreme",
    Severity.SEVERE: "severe",
    Severity.MODERATE: "moderate",
    Severity.MINOR: "minor",
    Severity.UNKNOWN: "not known",
}
_STATUSES = {
    Status.ALLEGED: "Alleged, not confirmed",
    Status.DENIED: "Alleged, and denied by the accused",
    Status.CONFIRMED: "Confirmed",
}


def category_label(category: Category, texts: Texts) -> str:
    """Return the kind of harm as a short phrase: 'Forced eviction'."""
    return texts.pgettext("kind of harm", _CATEGORIES[category])


def severity_label(severity: Severity, texts: Texts) -> str:
    """Return the severity as a word that follows 'Severity:'."""
    return texts.pgettext("severity", _SEVERITIES[severity])


def status_label(status: Status, texts: Texts) -> str:
    """Return what is known of a claim as a short phrase."""
    return texts.pgettext("status", _STATUSES[status])
