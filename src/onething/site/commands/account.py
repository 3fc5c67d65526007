"""`onething account open|close|list|roles|password`: who may sign in. Passwords are asked for, never given as a word."""

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from onething.site.commands._cities import add_json, print_json

if TYPE_CHECKING:
    from onething.core.actors import Actor, Role
    from onething.core.people import Account, Document

NAME = "account"
HELP = "open and close accounts, list them, change their roles, set a new password"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    sub = below.add_parser(
        "open", help="open an account for a member of staff, or with --document for a citizen"
    )
    sub.add_argument(
        "number", help="staff number, or number of the identity document: the name to sign in with"
    )
    sub.add_argument("--name", required=True, help="as it stands on the identity document")
    sub.add_argument("--role", action="append", default=[], metavar="ROLE", help="of staff; may be repeated")
    sub.add_argument("--department", default="", help="id of a department of the published city")
    sub.add_argument("--division", default="", help="12 digits; the whole city unless given")
    sub.add_argument(
        "--document", default="", metavar="KIND", help="opens a citizen's account: citizen_number, …"
    )
    sub.add_argument("--phone", default="")
    add_json(sub)
    sub = below.add_parser("close", help="let nobody sign in with this account any more; nothing is deleted")
    sub.add_argument("number")
    add_json(sub)
    sub = below.add_parser(
        "list", help="list the accounts of staff, or with --citizens how many citizens have one"
    )
    sub.add_argument("--citizens", action="store_true")
    add_json(sub)
    sub = below.add_parser("roles", help="give an account of staff exactly these roles")
    sub.add_argument("number")
    sub.add_argument("roles", nargs="+", metavar="ROLE")
    add_json(sub)
    sub = below.add_parser("password", help="set a new password, which is asked for")
    sub.add_argument("number")
    add_json(sub)


def run(args: argparse.Namespace, ask: Callable[[str], str] | None = None) -> int:
    """Do one act. ask: how a password is asked for; the terminal, or the first line of standard input."""
    from onething.site.cli import with_database

    with_database()
    from onething.areas.people import api as people
    from onething.core.actors import Actor, Role

    actor = Actor(
        id=f"job:account:{getpass.getuser()}", name=getpass.getuser(), roles=frozenset({Role.ADMIN})
    )
    try:
        return _ACTS[args.act](actor, args, ask or _asked)
    except people.AccountIncomplete:
        from onething.site.cli import BadInput

        raise BadInput("an account needs a number and a name, and staff a role") from None
    except (people.AccountExists, people.AccountNotFound) as error:
        words = {
            people.AccountExists: f"{args.number} has or had an account already; `onething account list` shows the open ones",
            people.AccountNotFound: f"nobody has an open account {args.number}; `onething account list` shows all",
        }
        _say(args, {"error": error.code, "number": args.number}, words[type(error)])
        return 1


def _open(actor: "Actor", args: argparse.Namespace, ask: Callable[[str], str]) -> int:
    from onething.areas.people import api as people
    from onething.core.actors import Role
    from onething.core.people import AccountKind
    from onething.kit.ports import now

    document = _document(args)
    roles = frozenset({Role.CITIZEN}) if document else _roles(args.role)
    department, division = ("", "") if document else _office(actor, args, roles)
    made = people.open_account(
        actor,
        kind=AccountKind.CITIZEN if document else AccountKind.STAFF,
        login=document.number if document else args.number,
        name=_name(args.name),
        roles=roles,
        password=_password(ask),
        document=document,
        phone=args.phone,
        department=department,
        division=division,
        staff_number="" if document else args.number,
        now=now(),
    )
    _say(args, _data(made), f"{made.name} may sign in as {made.login}, and changes the password first")
    return 0


def _close(actor: "Actor", args: argparse.Namespace, ask: Callable[[str], str]) -> int:
    from onething.areas.people import api as people
    from onething.kit.ports import now

    closed = people.close_account(actor, login=args.number, now=now())
    _say(args, {**_data(closed), "open": False}, f"{closed.name} ({closed.login}) can no longer sign in")
    return 0


def _list(actor: "Actor", args: argparse.Namespace, ask: Callable[[str], str]) -> int:
    from onething.areas.people import api as people

    if args.citizens:
        count = people.count_citizens(actor)
        _say(args, {"citizens": count}, f"{count} citizens have an account")
        return 0
    found = people.list_staff_accounts(actor)
    if args.json:
        print_json([_data(one) for one in found])
        return 0
    for one in found:
        print(one.login, one.name, ",".join(sorted(one.roles)), one.department or "-", one.division or "-")
    return 0


def _change_roles(actor: "Actor", args: argparse.Namespace, ask: Callable[[str], str]) -> int:
    from onething.areas.people import api as people
    from onething.kit.ports import now

    made = people.set_roles(actor, login=args.number, roles=_roles(args.roles), now=now())
    _say(args, _data(made), f"{made.name} ({made.login}) is now {', '.join(sorted(made.roles))}")
    return 0


