"""One settings file. Everything that differs between instances comes from METRONOME_* variables or from the instance's
folder; an unknown METRONOME_* variable stops the start, because a misspelt setting is a setting that silently does
nothing."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
CHECKOUT = ROOT.parent

KNOWN = {
    "METRONOME_HOME",
    "METRONOME_DATABASE",
    "METRONOME_HOSTS",
    "METRONOME_ADDRESS",
    "METRONOME_SECRET_KEY",
    "METRONOME_DEBUG",
    "METRONOME_TRUSTED_KEYS",
    "METRONOME_TEST_POSTGRES",
}
_unknown = {name for name in os.environ if name.startswith("METRONOME_")} - KNOWN
if _unknown:
    raise ImproperlyConfigured(
        f"unknown settings: {', '.join(sorted(_unknown))}; known are {', '.join(sorted(KNOWN))}"
    )


def _home() -> Path:
    """The instance's folder: METRONOME_HOME, or var/demo in a checkout."""
    if given := os.environ.get("METRONOME_HOME"):
        return Path(given).resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var" / "demo"
    raise ImproperlyConfigured("set METRONOME_HOME to the folder of your instance")


def _secret_key(home: Path) -> str:
    """The instance's own secret, made once and readable by its owner only."""
    if given := os.environ.get("METRONOME_SECRET_KEY"):
        return given
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
    return path.read_text()


def _database(home: Path) -> dict[str, object]:
    """SQLite in the instance's folder, or the PostgreSQL that METRONOME_DATABASE names."""
    url = os.environ.get("METRONOME_DATABASE", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "metronome.sqlite3",
            # Opening the file costs more than what a ready page asks of it.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000; "
                "PRAGMA journal_size_limit=67108864",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("METRONOME_DATABASE is written postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


HOME = _home()
SECRET_KEY = _secret_key(HOME)
DEBUG = os.environ.get("METRONOME_DEBUG") == "1"
#: Where the public reaches this instance; links in documents lead there.
ADDRESS = os.environ.get("METRONOME_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
_secure = ADDRESS.startswith("https://")
ALLOWED_HOSTS = [
    *filter(None, os.environ.get("METRONOME_HOSTS", "").split(",")),
    urlsplit(ADDRESS).hostname or "",
    "127.0.0.1",
    "localhost",
]
#: Public keys (base64, separated by commas) of other instances whose signature counts as known.
TRUSTED_KEYS = [key for key in os.environ.get("METRONOME_TRUSTED_KEYS", "").split(",") if key]

ROOMS = (
    "ground",
    "design",
    "accounts",
    "network",
    "plan",
    "record",
    "governance",
    "listening",
    "report",
    "intake",
    "home",
)
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *(f"metronome.{room}" for room in ROOMS),
]

MIDDLEWARE = [
    "metronome.home.pages.ReadyPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "metronome.home.language.LanguageFromPath",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "metronome.config.urls"
WSGI_APPLICATION = "metronome.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "metronome.home.site.site",
            ],
        },
    },
]

DATABASES = {"default": _database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [ROOT / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _secure
SECURE_HSTS_SECONDS = 31536000 if _secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        # Pico draws the arrow of a list and the glass of a search field as data.
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
