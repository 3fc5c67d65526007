"""Asking in one's own words."""

from django.http import HttpRequest
from ninja import Query, Router

from onething.areas.search import api as search
from onething.core.search.model import Found

router = Router(tags=["open to all"])
#: The words of one kind among those that are asked for.
_KINDS = r"^([a-z]{1,20}(,[a-z]{1,20}){0,9})?$"


@router.get("/search", response=Found, url_name="rest-search")
def find(
    request: HttpRequest,
    text: str = Query(min_length=1, max_length=300),
    kinds: str = Query("", pattern=_KINDS),
    place: str = Query("", pattern=r"^([0-9]{6,12})?$"),
    limit: int = Query(10, ge=1, le=50),
) -> Found:
    """What comes nearest, the best first; `sure` is false where nothing answers. kinds: item,scene; place: a division code."""
    return search.search(
        request.actor,
        asked=text,
        kinds=tuple(one for one in kinds.split(",") if one),
        place=place,
        limit=limit,
    )
