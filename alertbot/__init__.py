"""Alertbot reads news feeds and pushes sourced alerts about forced displacement and abuse to Telegram."""
