"""Who may open what: every route × every role, kept by hand. `test_routes.py` walks it; a missing route fails.

A row: name of the route -> method -> the roles that are let in. EVERYONE includes the visitor. Who is let in here
may still meet a 404 for a thing that is not theirs: that is held by the tests of the areas.
"""

from onething.core.actors import Role

EVERYONE = frozenset(Role)
SIGNED_IN = EVERYONE - {Role.VISITOR, Role.SYSTEM}

#: name of the route -> {method: roles}
ROUTES: dict[str, dict[str, frozenset[Role]]] = {
    # site
    "alive": {"GET": EVERYONE},
    "ready": {"GET": EVERYONE},
    # account
    "sign-in": {"GET": EVERYONE, "POST": EVERYONE},
    "sign-in-demo": {"POST": EVERYONE},
    "sign-out": {"POST": EVERYONE},
    "display": {"POST": EVERYONE},
    "account": {"GET": SIGNED_IN, "POST": SIGNED_IN},
}
