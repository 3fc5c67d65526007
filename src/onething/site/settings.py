"""Settings of the whole house; grows with `site`."""

SECRET_KEY = "only-for-the-first-tests"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
