"""Settings of the tests: the demo mode in a folder of its own, quick password hashes, a database without fsync."""

import os
import tempfile

os.environ["ONETHING_DEMO"] = "1"
os.environ["ONETHING_VAR"] = tempfile.mkdtemp(prefix="onething-test-")
os.environ["ONETHING_DATABASE"] = os.environ.get("ONETHING_TEST_DATABASE", "")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver keeps a loop in our thread

from onething.site.settings import *  # noqa: F403
from onething.site.settings import DATABASES, VAR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
SMS_GATEWAYS, MAIL_SERVERS = {}, []  # nothing leaves, but where a test starts somebody who carries it
LOOK_UP_SECONDS = 30.0  # a busy machine is no slow department; tests of slowness say their own budget
REBUILD_BEHIND = False  # a test that has published something sees it with its next question
