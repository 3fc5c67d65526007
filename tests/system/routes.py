"""Who may open what: every route × every role, kept by hand. `test_routes.py` walks it; a missing route fails.

A row: name of the route -> method -> the roles that are let in. EVERYONE includes the visitor. Who is let in here
may still meet a 404 for a thing that is not theirs: that is held by the tests of the areas.
"""

from onething.core.actors import Role
from tests.system.routes_of_rest import REST

EVERYONE = frozenset(Role)
OFFICE = frozenset({Role.REVIEWER, Role.MANAGER})
SUPERVISOR = frozenset({Role.SUPERVISOR})
OVERSEEN = OFFICE | SUPERVISOR
SIGNED_IN = EVERYONE - {Role.VISITOR, Role.SYSTEM}
CITIZEN = frozenset({Role.CITIZEN})
RECORDING = frozenset({Role.CLERK, Role.MANAGER, Role.SYSTEM})
APPLYING = frozenset({Role.CITIZEN, Role.CLERK})

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
    "password": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "account": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    # review
    "review": {"GET": OVERSEEN},
    "review-next": {"GET": OVERSEEN},
    "review-case": {"GET": OVERSEEN},
    "review-asked": {"GET": frozenset({Role.MANAGER})},
    "review-answer": {"GET": frozenset({Role.MANAGER}), "POST": frozenset({Role.MANAGER})},
    "review-assign": {"GET": frozenset({Role.MANAGER}), "POST": frozenset({Role.MANAGER})},
    "review-original": {"GET": OVERSEEN},
    "review-present": {"POST": OVERSEEN},
    "review-second-notice": {"GET": SUPERVISOR, "POST": SUPERVISOR},
    "review-annul": {"GET": SUPERVISOR, "POST": SUPERVISOR},
    "review-decide": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-find": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-unfind": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-found": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-checked": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-accept": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-decline": {"GET": OFFICE, "POST": OFFICE},
    "review-step": {"GET": OFFICE, "POST": OFFICE},
    "review-opinion": {"GET": OFFICE, "POST": OFFICE},
    "review-pause": {"GET": OFFICE, "POST": OFFICE},
    "review-resume": {"GET": OFFICE, "POST": OFFICE},
    "review-ask-extension": {"GET": OFFICE, "POST": OFFICE},
    "review-transfer": {"GET": OFFICE, "POST": OFFICE},
    "review-take-over": {"GET": OFFICE, "POST": OFFICE},
    "review-certificate": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-deliver": {"GET": OFFICE, "POST": OFFICE | {Role.CLERK, Role.SYSTEM}},
    "review-terminate": {"GET": OFFICE, "POST": OFFICE | {Role.SYSTEM}},
    "review-send": {"GET": OFFICE, "POST": OFFICE | {Role.SUPERVISOR, Role.SYSTEM}},
    "review-extend": {"GET": frozenset({Role.MANAGER}), "POST": frozenset({Role.MANAGER})},
    # cockpit
    "cockpit": {
        "GET": frozenset(Role) - {Role.CITIZEN, Role.CLERK, Role.REVIEWER, Role.SYSTEM, Role.VISITOR}
    },
    "lights": {"GET": OVERSEEN | {Role.AUDITOR}},
    "lights-due": {"GET": OVERSEEN | {Role.AUDITOR}},
    "light": {"GET": OVERSEEN | {Role.AUDITOR}},
    "light-explain": {"GET": frozenset({Role.MANAGER}), "POST": frozenset({Role.MANAGER})},
    "light-ask": {"GET": SUPERVISOR, "POST": SUPERVISOR},
    "light-correct": {"GET": SUPERVISOR, "POST": SUPERVISOR},
    "light-cancel": {"GET": SUPERVISOR, "POST": SUPERVISOR},
    "review-declared": {"GET": OFFICE},
    "review-declaration": {"GET": OFFICE, "POST": OFFICE},
    "review-parcel": {"GET": OFFICE, "POST": OFFICE | {Role.CLERK, Role.SYSTEM}},
    "review-parcel-arrived": {"GET": OFFICE, "POST": OFFICE | {Role.CLERK, Role.SYSTEM}},
    "review-parcel-returned": {"GET": OFFICE, "POST": OFFICE | {Role.CLERK, Role.SYSTEM}},
    "review-site-check": {"GET": OFFICE, "POST": OFFICE},
    "review-post": {"GET": OFFICE, "POST": OFFICE},
    "review-posting-over": {"GET": OFFICE, "POST": OFFICE},
    "review-interested": {"GET": OFFICE, "POST": OFFICE},
    "review-statement": {"GET": OFFICE, "POST": OFFICE},
    "review-hearing-offer": {"GET": OFFICE, "POST": OFFICE},
    "review-hearing-day": {"GET": OFFICE, "POST": OFFICE},
    "review-hearing-held": {"GET": OFFICE, "POST": OFFICE},
    # desk: the window
    "desk": {"GET": frozenset({Role.CLERK}), "POST": frozenset({Role.CLERK})},
    "desk-papers": {"GET": frozenset({Role.CLERK}), "POST": frozenset({Role.CLERK})},
    "desk-telling": {"GET": frozenset({Role.CLERK})},
    "desk-sheet": {"GET": frozenset({Role.CLERK})},
    "desk-sign": {"GET": frozenset({Role.CLERK}), "POST": frozenset({Role.CLERK})},
    "desk-running": {"GET": frozenset({Role.CLERK})},
    "desk-handed": {"GET": frozenset({Role.CLERK}), "POST": frozenset({Role.CLERK})},
    "desk-supply-find": {"GET": frozenset({Role.CLERK}), "POST": frozenset({Role.CLERK})},
    "desk-supply": {"GET": frozenset({Role.CLERK}), "POST": APPLYING},
    "desk-fetch": {"GET": frozenset({Role.CLERK}), "POST": OFFICE | {Role.CLERK, Role.SYSTEM}},
    "desk-claims": {"GET": RECORDING, "POST": RECORDING},
    "desk-claim": {"GET": RECORDING, "POST": RECORDING},
    "desk-claim-paper": {"GET": RECORDING},
    "desk-receipt": {"GET": frozenset({Role.CLERK})},
    "desk-receipt-paper": {"GET": frozenset({Role.CLERK})},
    # portal: after the receipt
    "my-applications": {"GET": CITIZEN},
    "track": {"GET": CITIZEN, "POST": APPLYING},
    "track-withdraw": {"GET": CITIZEN, "POST": APPLYING},
    "track-hearing": {"GET": CITIZEN, "POST": APPLYING},
    "track-contact": {"GET": CITIZEN, "POST": APPLYING},
    "track-delivery": {"GET": CITIZEN, "POST": APPLYING},
    "results": {"GET": CITIZEN},
    "track-sent": {"GET": CITIZEN},
    "progress": {"GET": EVERYONE, "POST": EVERYONE},
    "who-looked": {"GET": CITIZEN, "POST": CITIZEN},
    "consent-withdraw": {"GET": CITIZEN, "POST": CITIZEN},
    "representatives": {"GET": CITIZEN, "POST": CITIZEN},
    "representative-claim": {"GET": CITIZEN, "POST": CITIZEN},
    "representative-end": {"GET": CITIZEN, "POST": CITIZEN},
    "settings": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    # portal: papers, licences, messages, rating
    "track-sent-paper": {"GET": CITIZEN},
    "document": {"GET": EVERYONE - {Role.VISITOR}},
    "verify-code": {"GET": EVERYONE},
    "verify": {"GET": EVERYONE, "POST": EVERYONE},
    "verify-document": {"GET": EVERYONE},
    "licences": {"GET": CITIZEN | {Role.SYSTEM}},
    "verify-licence": {"GET": EVERYONE},
    "licence": {"GET": CITIZEN | {Role.SYSTEM}},
    "messages": {"GET": CITIZEN, "POST": CITIZEN},
    "rate": {"GET": EVERYONE, "POST": EVERYONE},
    # portal, up to the receipt
    "home": {"GET": EVERYONE},
    "windows": {"GET": EVERYONE},
    "find": {"GET": EVERYONE},
    "guide": {"GET": EVERYONE, "POST": EVERYONE},
    "begin": {"GET": APPLYING, "POST": APPLYING},
    "drafts": {"GET": APPLYING},
    "draft": {"GET": APPLYING},
    "draft-questions": {"GET": APPLYING, "POST": APPLYING},
    "draft-news": {"POST": APPLYING},
    "draft-consent": {"GET": APPLYING, "POST": APPLYING},
    "draft-again": {"POST": APPLYING},
    "draft-form": {"GET": APPLYING, "POST": APPLYING},
    "draft-papers": {"GET": APPLYING, "POST": APPLYING},
    "draft-file": {"GET": APPLYING},
    "draft-delivery": {"GET": APPLYING, "POST": APPLYING},
    "draft-check": {"GET": APPLYING, "POST": APPLYING},
    "draft-window": {"GET": CITIZEN, "POST": CITIZEN},
    "draft-window-code": {"GET": CITIZEN},
    "draft-delete": {"GET": APPLYING, "POST": APPLYING},
    "receipt": {"GET": CITIZEN},
    "receipt-code": {"GET": CITIZEN},
    "receipt-paper": {"GET": CITIZEN},
    "receipt-calendar": {"GET": CITIZEN},
} | REST
