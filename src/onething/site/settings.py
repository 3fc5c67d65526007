"""Settings of the whole house, from the environment. `docs/operations.md` lists every variable.

ONETHING_DEMO=1 is the demo mode of `onething serve`. Without it the settings refuse to load unsafe.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import onething.adapters
import onething.areas
import onething.channels
from onething.site.environment import (
    allowed_hosts,
    brand_of,
    database,
    debug,
    demo_mode,
    logging_config,
    mail_servers,
    named_addresses,
    public_address,
    secret_key,
    stand_ins,
    system_keys,
    var_folder,
)

ROOT = Path(__file__).resolve().parents[3]
DEMO = demo_mode(os.environ)
VAR = var_folder(os.environ, ROOT)
DEBUG = debug(os.environ, demo=DEMO)
SECRET_KEY = secret_key(os.environ, demo=DEMO, var=VAR)
ALLOWED_HOSTS = allowed_hosts(os.environ, demo=DEMO)
DATABASES = {"default": database(os.environ, var=VAR)}

CITY = os.environ.get("ONETHING_CITY", "dongguan")
#: Stand-ins of department systems that the demo runs, and the port of each.
DEMO_SYSTEMS = stand_ins(os.environ, ROOT) if DEMO else {}
#: Stand-ins of SMS gateways and of a mail server, likewise.
DEMO_GATEWAYS = stand_ins(os.environ, ROOT, kind="GATEWAYS") if DEMO else {}
DEMO_MAIL = stand_ins(os.environ, ROOT, kind="MAIL") if DEMO else {}
CITY_FOLDER = Path(os.environ.get("ONETHING_CITIES", ROOT / "cities")) / CITY
BRAND = brand_of(CITY_FOLDER)
#: Base address in links that leave the house (QR codes, e-mails).
PUBLIC_ADDRESS = public_address(os.environ)


def _applications(package: ModuleType) -> list[str]:
    """Return every sub-package that is a Django application, in the order of the alphabet."""
    return [full for full in _packages(package) if find_spec(f"{full}.apps")]


def _packages(package: ModuleType) -> list[str]:
    return sorted(
        f"{package.__name__}.{module.name}" for module in iter_modules(package.__path__) if module.ispkg
    )


AREAS = _applications(onething.areas)
CHANNELS = _applications(onething.channels)
ADAPTERS = _packages(onething.adapters)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "onething.kit",
    "onething.kit.jobs",
    *AREAS,
    *CHANNELS,
    "onething.site",
]
MIDDLEWARE = [
    "onething.kit.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "onething.kit.middleware.request_log",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "onething.kit.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "onething.kit.middleware.ActorMiddleware",
    "onething.adapters.uploads.receiving.announced_size",
    "onething.kit.problems.ProblemMiddleware",
    "onething.channels.account.first_password.FirstPasswordMiddleware",
]
#: Asked in this order who acts; the first answer counts. Each: request -> Actor or None.
ACTOR_SOURCES = ["onething.channels.rest.wire.of_token", "onething.kit.actors.of_session"]

ROOT_URLCONF = "onething.site.urls"
WSGI_APPLICATION = "onething.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "onething.kit.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

AUTH_USER_MODEL = "people.AccountRow"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = None  # whitenoise serves from the applications; nothing is collected
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {"BACKEND": "onething.kit.storage.VersionedStorage"},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What a process read of the city's package, for the next one. It is code as pickles are: nobody else may write there.
    "readings": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "readings",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 3},
    },
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 365 * 24 * 3600  # every address carries the hash of its content
FILES = VAR / "files"
#: Department systems: name=address, separated by blanks; each has a key that both sides sign with.
SYSTEMS = named_addresses(os.environ, "ONETHING_SYSTEMS", DEMO_SYSTEMS)
#: Seconds within which department systems answer a look-up; whoever has not by then is slow, and nobody waits.
LOOK_UP_SECONDS = float(os.environ.get("ONETHING_LOOK_UP_SECONDS", "2"))
#: How many invented applications the demo city has besides those of the people on the sign-in page.
DEMO_APPLICATIONS = int(os.environ.get("ONETHING_DEMO_APPLICATIONS", "240"))
SYSTEM_KEYS = system_keys(os.environ, demo=DEMO, systems=SYSTEMS)
#: SMS gateways in the order in which they are asked, written like SYSTEMS; each signs with a key of its own.
SMS_GATEWAYS = named_addresses(os.environ, "ONETHING_SMS", DEMO_GATEWAYS)
SMS_KEYS = system_keys(os.environ, demo=DEMO, systems=SMS_GATEWAYS)
#: Mail servers (host, port) in the order in which they are asked, and the address in From.
MAIL_SERVERS = mail_servers(os.environ) or [("127.0.0.1", port) for port in DEMO_MAIL.values()]
MAIL_FROM = os.environ.get("ONETHING_MAIL_FROM", "") or ("service@onething.example" if DEMO else "")
#: Whether an index is built anew beside what people ask meanwhile.
REBUILD_BEHIND = True
#: The largest request that is read at all, files included; a larger one is refused with a sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "onething.adapters.uploads.receiving.BoundedUploadHandler",
]

_HTTPS = PUBLIC_ADDRESS.startswith("https://")
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "onething.kit.problems.expired"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if _HTTPS else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("ONETHING_BEHIND_PROXY") else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LOGGING_CONFIG = None
logging_config(debug=DEBUG)
