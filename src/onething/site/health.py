"""Whether this process lives (`/healthz`) and can serve (`/readyz`), for supervisors and balancers."""

import sqlite3

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from onething.kit.pages import Public, page
from onething.site.room import disks, filling


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    answer: dict[str, object] = {"status": "ready", "database": connection.vendor}
    if full := filling(disks()):
        answer["filling"] = full
    if connection.vendor == "sqlite":
        answer["sqlite"] = sqlite3.sqlite_version
    return JsonResponse(answer)


urlpatterns = [
    page("healthz", alive, needs=Public("supervisors ask without an account"), name="alive"),
    page("readyz", ready, needs=Public("balancers ask without an account"), name="ready"),
]
