"""ALERT to TELEGRAM: when to send, what an answer means, and the call itself."""
