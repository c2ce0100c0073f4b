"""How much each piece of evidence counts for or against two reports telling of one incident.

The weights follow a logistic regression over pairs of 800 news reports, then were hardened where false
merges hurt most: clashing places and weeks between two reports that both tell of new harm. Change one only
with the cluster and look-alike measurements at hand (docs/architecture.md names them).
"""

THRESHOLD = 0.95
"""Sum from which two reports are one incident."""

# Words and titles, as cosines over UNLIKE; together never more than MOST_OF_WORDS, because pages of one
# outlet can share their whole frame.
WORDS = 10.0
TITLES = 2.0
UNLIKE = 0.09
MOST_OF_WORDS = 2.0
MOST_OF_WORDS_ELSEWHERE = 1.0
"""Where both tell of new harm in places far apart: with all else alike, still under THRESHOLD."""
COPY = 0.5

# Places. A village that the gazetteer lacks has a rare name: that is why it weighs more than a town.
SAME_VILLAGE = 0.8
SAME_TOWN = 0.6
SAME_NAME_ABROAD = 0.4
NEAR = 0.4
SAME_DISTRICT = 0.4
SAME_PROVINCE = 0.15
OTHER_VILLAGE = -0.05
OTHER_PLACE = -0.8
OTHER_PROVINCE = -0.8
OTHER_COUNTRY = -0.6
SURELY_OTHER = -0.8
"""Added to a clash of places where both reports tell of new harm: those places are read with care."""
NEAR_KM = 20.0
FAR_KM = 60.0
MOST_PLACES = 4
"""Places of a report that are compared."""

# Days between the events: SAME_DAY falls to nothing at FRESH_DAYS, then each day counts against.
SAME_DAY = 0.8
FRESH_DAYS = 6.0
PER_DAY = -0.3
OLD = -3.0
PER_DAY_OF_FOLLOW_UP = -0.06
OLD_FOLLOW_UP = -1.0
"""A follow-up tells of no new harm: a trial or a report may come months after the event."""

SAME_KIND = 0.15
OTHER_KIND = -0.4
ONE_HARMLESS = -0.1
SAME_ACCUSED = 0.1

# Figures: twice as much where a number is LARGE, against where one is FAR_APART times the other.
FIGURE_AGREES = 0.2
FIGURE_CLASHES = -0.2
LARGE = 10
FAR_APART = 4.0
OTHER_WITHDRAWN = -3.5
"""A retraction that names other figures takes back something else; telling people otherwise does harm."""
