"""The API held against its own description, by schemathesis: many requests nobody thought of, always the same."""

from __future__ import annotations

from typing import Any

import schemathesis
from api_world import TOKEN, World
from hypothesis import HealthCheck, Phase, settings, strategies

from alertbot.api.openapi import document

WORD = strategies.sampled_from(("kunduz", "burn*", '"road accident"', "place:goma", "قصف", "домівок"))
RULE = strategies.tuples(WORD, strategies.sampled_from((" ", " OR ", " -")), WORD).map("".join)
schemathesis.openapi.format("keyword-rule", WORD | RULE)


def described() -> dict[str, Any]:
    """The description without the token: the tests send it, so a request made to lack it does not."""
    told = document()
    for operations in told["paths"].values():
        operations["get"].pop("security", None)
    return told | {"components": {"schemas": told["components"]["schemas"]}}


schema = schemathesis.openapi.from_dict(described())
schema.app = World(pause=10).app


@schema.parametrize()
@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    answer = case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code < 500
