"""`python -m bench.accounts COUNT`: opens accounts of invented people in the installation of the environment.

Prints JSON: name, number and a token of each. The numbers have the demo area code, so they belong to nobody.
"""

import json
import sys
from datetime import date, timedelta

from onething.core.actors import Actor, Role
from onething.core.codes import make_citizen_number
from onething.core.people import AccountKind, Document, DocumentKind

ACTOR = Actor(id="job:bench", name="bench", roles=frozenset({Role.SYSTEM, Role.ADMIN}))
BORN = date(1970, 1, 1)


def open_accounts(count: int) -> list[dict[str, str]]:
    from onething.areas.people import api as people
    from onething.kit.ports import now

    made = []
    for index in range(count):
        number = make_citizen_number(BORN + timedelta(days=index), 901 + index % 90)
        account = people.open_account(
            ACTOR,
            kind=AccountKind.CITIZEN,
            login=number,
            name="陈大文",
            roles={Role.CITIZEN},
            document=Document.of(DocumentKind.CITIZEN_NUMBER, number),
            phone="13800000000",
        )
        token, _ = people.make_token(account.to_actor(), name="bench", now=now())
        made.append({"name": "陈大文", "number": number, "token": token})
    return made


if __name__ == "__main__":
    from onething.site.cli import with_django

    with_django()
    print(json.dumps(open_accounts(int(sys.argv[1]))))
