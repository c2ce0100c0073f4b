"""Errors as `application/problem+json` (RFC 9457): what was wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "A parameter cannot be used",
    401: "A token is needed",
    404: "There is no such thing here",
    405: "This is read-only",
    406: "No such format",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Not now",
}


class Problem(Exception):
    """Ends a request with an error of ours."""

    def __init__(
        self, status: int, detail: str, *, parameter: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.parameter = parameter
        self.headers = dict(headers or {})


def answer(problem: Problem) -> JSONResponse:
    """Return the problem as a response; nothing of what was sent is repeated but a parameter's name."""
    told = {
        "type": "about:blank",
        "title": TITLES.get(problem.status, "Error"),
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.parameter:
        told["parameter"] = problem.parameter
    headers = {"Cache-Control": "no-store"} | problem.headers
    return JSONResponse(told, problem.status, headers, MEDIA_TYPE)
