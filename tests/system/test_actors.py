"""Every service and every query takes the actor first."""

import inspect
from importlib import import_module
from pkgutil import walk_packages

import onething.areas


def doors():
    """Return each public function of a `services` or `queries` module (or package), and each behind the door of an area."""
    for module in walk_packages(onething.areas.__path__, "onething.areas."):
        parts = module.name.split(".")
        if not {"services", "queries", "api"} & set(parts[3:4]):
            continue
        loaded, door = import_module(module.name), parts[3] == "api"
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            ours = (
                function.__module__.startswith("onething.areas.")
                if door
                else function.__module__ == module.name
            )
            if ours and not name.startswith("_"):
                yield f"{module.name}.{name}", function


class TestEveryServiceAndQuery:
    def test_is_found_by_this_test(self):
        names = [name for name, _ in doors()]
        assert "onething.areas.people.services.accounts.sign_in" in names
        assert "onething.areas.people.queries.list_authorities" in names
        assert "onething.areas.guidance.api.see_original" in names

    def test_takes_the_actor_first(self):
        strangers = [
            name
            for name, function in doors()
            if next(iter(inspect.signature(function).parameters), "") != "actor"
        ]
        assert strangers == []

    def test_names_everything_after_the_actor_at_the_call(self):
        loose = []
        for name, function in doors():
            for parameter in list(inspect.signature(function).parameters.values())[1:]:
                if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
                    loose.append(f"{name}({parameter.name})")
        assert loose == []
