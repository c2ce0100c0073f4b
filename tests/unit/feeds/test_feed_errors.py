"""Errors that an operator reads: no secrets, one line, and fit to cross from a child process."""

from __future__ import annotations

import pickle

import pytest

from alertbot.feeds.errors import FeedUnreadable, FetchError, FetchReason, UnreadableReason, mask_url


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://example.org/feed?page=2", "https://example.org/feed?page=2"),
        ("https://u:p@example.org/feed", "https://***@example.org/feed"),
        ("https://u@example.org/", "https://***@example.org/"),
        ("https://example.org/f?token=abc&x=1", "https://example.org/f?token=***&x=1"),
        ("https://example.org/f?APIKey=abc", "https://example.org/f?APIKey=***"),
        ("https://example.org/f?9f86d081884c7d659a2feaa0c55ad015", "https://example.org/f?***"),
        ("https://example.org/f#access_token=abc", "https://example.org/f"),
        ("https://example.org/\r\nforged log line", "https://example.org/forged log line"),
        ("http://u:p@[::1/x?k=v", "http://***@[::1/x"),
    ],
)
def test_addresses_are_printed_without_secrets(url, masked):
    assert mask_url(url) == masked


def test_unreadable_feeds_cross_from_the_child_whole():
    error = FeedUnreadable(UnreadableReason.HTML_PAGE, "https://example.org/feed")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (str(copy), copy.reason, copy.url) == (str(error), error.reason, error.url)


def test_every_reason_makes_a_message_that_names_the_address():
    for reason in FetchReason:
        assert "https://example.org/feed" in str(FetchError(reason, "https://example.org/feed", "x"))
    for unreadable in UnreadableReason:
        assert ";" in str(FeedUnreadable(unreadable, "https://example.org/feed"))
