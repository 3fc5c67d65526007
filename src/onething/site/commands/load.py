"""`onething load CITY`: publish a city package with its answers and exam questions, unless its proof, files or entries have errors."""

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
    from onething.site.cli import with_database

    with_database()
    from onething.adapters.packages import read_folder
    from onething.areas.catalogue import api as catalogue
    from onething.areas.knowledge import api as knowledge
    from onething.areas.offices import api as offices
    from onething.areas.revisions import api as revisions
    from onething.areas.training import api as training
    from onething.core.actors import Actor, Role
    from onething.core.catalogue.loader import load_package
    from onething.core.knowledge import read_answers
    from onething.core.training import read_questions
    from onething.kit.ports import now, today

    files = read_folder(folder_of(args.city))
    package = load_package(files).package  # without one, publishing says why
    actor = Actor(id="job:load", name="load", roles=frozenset({Role.SYSTEM, Role.ADMIN}))
    wrong = []
    if package:
        wrong += [*read_answers(package, on=today()).findings, *read_questions(package, on=today()).findings]
    entries = revisions.findings_of_files(actor, files=files, package=package, now=now())
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
    questions = training.load_questions(actor, now=now())
    knowledge.flag_changes(actor, now=now())
    training.flag_changes(actor, now=now())
    if args.json:
        found = [finding_data(one) for one in told]
        said = {"version": version.id, "digest": version.digest, "findings": found}
        loaded = {"published": answers.published, "same": answers.same, "kept": answers.kept}
        bank = {"in_use": questions.put_in_use, "same": questions.same, "kept": questions.kept}
        print_json({**said, "answers": loaded, "exam_questions": bank})
        return 0
    print_findings(told)
    print(f"version {version.id} of {args.city} is published")
    print(f"{answers.published} answers are published, {answers.same} are as they were")
    print(f"{questions.put_in_use} exam questions are put in use, {questions.same} are as they were")
    if kept := (*answers.kept, *questions.kept):
        print(f"changed here since, and left as they are: {', '.join(kept)}")
    return 0
