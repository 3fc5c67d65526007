"""Every read of the area."""

from onething.areas.cases.queries.ahead import decision_ahead
from onething.areas.cases.queries.apart import (
    apart,
    list_load,
    list_passed,
    list_returned,
    list_to_mend,
    noticed_among,
)
from onething.areas.cases.queries.archived import archive_packet, list_not_archived, list_to_transfer
from onething.areas.cases.queries.asked import count_asked, get_asked, list_asked
from onething.areas.cases.queries.automatic import find_ruled, list_automatic, list_ruled
from onething.areas.cases.queries.basis import get_basis
from onething.areas.cases.queries.calling import caller_view
from onething.areas.cases.queries.composing import list_to_compose
from onething.areas.cases.queries.decided import list_decided, list_precedents
from onething.areas.cases.queries.declared import count_to_check, list_to_check
from onething.areas.cases.queries.departments import (
    count_dead_pushes,
    count_unknown,
    get_dead_push,
    list_dead_pushes,
    list_elsewhere,
    list_systems,
    list_unknown,
)
from onething.areas.cases.queries.handing_over import count_hand_overs, list_hand_overs
from onething.areas.cases.queries.lists import (
    Filters,
    count_inbox,
    find_receipt,
    find_twin,
    follow_token,
    get_receipt,
    inbox,
    list_applications,
    list_ended,
    list_phrases,
    list_taken_in,
    progress,
    progress_by_token,
)
from onething.areas.cases.queries.one_application import application_view, find_reached, get_submission
from onething.areas.cases.queries.one_case import case_view
from onething.areas.cases.queries.originals import Original, files_used, open_original
from onething.areas.cases.queries.rightings import count_rightings, granted_among, list_rightings
from onething.areas.cases.queries.valued import count_valued, list_values
from onething.areas.cases.queries.watching import (
    DueIn,
    Whereabouts,
    count_ahead,
    count_due,
    count_open,
    list_due,
    list_stuck,
    watch,
    watch_checks,
    watch_touched,
    whereabouts,
)

__all__ = [
    "DueIn",
    "Filters",
    "Original",
    "Whereabouts",
    "apart",
    "application_view",
    "archive_packet",
    "caller_view",
    "case_view",
    "count_ahead",
    "count_asked",
    "count_dead_pushes",
    "count_due",
    "count_hand_overs",
    "count_inbox",
    "count_open",
    "count_rightings",
    "count_to_check",
    "count_unknown",
    "count_valued",
    "decision_ahead",
    "files_used",
    "find_reached",
    "find_receipt",
    "find_ruled",
    "find_twin",
    "follow_token",
    "get_asked",
    "get_basis",
    "get_dead_push",
    "get_receipt",
    "get_submission",
    "granted_among",
    "inbox",
    "list_applications",
    "list_asked",
    "list_automatic",
    "list_dead_pushes",
    "list_decided",
    "list_due",
    "list_elsewhere",
    "list_ended",
    "list_hand_overs",
    "list_load",
    "list_not_archived",
    "list_passed",
    "list_phrases",
    "list_precedents",
    "list_returned",
    "list_rightings",
    "list_ruled",
    "list_stuck",
    "list_systems",
    "list_taken_in",
    "list_to_check",
    "list_to_compose",
    "list_to_mend",
    "list_to_transfer",
    "list_unknown",
    "list_values",
    "noticed_among",
    "open_original",
    "progress",
    "progress_by_token",
    "watch",
    "watch_checks",
    "watch_touched",
    "whereabouts",
]
