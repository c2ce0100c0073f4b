"""The kinds of harm as people choose them: groups, so that a phone shows them on one screen."""

from alertbot.model import Category

GROUPS: dict[str, tuple[Category, ...]] = {
    "Displacement, eviction, expulsion": (
        Category.FORCED_DISPLACEMENT,
        Category.FORCED_EVICTION,
        Category.DEPORTATION_EXPULSION,
    ),
    "Orders and threats to leave": (Category.DISPLACEMENT_RISK,),
    "Homes destroyed, looting": (Category.PROPERTY_DESTRUCTION, Category.LOOTING_EXTORTION),
    "Attacks on civilians, mines": (Category.ATTACK_ON_CIVILIANS, Category.EXPLOSIVE_ORDNANCE),
    "Schools, hospitals, aid workers": (Category.ATTACK_ON_SERVICES, Category.AID_WORKER_ATTACK),
    "Siege, aid blocked": (Category.ACCESS_DENIAL_SIEGE,),
    "Abduction, detention, torture": (Category.ABDUCTION, Category.ARBITRARY_DETENTION, Category.TORTURE),
    "Sexual violence, forced marriage": (Category.GBV, Category.FORCED_MARRIAGE),
    "Children: recruitment, separation": (Category.FORCED_RECRUITMENT, Category.FAMILY_SEPARATION),
    "Trafficking, persecution": (Category.TRAFFICKING_FORCED_LABOUR, Category.PERSECUTION),
}
"""Names are message ids (bot.po)."""
