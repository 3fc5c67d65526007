"""Settings of the tests: the demo mode in a folder of its own, and quick password hashes."""

import os
import tempfile

os.environ.setdefault("ONETHING_DEMO", "1")
os.environ.setdefault("ONETHING_VAR", tempfile.mkdtemp(prefix="onething-test-"))
if "ONETHING_TEST_PG" in os.environ:
    os.environ["ONETHING_DATABASE"] = os.environ["ONETHING_TEST_PG"]

from onething.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
