"""The rows of the interface for machines; `routes.py` takes them in."""

from onething.core.actors import Role

EVERYONE = frozenset(Role)
CITIZEN = frozenset({Role.CITIZEN})
APPLYING = frozenset({Role.CITIZEN, Role.CLERK})
OFFICE = frozenset({Role.REVIEWER, Role.MANAGER})
SYSTEM = frozenset({Role.SYSTEM})
SEEING = OFFICE | {Role.CLERK, Role.SUPERVISOR, Role.AUDITOR}

REST: dict[str, dict[str, frozenset[Role]]] = {
    "rest-openapi": {"GET": EVERYONE},
    "rest-scenes": {"GET": EVERYONE},
    "rest-scene": {"GET": EVERYONE},
    "rest-plan": {"POST": EVERYONE},
    "rest-progress": {"GET": EVERYONE},
    "rest-verify-document": {"GET": EVERYONE},
    "rest-verify-licence": {"GET": EVERYONE},
    "rest-tokens": {"POST": EVERYONE},
    "rest-drafts": {"GET": APPLYING, "POST": APPLYING},
    "rest-draft": {"GET": APPLYING, "PATCH": APPLYING, "DELETE": APPLYING},
    "rest-draft-consents": {"POST": APPLYING},
    "rest-draft-files": {"POST": APPLYING},
    "rest-draft-sheet": {"GET": APPLYING},
    "rest-draft-submission": {"POST": APPLYING},
    "rest-files": {"POST": APPLYING},
    "rest-sheets": {"POST": APPLYING},
    "rest-applications": {"GET": SEEING | CITIZEN, "POST": APPLYING},
    "rest-application": {"GET": SEEING | CITIZEN},
    "rest-receipt": {"GET": SEEING | CITIZEN},
    "rest-supplement": {"POST": APPLYING},
    "rest-withdrawal": {"POST": APPLYING},
    "rest-contact": {"PUT": APPLYING},
    "rest-delivery": {"PUT": APPLYING},
    "rest-documents": {"GET": EVERYONE - {Role.VISITOR}},
    "rest-document-pdf": {"GET": EVERYONE - {Role.VISITOR}},
    "rest-licences": {"GET": CITIZEN | SYSTEM},
    "rest-messages": {"GET": CITIZEN},
    "rest-message-read": {"PUT": CITIZEN},
    "rest-rating": {"GET": EVERYONE, "PUT": EVERYONE},
    "rest-cases": {"GET": SEEING},
    "rest-cases-count": {"GET": SEEING},
    "rest-phrases": {"GET": OFFICE | SYSTEM},
    "rest-case": {"GET": SEEING},
    "rest-notice": {"POST": OFFICE | SYSTEM | {Role.SUPERVISOR}},
    "rest-case-intake": {"POST": frozenset({Role.CLERK})},
    "rest-case-findings": {"POST": OFFICE | SYSTEM},
    "rest-case-checked": {"POST": OFFICE | SYSTEM},
    "rest-case-acceptance": {"POST": OFFICE | SYSTEM},
    "rest-case-declining": {"POST": OFFICE},
    "rest-case-pause": {"POST": OFFICE},
    "rest-case-resumption": {"POST": OFFICE},
    "rest-case-extension": {"POST": frozenset({Role.MANAGER})},
    "rest-case-step": {"POST": OFFICE},
    "rest-case-opinions": {"POST": OFFICE},
    "rest-case-transfer": {"POST": OFFICE},
    "rest-case-holder": {"POST": OFFICE},
    "rest-case-decision": {"POST": OFFICE | SYSTEM},
    "rest-case-confirmation": {"POST": OFFICE},
    "rest-case-draft-return": {"POST": OFFICE},
    "rest-case-certificates": {"POST": OFFICE | SYSTEM},
    "rest-case-deliveries": {"POST": OFFICE | SYSTEM | {Role.CLERK}},
    "rest-case-termination": {"POST": OFFICE | SYSTEM},
    "rest-case-annulment": {"POST": frozenset({Role.SUPERVISOR})},
    "rest-callback": {"POST": EVERYONE},
    "rest-registered": {"POST": EVERYONE},
    "rest-receipt-of-message": {"POST": EVERYONE},
}
