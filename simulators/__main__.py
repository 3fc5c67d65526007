"""Start one department system: `python -m simulators NAME [--port PORT] [--callback URL]`."""

import argparse
import os
import sys
from pathlib import Path

from simulators import SYSTEMS
from simulators.system import DepartmentSystem, serve


def main() -> int:
    parser = argparse.ArgumentParser(prog="simulators", description=__doc__)
    parser.add_argument("name", choices=sorted(SYSTEMS))
    parser.add_argument("--port", type=int, help="default: the port of the demo city")
    parser.add_argument("--callback", default="http://127.0.0.1:8600", help="where onething listens")
    parser.add_argument("--people", type=Path, default=Path(__file__).with_name("people.yaml"))
    args = parser.parse_args()
    key = os.environ.get("SIMULATOR_KEY")
    if not key:
        print(
            f"{args.name}: set SIMULATOR_KEY to what `onething system-key {args.name}` prints",
            file=sys.stderr,
        )
        return 2
    system = DepartmentSystem(args.name, key=key.encode(), people=args.people, callback=args.callback)
    try:
        serve(system, args.port or SYSTEMS[args.name])
    except OSError as error:
        print(
            f"{args.name}: port {args.port or SYSTEMS[args.name]} cannot be used: {error.strerror}",
            file=sys.stderr,
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
