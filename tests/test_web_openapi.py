"""Generated requests against the OpenAPI description: no server error, and every answer as described."""

from __future__ import annotations

import os
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from dragoman.web.app import create_app
from dragoman.web.settings import Settings

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DESCRIBED = create_app(Settings(workers=0)).openapi()
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(DESCRIBED).get_all_operations()]
EACH = int(os.environ.get("DRAGOMAN_API_REQUESTS", "60")) // len(OPERATIONS) + 1
"""Requests for each operation; `DRAGOMAN_API_REQUESTS=2000` for the long run."""


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_no_generated_request_breaks_the_app(operation: Any, web_address: str) -> None:
    @settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def ask(case: Any) -> None:
        case.call_and_validate(base_url=web_address, checks=CHECKS, timeout=90)

    ask()


def test_the_description_names_every_operation(web_address: str) -> None:
    described = httpx.get(f"{web_address}/openapi.json").json()
    assert set(described["paths"]) >= {"/api/checks", "/api/checks/{key}", "/api/cases", "/healthz"}
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            assert {"200", "204"} & set(operation["responses"])
