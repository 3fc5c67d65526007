"""Every write of the area: one function, one transaction."""

from onething.areas.licences.services.changing import change, replace_licence
from onething.areas.licences.services.copying import make_copy
from onething.areas.licences.services.lending import end_grant, give_grant
from onething.areas.licences.services.making import make
from onething.areas.licences.services.using import rely, use, use_in_case

__all__ = [
    "change",
    "end_grant",
    "give_grant",
    "make",
    "make_copy",
    "rely",
    "replace_licence",
    "use",
    "use_in_case",
]
