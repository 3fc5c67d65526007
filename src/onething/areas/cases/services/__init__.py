"""Every write of the area: one function, one transaction."""

from onething.areas.cases.services.applying import (
    change_contact,
    choose_delivery,
    supplement,
    withdraw,
    withdraw_all,
)
from onething.areas.cases.services.archiving import archive_due, mark_transferred
from onething.areas.cases.services.assigning import assign_by_lot
from onething.areas.cases.services.automatic import (
    ask_for_person,
    check_sample,
    confirm_automatic,
    override_rule,
    set_automatic,
)
from onething.areas.cases.services.callbacks import receive_callback
from onething.areas.cases.services.checking import (
    accept,
    decline,
    mark_checked,
    record_findings,
    send_notice,
    take_in,
)
from onething.areas.cases.services.deciding import (
    annul,
    approve_automatically,
    decide,
    deliver,
    make_certificate,
    terminate,
)
from onething.areas.cases.services.declaring import check_declaration
from onething.areas.cases.services.driving import ask_again, give_up_push, revive_push
from onething.areas.cases.services.handing import hand_out, receive_parcel, return_parcel, send_parcel
from onething.areas.cases.services.handing_over import (
    confirm_hand_over,
    offer_hand_over,
    refuse_hand_over,
)
from onething.areas.cases.services.looking_after import look_after, recompute_dates
from onething.areas.cases.services.managing import answer_extension, ask_extension, assign
from onething.areas.cases.services.presence import be_present, leave
from onething.areas.cases.services.procedures import (
    ask_hearing,
    check_site,
    end_posting,
    hold_hearing,
    offer_hearing,
    post_notice,
    set_hearing,
    take_hearing_request,
    take_statement,
    tell_interested,
    waive_hearing,
)
from onething.areas.cases.services.rebuilding import Came, Rebuilt, rebuild
from onething.areas.cases.services.registering import register
from onething.areas.cases.services.replaying import count_to_replay, replay
from onething.areas.cases.services.returning import mend, send_to_intake
from onething.areas.cases.services.righting import (
    confirm_alike,
    confirm_righting,
    drop_righting,
    look_again,
    note_licences,
    propose_righting,
    right_alike,
    state_on_righting,
)
from onething.areas.cases.services.second_officer import confirm_decision, return_draft
from onething.areas.cases.services.submission import submit
from onething.areas.cases.services.working import (
    enter_step,
    extend,
    give_opinion,
    pause,
    resume,
    take_over,
    transfer,
)

__all__ = [
    "Came",
    "Rebuilt",
    "accept",
    "annul",
    "answer_extension",
    "approve_automatically",
    "archive_due",
    "ask_again",
    "ask_extension",
    "ask_for_person",
    "ask_hearing",
    "assign",
    "assign_by_lot",
    "be_present",
    "change_contact",
    "check_declaration",
    "check_sample",
    "check_site",
    "choose_delivery",
    "confirm_alike",
    "confirm_automatic",
    "confirm_decision",
    "confirm_hand_over",
    "confirm_righting",
    "count_to_replay",
    "decide",
    "decline",
    "deliver",
    "drop_righting",
    "end_posting",
    "enter_step",
    "extend",
    "give_opinion",
    "give_up_push",
    "hand_out",
    "hold_hearing",
    "leave",
    "look_after",
    "look_again",
    "make_certificate",
    "mark_checked",
    "mark_transferred",
    "mend",
    "note_licences",
    "offer_hand_over",
    "offer_hearing",
    "override_rule",
    "pause",
    "post_notice",
    "propose_righting",
    "rebuild",
    "receive_callback",
    "receive_parcel",
    "recompute_dates",
    "record_findings",
    "refuse_hand_over",
    "register",
    "replay",
    "resume",
    "return_draft",
    "return_parcel",
    "revive_push",
    "right_alike",
    "send_notice",
    "send_parcel",
    "send_to_intake",
    "set_automatic",
    "set_hearing",
    "state_on_righting",
    "submit",
    "supplement",
    "take_hearing_request",
    "take_in",
    "take_over",
    "take_statement",
    "tell_interested",
    "terminate",
    "transfer",
    "waive_hearing",
    "withdraw",
    "withdraw_all",
]
