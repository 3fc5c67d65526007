"""`onething load CITY`: publish a city package into the database with its answers, unless its proof, its files or its entries have errors."""

import argparse

from onething.site.commands._cities import (
    add_city,
    add_json,
    finding_data,
    folder_of,
    print_findings,
    print_json,
)

NAME = "load"
HELP = "publish a city package: everything new is proved first, running cases keep their own version"
#: Said after what is wrong with entries: what is in the register already passes.
IMPORT_FIRST = (
    "what a catalogue had wrong passes once the register has taken it in: for entries of a catalogue, "
    "run onething import first"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_city(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import with_django

    with_django()
    from onething.adapters.packages import read_folder
    from onething.areas.catalogue import api as catalogue
    from onething.areas.knowledge import api as knowledge
    from onething.areas.offices import api as offices
    from onething.areas.revisions import api as revisions
    from onething.core.actors import Actor, Role
    from onething.core.catalogue.loader import load_package
    from onething.core.knowledge import read_answers
    from onething.kit.ports import now, today

    files = read_folder(folder_of(args.city))
    package = load_package(files).package  # without one, publishing says why
    actor = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))
    wrong = list(read_answers(package, on=today()).findings) if package else []
    entries = revisions.findings_of_files(actor, files=files, now=now())
    told = [one for one in entries if not one.blocks]
    wrong += [one for one in entries if one.blocks]
    try:
        if wrong:  # told together with what the proof finds
            catalogue.prove_files(actor, files=files, now=now())
        else:
            version = catalogue.publish(actor, files=files, now=now())
    except catalogue.PackageRefused as refused:
        wrong += refused.findings
    if wrong:
        print_findings(wrong, as_json=args.json)
        if not args.json and any(one.code.startswith("register.") for one in wrong):
            print(IMPORT_FIRST)
        return 1
    offices.load_offices(actor, package=catalogue.current(actor))
    answers = knowledge.load_answers(actor, now=now())
    knowledge.flag_changes(actor, now=now())
    if args.json:
        loaded = {"published": answers.published, "same": answers.same, "kept": answers.kept}
        print_json(
            {
                "version": version.id,
                "digest": version.digest,
                "findings": [finding_data(one) for one in told],
                "answers": loaded,
            }
        )
        return 0
    print_findings(told)
    print(f"version {version.id} of {args.city} is published")
    print(f"{answers.published} answers are published, {answers.same} are as they were")
    if answers.kept:
        print(f"changed here since, and left as they are: {', '.join(answers.kept)}")
    return 0
