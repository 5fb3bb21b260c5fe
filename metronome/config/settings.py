"""One settings file. Everything that differs between instances comes from METRONOME_* variables or from the instance's
folder; an unknown METRONOME_* variable stops the start, because a misspelt setting is a setting that silently does
nothing."""

from __future__ import annotations

import os
import secrets
from datetime import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
CHECKOUT = ROOT.parent

KNOWN = {
    "METRONOME_HOME",
    "METRONOME_DATABASE",
    "METRONOME_HOSTS",
    "METRONOME_ADDRESS",
    "METRONOME_SECRET_KEY",
    "METRONOME_MAIL",
    "METRONOME_DEBUG",
    "METRONOME_TRUSTED_KEYS",
    "METRONOME_UPLOAD_LIMIT",
    "METRONOME_DIGESTS_AT",
    "METRONOME_LOG_FORMAT",
    "METRONOME_SPARK",
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


def _own_settings(home: Path) -> None:
    """What the file .env in the instance's folder says counts where the environment says nothing.

    A line is NAME=value as it stands, without quotes; what begins with # is a remark.
    """
    path = home / ".env"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        name, is_given, value = (part.strip() for part in line.partition("="))
        if not name or name.startswith("#"):
            continue
        if not is_given or name not in KNOWN - {"METRONOME_HOME"}:
            raise ImproperlyConfigured(f"{path}, line {number}: {name} is no setting that an instance may have")
        os.environ.setdefault(name, value)


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


def _mail(home: Path) -> dict[str, object]:
    """How letters leave: through the SMTP server that METRONOME_MAIL names; else they lie in the instance's folder."""
    url = os.environ.get("METRONOME_MAIL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": home / "mail"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps", "smtp+plain") or not parts.hostname:
        raise ImproperlyConfigured("METRONOME_MAIL is written smtp://user:password@host:port/?from=address")
    sender = parse_qs(parts.query).get("from")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 587, "smtps": 465, "smtp+plain": 25}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        **({"DEFAULT_FROM_EMAIL": sender[0]} if sender else {}),
    }


HOME = _home()
_own_settings(HOME)
SECRET_KEY = _secret_key(HOME)
DEBUG = os.environ.get("METRONOME_DEBUG") == "1"
#: Where the public reaches this instance; links in documents and letters lead there. A passkey needs a name in it.
ADDRESS = os.environ.get("METRONOME_ADDRESS", "http://localhost:8000").rstrip("/")
_secure = ADDRESS.startswith("https://")
ALLOWED_HOSTS = [
    *filter(None, os.environ.get("METRONOME_HOSTS", "").split(",")),
    urlsplit(ADDRESS).hostname or "",
    "127.0.0.1",
    "localhost",
]
#: Public keys (base64, separated by commas) of other instances whose signature counts as known.
TRUSTED_KEYS = [key for key in os.environ.get("METRONOME_TRUSTED_KEYS", "").split(",") if key]


def _upload_limit() -> int:
    """How large a file may be that somebody hands in, in MB."""
    given = os.environ.get("METRONOME_UPLOAD_LIMIT", "20")
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= 1000):
        raise ImproperlyConfigured("METRONOME_UPLOAD_LIMIT is a number of megabytes, from 1 to 1000")
    return int(given)


UPLOAD_LIMIT = _upload_limit()


def _digests_at() -> time | None:
    """From when on a worker writes the digests of a day, by the clock of the network; None: it never does."""
    given = os.environ.get("METRONOME_DIGESTS_AT", "06:15")
    if given == "never":
        return None
    try:
        return time.fromisoformat(given)
    except ValueError as error:
        raise ImproperlyConfigured("METRONOME_DIGESTS_AT is an hour such as 06:15, or never") from error


DIGESTS_AT = _digests_at()
#: The master of a Spark cluster that reads the files of observations; empty: DuckDB does, in the process.
SPARK = os.environ.get("METRONOME_SPARK", "").strip()
LOG_FORMAT = os.environ.get("METRONOME_LOG_FORMAT", "plain")
if LOG_FORMAT not in ("plain", "json"):
    raise ImproperlyConfigured("METRONOME_LOG_FORMAT is plain or json")

ROOMS = (
    "ground",
    "design",
    "accounts",
    "tasks",
    "desk",
    "network",
    "plan",
    "record",
    "projects",
    "governance",
    "listening",
    "observatory",
    "calls",
    "exchange",
    "report",
    "intake",
    "operation",
    "home",
    "founding",
)
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # Tags that pages of the sign-in library use.
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *(f"metronome.{room}" for room in ROOMS),
    # After the rooms, so that a template of ours comes before one of the same name.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "metronome.home.watch.Alive",
    "metronome.home.watch.Watched",
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
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "metronome.config.urls"
WSGI_APPLICATION = "metronome.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "metronome.design.folding.Folding",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "metronome.accounts.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "metronome.accounts.adapters.Accounts"
ACCOUNT_USER_DISPLAY = "metronome.accounts.queries.shown_name"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
#: An address is proven by the link of the invitation.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home:front"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
    "reauthenticate": "5/m/user",
    "change_password": "5/m/user",
    #: Letters of invitation that one person may have sent.
    "invite": "60/h/user",
    #: Letters to strangers who begin an application.
    "begin": "60/h/ip,6/h/key",
    #: Reports of public pages that come from one place.
    "report": "10/h/ip",
}
MFA_ADAPTER = "metronome.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate_webauthn": "metronome.accounts.forms.PasskeyForm",
    "login_webauthn": "metronome.accounts.forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "metronome.accounts.forms.PasskeyAgainForm",
    "add_webauthn": "metronome.accounts.forms.NewPasskeyForm",
}
MFA_TOTP_ISSUER = "Metronome"
#: A clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
#: Behind https stands a proxy, which says who came; without one, nobody else is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _secure else 0

DEFAULT_FROM_EMAIL = f"metronome@{urlsplit(ADDRESS).hostname}"
globals().update(_mail(HOME))

USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "metronome.config.formats"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [ROOT / "locale"]
#: The languages that the platform itself speaks. Pages are in those of the network; before there is one, in these.
INTERFACE_LANGUAGES = (LANGUAGE_CODE, *sorted(path.name for path in (ROOT / "locale").iterdir() if path.is_dir()))

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

#: In the database, so that the limits of sign-in hold across workers and restarts.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_attempts"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _secure
#: Asked on the machine itself, where nobody speaks https.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
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
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "metronome.ground.logs.Lines"},
    },
    "filters": {"redacted": {"()": "metronome.accounts.redaction.Redacted"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["redacted"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What was asked and how it went is said to programs only.
    **({"loggers": {"metronome.requests": {"level": "INFO"}}} if LOG_FORMAT == "json" else {}),
}
