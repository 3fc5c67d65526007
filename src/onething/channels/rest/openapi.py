"""The description of the interface, made from the code that answers: OpenAPI 3.1, problems and headers included."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.openapi.schema import OpenAPISchema

from onething.channels.rest.api import api
from onething.channels.rest.needs import CHANGES, FROM_SYSTEMS, KEYLESS, NEEDS
from onething.channels.rest.shapes import Problem
from onething.channels.rest.wire import KEY_HEADER, LONGEST_KEY
from onething.kit.pages import Public, needed_for

PREFIX = "/api/v1"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
#: What each kind of request may be answered with, besides success.
ALWAYS = {
    400: "It cannot be read.",
    422: "It does not have the described shape, or a rule says no.",
    503: "Not now; try again.",
}
SIGNED_IN = {401: "Sign in first.", 403: "You may not do this."}
WRITING = {409: "The key came before with another request, or somebody was faster.", 413: "Too large."}
CHANGING = {412: "It has moved since you looked.", 428: "If-Match is missing."}


@cache
def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(OpenAPISchema(api, PREFIX), default=str))
    made["openapi"] = "3.1.0"
    made["servers"] = [{"url": "/"}]
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    names = dict(_names())
    for path, methods in made["paths"].items():
        name = names[path.removeprefix(PREFIX)]
        for method, operation in methods.items():
            open_to_all = isinstance(needed_for(NEEDS[name], method.upper()), Public)
            answers = dict(ALWAYS) | ({} if open_to_all else SIGNED_IN)
            if "{" in path or method == "get":
                answers[404] = "There is none, or you may not know of it."
            if method != "get":
                answers |= WRITING
                answers[404] = "Something that the request names is not there."
                if name not in KEYLESS:
                    operation.setdefault("parameters", []).append(_key())
            if (name, method.upper()) in CHANGES:
                answers |= CHANGING
                operation.setdefault("parameters", []).append(_match())
            if name == "rest-tokens":
                answers |= {
                    401: "Wrong name or password.",
                    403: "Not in this city.",
                    429: "Too many attempts.",
                }
            if name in FROM_SYSTEMS:
                answers[401] = "The signature is missing, wrong, old, or came before."
            for status, words in answers.items():
                content = {"application/problem+json": {"schema": PROBLEM}}
                operation["responses"][str(status)] = {"description": words, "content": content}
            if not open_to_all:
                operation["security"] = [{"token": []}]
    file = {"schema": {"type": "string", "format": "binary"}}
    exports = made["paths"][f"{PREFIX}/exports/{{shape}}"]["get"]["responses"]["200"]
    exports["content"] = {
        "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
        "application/ld+json": {"schema": {"type": "object", "required": ["@context", "@graph"]}},
        "text/turtle": {"schema": {"type": "string"}},
    }
    pdf = made["paths"][f"{PREFIX}/documents/{{document}}/pdf"]["get"]["responses"]["200"]
    pdf["content"] = {"application/pdf": file}
    return made


def _names() -> list[tuple[str, str]]:
    found = []
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            name = next(one.url_name for one in view.operations if one.url_name)
            found.append((path, name))
    return found


def _key() -> dict[str, Any]:
    return {
        "name": KEY_HEADER,
        "in": "header",
        "required": True,
        "description": "a new random value for each write; the same one when it is sent again",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"^[\x21-\x7e]+$"},
    }


def _match() -> dict[str, Any]:
    return {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "the ETag of what you saw",
        "schema": {"type": "string", "pattern": r'^"[0-9]{1,9}"$'},
    }


def show(request: HttpRequest) -> HttpResponse:
    """The description as JSON."""
    return HttpResponse(
        json.dumps(document(), ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )
