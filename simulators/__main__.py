"""Start one department system, SMS gateway or mail server: `python -m simulators NAME [--port PORT] [--callback URL]`."""

import argparse
import os
import sys
from pathlib import Path

from simulators import GATEWAYS, MAIL, SYSTEMS, mail, sms
from simulators.system import DepartmentSystem, serve

PORTS = SYSTEMS | GATEWAYS | MAIL


def main() -> int:
    parser = argparse.ArgumentParser(prog="simulators", description=__doc__)
    parser.add_argument("name", choices=sorted(PORTS))
    parser.add_argument("--port", type=int, help="default: the port of the demo city")
    parser.add_argument("--callback", default="http://127.0.0.1:8600", help="where onething listens")
    parser.add_argument("--people", type=Path, default=Path(__file__).with_name("people.yaml"))
    args = parser.parse_args()
    port, key = args.port or PORTS[args.name], os.environ.get("SIMULATOR_KEY", "")
    if not key and args.name not in MAIL:
        print(
            f"{args.name}: set SIMULATOR_KEY to what `onething system-key {args.name}` prints",
            file=sys.stderr,
        )
        return 2
    try:
        if args.name in MAIL:
            mail.serve(port)
        elif args.name in GATEWAYS:
            sms.serve(sms.Gateway(args.name, key.encode(), args.callback), port)
        else:
            serve(
                DepartmentSystem(args.name, key=key.encode(), people=args.people, callback=args.callback),
                port,
            )
    except OSError as error:
        print(f"{args.name}: port {port} cannot be used: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
