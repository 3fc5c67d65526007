# The two commands: `make run` starts the demo city, `make test` runs the whole suite.
.PHONY: env dev run test soak check format bench screenshots demo-reset lock
PORT ?= 8000
HOST ?= 127.0.0.1
ONETHING = .venv/bin/onething

env:  ## environment only: .venv/bin/onething works after it
	@python=$$(sh scripts/python.sh) && "$$python" scripts/environment.py run

dev:
	@python=$$(sh scripts/python.sh) && "$$python" scripts/environment.py dev

run: env  ## the demo city: web server, worker, department simulators; Ctrl-C ends all
	@ONETHING_DEMO=1 exec $(ONETHING) serve --host "$(HOST)" --port "$(PORT)"

test: dev  ## the whole suite, browsers and PostgreSQL included
	@exec .venv/bin/python tests/run.py $(ARGS)

soak: dev  ## what takes hours: seeds, replays, crash points, seeded bugs (ARGS=--list names the parts)
	@exec .venv/bin/python -m tests.soak $(ARGS)

check: dev  ## lint, types, walls, migrations, templates, translations
	@exec .venv/bin/python scripts/check.py

format: dev
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

bench: dev  ## the table of qualities, each beside its line and its peer
	@exec .venv/bin/python -m bench $(ARGS)

screenshots: dev  ## the pictures of the README, from those that `make test` made
	@exec .venv/bin/python scripts/screenshots.py

demo-reset: env  ## throw the demo data away; the next `make run` makes it anew
	@ONETHING_DEMO=1 exec $(ONETHING) demo --reset

UV ?= uv
lock:  ## after a change of pyproject.toml
	$(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/run.lock
	$(UV) pip compile pyproject.toml --extra dev -c requirements/run.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/dev.lock
