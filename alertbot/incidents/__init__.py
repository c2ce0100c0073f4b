"""SIGNALS to INCIDENT: which event a report tells of, what that changes, how severe it is."""
