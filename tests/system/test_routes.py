"""Every address says what it needs, and the table kept by hand agrees for every role."""

from collections import Counter

import pytest

from onething.core.actors import Actor, Role
from onething.kit.pages import Public, needed_for
from tests.system.routes import ROUTES
from tests.system.routes_of_house import routes


class TestEveryRoute:
    def test_says_what_it_needs(self):
        bare = [str(route.pattern) for route in routes() if not hasattr(route.callback, "needs")]
        assert bare == []

    def test_has_a_name_of_its_own(self):
        names = Counter(route.name for route in routes())
        assert [name for name, count in names.items() if not name or count > 1] == []

    def test_is_in_the_table(self):
        assert sorted(route.name for route in routes()) == sorted(ROUTES)


@pytest.mark.parametrize("name", sorted(ROUTES))
class TestRoute:
    def test_lets_in_exactly_the_roles_of_the_table(self, name):
        (route,) = [route for route in routes() if route.name == name]
        for method, roles in ROUTES[name].items():
            needed = needed_for(route.callback.needs, method)
            assert needed is not None, f"{name} has no {method}"
            let_in = {role for role in Role if may(role, needed)}
            assert let_in == roles, f"{method} {name}"

    def test_has_every_method_of_the_address_in_the_table(self, name):
        (route,) = [route for route in routes() if route.name == name]
        needs = route.callback.needs
        if isinstance(needs, dict):
            assert set(needs) == set(ROUTES[name])


def may(role: Role, needed) -> bool:
    if isinstance(needed, Public):
        return True
    return role is not Role.VISITOR and Actor(id="x", name="x", roles=frozenset({role})).can(needed)