def _set_password(actor: "Actor", args: argparse.Namespace, ask: Callable[[str], str]) -> int:
    from onething.areas.people import api as people
    from onething.kit.ports import now

    made = people.set_password(actor, login=args.number, password=_password(ask), now=now())
    _say(
        args,
        _data(made),
        f"{made.name} ({made.login}) has a new password, and changes it at the next sign-in",
    )
    return 0


_ACTS = {
    "open": _open,
    "close": _close,
    "list": _list,
    "roles": _change_roles,
    "password": _set_password,
}


def _roles(words: "list[str]") -> "frozenset[Role]":
    """Return roles that staff may have. Raises BadInput."""
    from onething.core.actors import Role
    from onething.site.cli import BadInput

    known = {role.value: role for role in Role if role not in (Role.CITIZEN, Role.SYSTEM, Role.VISITOR)}
    for word in words:
        if word not in known:
            raise BadInput(f"{word} is no role of staff; there are: {', '.join(known)}")
    if not words:
        raise BadInput(f"--role is missing; there are: {', '.join(known)}")
    return frozenset(known[word] for word in words)


def _office(actor: "Actor", args: argparse.Namespace, roles: "frozenset[Role]") -> tuple[str, str]:
    """Return department and division, which the published city must know. Raises BadInput."""
    from onething.areas.catalogue import api as catalogue
    from onething.core.actors import Role
    from onething.site.cli import BadInput

    at_work = roles & {Role.CLERK, Role.REVIEWER, Role.MANAGER}
    if not args.department:
        if at_work:
            raise BadInput(f"{', '.join(sorted(at_work))} works in a department; add --department")
        return "", ""
    try:
        package = catalogue.current(actor)
    except catalogue.NothingPublished:
        raise BadInput("no city is published yet; run `onething load CITY` first") from None
    if args.department not in package.departments:
        raise BadInput(
            f"{args.department} is no department; there are: {', '.join(sorted(package.departments))}"
        )
    division = args.division or package.division.ljust(12, "0")
    if division != package.division.ljust(12, "0") and division not in package.divisions:
        raise BadInput(f"{division} is no division of this city; its code has 12 digits")
    return args.department, division


def _document(args: argparse.Namespace) -> "Document | None":
    """Return the citizen's document, None for staff. Raises BadInput."""
    from onething.core.codes import CodeBroken
    from onething.core.documents import DocumentMisread, parse_document
    from onething.core.people import DocumentKind
    from onething.kit.ports import today
    from onething.site.cli import BadInput

    if not args.document:
        return None
    kinds = [kind.value for kind in DocumentKind if kind.value]
    if args.document not in kinds:
        raise BadInput(f"{args.document} is no kind of document; there are: {', '.join(kinds)}")
    if args.role or args.department or args.division:
        raise BadInput("a citizen has neither role, department nor division; leave --document out for staff")
    try:
        return parse_document(DocumentKind(args.document), args.number, on=today())
    except (CodeBroken, DocumentMisread) as wrong:
        raise BadInput(f"{args.number}: {wrong.reason.say('en')}") from None


def _name(typed: str) -> str:
    """Return a name as the forms take it, "" for none. Raises BadInput."""
    from onething.core.catalogue.words import Constraints, Element, ElementKind
    from onething.core.source import Text
    from onething.core.values import FieldProblem, parse_value
    from onething.kit.ports import today
    from onething.site.cli import BadInput

    if not typed.strip():
        return ""
    element = Element("person.name", Text("姓名", "Name"), ElementKind.NAME)
    try:
        return str(parse_value(element, typed, Constraints(), on=today()))
    except FieldProblem as problem:
        raise BadInput(problem.sentence.say("en")) from None


def _password(ask: Callable[[str], str]) -> str:
    """Return a password that was typed twice the same way. Raises BadInput."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    from onething.site.cli import BadInput

    first = ask("Password: ")
    try:
        with override("en"):
            validate_password(first)
    except ValidationError as error:
        raise BadInput(f"{' '.join(error.messages)} Nothing was done") from None
    if ask("Once more: ") != first:
        raise BadInput("The two were not the same. Nothing was done")
    return first


def _asked(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\n")


def _data(one: "Account") -> dict[str, Any]:
    return {
        "number": one.login,
        "name": one.name,
        "kind": one.kind.value,
        "roles": sorted(one.roles),
        "department": one.department,
        "division": one.division,
    }


def _say(args: argparse.Namespace, data: dict[str, Any], words: str) -> None:
    if args.json:
        print_json(data)
    else:
        print(words, file=sys.stderr if "error" in data else sys.stdout)
