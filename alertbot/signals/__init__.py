"""SIGNALS: reads one article: what harm it tells, to whom, where, how many, who says so."""
