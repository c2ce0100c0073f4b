"""Programs for those who work on alertbot; not part of the package."""
