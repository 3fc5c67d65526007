"""The floor beside the submissions: Django with its standard middleware inserts one row for each request, no more.

The server, its workers and the database are the same; the row is committed before the answer.
"""

import os

from django.conf import settings

if not settings.configured:
    from pathlib import Path

    from onething.site.environment import database

    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": database(os.environ, var=Path(os.environ["ONETHING_VAR"]))},
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        INSTALLED_APPS=["django.contrib.sessions"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="floor",
    )

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

TABLE = "CREATE TABLE IF NOT EXISTS bench_floor (id VARCHAR(40) PRIMARY KEY, body TEXT NOT NULL)"


def insert(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_floor (id, body) VALUES (%s, %s)",
            [request.headers["Idempotency-Key"], request.body.decode()],
        )
    return HttpResponse("{}", status=201, content_type="application/json")


urlpatterns = [path("api/v1/floor", insert)]
application = get_wsgi_application()
