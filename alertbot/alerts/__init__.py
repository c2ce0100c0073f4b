"""INCIDENT to ALERT: whether people should hear, who, and in which words."""
