"""The demo: bundled stories on loopback feed servers, and an offline Telegram for the real bot to talk to."""
