"""The interface against its own description: whatever is sent, nothing but what the description says comes back."""

import random
from contextlib import contextmanager

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onething.channels.rest.openapi import document
from tests.channels.rest.machine import Machine
from tests.channels.rest.test_rest_journey import MATTERS, submitted

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 12


def known(li, officers) -> dict[str, list[str]]:
    """Return names that exist, so that requests get past the door: application, cases, draft, document."""
    receipt = submitted(li, MATTERS[0])
    draft = li.post("/drafts", {"scene": "birth"}).body["id"]
    document_id = li.get(f"/applications/{receipt['number']}").body["documents"][0]["id"]
    return {
        "number": [receipt["number"], *(one["number"] for one in receipt["cases"])],
        "draft": [draft],
        "document": [document_id],
        "scene": ["birth", "disabled-services"],
        "item": ["care-allowance"],
        "source": ["definitions"],
        "key": ["care-allowance", "birth-certificate"],
    }


@contextmanager
def one_connection():
    """Keep the connection of the test between requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_holds_for_whatever_is_sent(li, city):
    officers = [Machine(login) for login in ("2208", "2301", "2200", "0716", "4001")]
    names = known(li, officers)
    tokens = [li.headers, *(one.headers for one in officers), {}]
    schema = schemathesis.openapi.from_dict(document())
    schema.app = WSGIHandler()
    tried = []
    for result in schema.get_all_operations():
        operation = result.ok()
        tried.append(operation.label)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=operation.as_strategy(),
            headers=st.sampled_from(tokens),
            dice=st.integers(0, 9),
            real=st.booleans(),
        )
        def check(case, headers, dice, real):
            if real:
                chosen = random.Random(dice)
                for name in case.path_parameters or {}:
                    if name in names:
                        case.path_parameters[name] = chosen.choice(names[name])
            response = case.call(headers={**headers, "Host": "localhost"})
            case.validate_response(response, checks=CHECKS)

        with one_connection():
            check()
    assert len(tried) >= 50
