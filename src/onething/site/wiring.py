"""Binds what core and the areas only know as protocols."""

from django.conf import settings

from onething.adapters.calendars import load_calendar
from onething.adapters.departments import DepartmentClient
from onething.adapters.printing import PaperFolder
from onething.adapters.search import TextSearching
from onething.areas.catalogue.api import PublishedScenes
from onething.areas.documents.api import Papers
from onething.areas.knowledge.api import AnswerDependents, AnswerTexts
from onething.areas.licences.api import Licences
from onething.areas.notices.api import Messages
from onething.areas.ratings.api import Ratings
from onething.areas.search.api import CatalogueTexts, RegisterTexts
from onething.areas.training.api import ExamDependents
from onething.core.cases.ports import (
    CaseLicences,
    CaseMessages,
    CasePapers,
    CasePushes,
    CaseRatings,
    FrozenScenes,
)
from onething.core.exchange import DepartmentSystems
from onething.core.guidance.ports import FileKeeper, FileUses, Glyphs, HeldLicences
from onething.core.impact import Dependents
from onething.core.notices.ports import MessageProviders
from onething.core.papers import KeptPapers, Printer, Sealer
from onething.core.ports import Clock, Dice, Ids, Steady
from onething.core.search.model import Behind, Finder, Searching, Sources
from onething.core.workdays import WorkCalendar
from onething.kit.ports import bind
from onething.site import stand_ins
from onething.site.behind import AtOnce, InThread
from onething.site.carriers import Carriers
from onething.site.files import Fonts, KeptFiles, LicenceRegister, MachineUploads
from onething.site.finding import CurrentFinder
from onething.site.machine import SecretDice, SteadyClock, SystemClock, TimeOrderedIds
from onething.site.papers import TestSeal, TypstPrinter


def wire() -> None:
    """Bind every port of the house. Called once, when Django has loaded its applications."""
    clock = SystemClock()
    bind(Clock, clock)
    bind(Steady, SteadyClock(clock))
    bind(Ids, TimeOrderedIds())
    bind(Dice, SecretDice())
    bind(WorkCalendar, load_calendar())
    bind(Sealer, TestSeal(settings.VAR / "seal"))
    bind(Printer, TypstPrinter(demo=settings.DEMO))
    bind(KeptPapers, PaperFolder(settings.VAR / "papers"))
    bind(FileKeeper, KeptFiles(settings.FILES))
    bind(FileUses, MachineUploads())
    bind(Glyphs, Fonts())
    register = LicenceRegister()
    people = stand_ins.people(settings.ROOT / "simulators" / "people.yaml") if settings.DEMO else ()
    bind(HeldLicences, stand_ins.DemoLicences(register, people) if people else register)
    bind(FrozenScenes, PublishedScenes())
    bind(CasePapers, Papers())
    bind(CaseMessages, Messages())
    bind(CaseLicences, Licences())
    bind(CaseRatings, Ratings())
    bind(Dependents, Dependents(AnswerDependents(), ExamDependents()))
    carriers = Carriers(
        settings.SMS_GATEWAYS,
        keys=settings.SMS_KEYS,
        nonce=SecretDice().token,
        servers=settings.MAIL_SERVERS,
        sender=settings.MAIL_FROM,
    )
    bind(MessageProviders, carriers)
    systems = DepartmentClient(settings.SYSTEMS, keys=settings.SYSTEM_KEYS, nonce=SecretDice().token)
    bind(DepartmentSystems, systems)
    bind(CasePushes, systems)
    bind(Searching, TextSearching())
    bind(Sources, Sources((AnswerTexts(), CatalogueTexts(), RegisterTexts())))
    bind(Finder, CurrentFinder())  # type: ignore[arg-type]
    bind(Behind, InThread() if settings.REBUILD_BEHIND else AtOnce())
