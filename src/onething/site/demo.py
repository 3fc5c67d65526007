"""The demo city: accounts for every role. Everyone here is invented."""

from django.conf import settings

from onething.adapters.packages import read_folder
from onething.areas.catalogue import api as catalogue
from onething.areas.people import api as people
from onething.core.actors import Actor, Role
from onething.core.people import AccountKind, Document, DocumentKind
from onething.kit.ports import now

ACTOR = Actor(id="job:demo", name="demo", roles=frozenset({Role.SYSTEM, Role.ADMIN}))
CITY = "441900000000"

#: name, demo number (reserved area code 990000: valid check digit, belongs to nobody), phone
CITIZENS = (
    ("陈思敏", "990000199203150020", "13800006207"),
    ("黎国安", "990000196808120017", "13800001357"),
    ("欧阳若曦", "990000198811230025", "13800002468"),
)
#: name, staff number, roles, department
STAFF = (
    ("林晓", "0716", {Role.CLERK}, "data-services"),
    ("许知行", "2208", {Role.REVIEWER}, "disabled-federation"),
    ("方可", "2301", {Role.REVIEWER}, "civil-affairs"),
    ("周予安", "2402", {Role.REVIEWER}, "public-security"),
    ("梁小满", "2503", {Role.REVIEWER}, "medical-insurance"),
    ("何佩仪", "2604", {Role.REVIEWER}, "human-resources"),
    ("温以宁", "2705", {Role.REVIEWER}, "health"),
    ("黎国栋", "2200", {Role.MANAGER, Role.REVIEWER}, "disabled-federation"),
    ("顾明远", "3001", {Role.ITEM_MANAGER}, "data-services"),
    ("苏以南", "3002", {Role.DATA_STEWARD}, "data-services"),
    ("秦守真", "4001", {Role.SUPERVISOR}, "data-services"),
    ("叶知秋", "5001", {Role.HOTLINE}, "data-services"),
    ("石正", "6001", {Role.AUDITOR}, "data-services"),
    ("管一凡", "9001", {Role.ADMIN}, "data-services"),
)


def ensure(*, data: bool = True) -> None:
    """Make what the demo lacks; a second call changes nothing. data: invented applications too."""
    catalogue.publish(ACTOR, files=read_folder(settings.CITY_FOLDER), now=now())
    for name, number, phone in CITIZENS:
        document = Document.of(DocumentKind.CITIZEN_NUMBER, number)
        if not people.find_account_by_login(ACTOR, login=number):
            people.open_account(
                ACTOR,
                kind=AccountKind.CITIZEN,
                login=number,
                name=name,
                roles={Role.CITIZEN},
                document=document,
                phone=phone,
                demo=True,
            )
    for name, number, roles, department in STAFF:
        if not people.find_account_by_login(ACTOR, login=number):
            people.open_account(
                ACTOR,
                kind=AccountKind.STAFF,
                login=number,
                name=name,
                roles=roles,
                department=department,
                division=CITY,
                staff_number=number,
                demo=True,
            )
