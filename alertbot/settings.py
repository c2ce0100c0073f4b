"""Every setting of alertbot: its type, bounds, default and what it is for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from alertbot.errors import ConfigurationError
from alertbot.model import AccessMode, PollBudget

PREFIX = "ALERTBOT_"
TOML_FILE = Path("config/alertbot.toml")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{24,200}")


class Settings(BaseSettings):
    """Read from the environment, then `.env`, then `config/alertbot.toml`, then the defaults here."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        toml_file=TOML_FILE,
        frozen=True,
    )

    telegram_token: SecretStr | None = Field(default=None, description="The bot's token, from @BotFather.")
    telegram_api: str = Field(
        default="https://api.telegram.org",
        pattern=r"^https?://[^\s]+[^/]$",
        description="Address of the Bot API; another one for a local Bot API server.",
    )
    operators: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(),
        description="Telegram ids of the people who run this bot, with commas; they get its warnings.",
    )
    access: AccessMode = Field(
        default=AccessMode.OPEN,
        description="Who may use the bot: open, approval (operators decide), invitation (links by /invite).",
    )
    contact: str = Field(
        default="",
        max_length=200,
        description="An e-mail or web address for the publishers of feeds, sent as part of User-Agent.",
    )
    reliefweb_appname: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9._-]{0,100}$",
        description="The appname that ReliefWeb approved for its API; without one its API is not asked.",
    )
    data_dir: Path = Field(default=Path("data"), description="Folder of the database and the gazetteer.")
    config_dir: Path = Field(
        default=Path("config"), description="Folder of feeds.yaml, the lexicons and the rules."
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER:PASSWORD@HOST/NAME; "
        "default: alertbot.sqlite in the data folder.",
    )
    gazetteer: Path | None = Field(
        default=None, description="The gazetteer file; default: gazetteer.sqlite in the data folder."
    )
    allow_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="HOST:PORT pairs, with commas, that may be fetched although they are not public.",
    )
    poll_concurrency: int = Field(default=16, ge=1, le=200, description="Feeds fetched at the same time.")
    polls_a_minute: int = Field(
        default=120,
        ge=10,
        le=10_000,
        description="Requests for feeds that start in a minute at most, over all processes.",
    )
    read_concurrency: int = Field(
        default=4, ge=1, le=50, description="Articles fetched and read at the same time."
    )
    sandbox_workers: int = Field(
        default=2, ge=1, le=16, description="Child processes that parse feeds and pages."
    )
    article_days: int = Field(
        default=30, ge=1, le=3650, description="Days after which the text of an article is erased."
    )
    audit_days: int = Field(
        default=365, ge=7, le=3650, description="Days after which a line of the audit trail is erased."
    )
    incident_months: int = Field(
        default=24,
        ge=1,
        le=240,
        description="Months after the last report when an incident and what was told of it are erased.",
    )
    health_file: Path | None = Field(
        default=None,
        description="The file that tells how every part stands; default: health.json in the data folder.",
    )
    http_port: int = Field(
        default=0, ge=0, le=65535, description="Port of /healthz, /readyz and /metrics; 0: none."
    )
    http_host: str = Field(
        default="127.0.0.1", description="Address the port is opened at: nothing there asks who is asking."
    )
    api_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port of the read-only HTTP API (docs/exports.md); 0: none. Needs an api_token.",
    )
    api_host: str = Field(default="127.0.0.1", description="Address the port of the API is opened at.")
    api_token: SecretStr | None = Field(
        default=None,
        description="What callers of the API show: 24 letters or digits, as of `openssl rand -hex 24`.",
    )
    api_per_minute: int = Field(
        default=60, ge=1, le=6000, description="Requests to the API that are answered in a minute."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="The least log level that is written."
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="How log lines are written to standard error."
    )

    @field_validator("operators", mode="before")
    @classmethod
    def _split_operators(cls, value: Any) -> Any:
        return (
            [part for part in value.replace(" ", "").split(",") if part] if isinstance(value, str) else value
        )

    @field_validator("operators")
    @classmethod
    def _refuse_shared_ids(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        shared = {1087968824: "GroupAnonymousBot", 777000: "Telegram", 136817688: "Channel Bot"}
        for number in value:
            if number in shared:
                raise ValueError(
                    f"{number} is {shared[number]}, which many people share; name your own numeric id"
                )
        return value

    @field_validator("allow_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: Any) -> Any:
        return (
            [part for part in value.replace(" ", "").split(",") if part] if isinstance(value, str) else value
        )

    @field_validator("allow_hosts")
    @classmethod
    def _check_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pair in value:
            host, _, port = pair.rpartition(":")
            if not host or not port.isdigit():
                raise ValueError(f"'{pair}' is not HOST:PORT, for example 10.0.0.5:8080")
        return value

    @field_validator("api_token")
    @classmethod
    def _check_api_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("use at least 24 letters, digits, - or _, as `openssl rand -hex 24` gives them")
        return value

    @model_validator(mode="after")
    def _need_api_token(self) -> Settings:
        if self.api_port and self.api_token is None:
            raise ValueError(
                "API_PORT is set, so callers need a token: put one of `openssl rand -hex 24` into "
                f"{PREFIX}API_TOKEN"
            )
        return self

    @model_validator(mode="after")
    def _need_operators(self) -> Settings:
        if self.access is not AccessMode.OPEN and not self.operators:
            raise ValueError(
                f"ACCESS is {self.access.value}, so somebody must let people in: put your own numeric "
                f"Telegram id into {PREFIX}OPERATORS"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before `.env` before the TOML file."""
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database(self) -> str:
        """The database's address, with its password: never log it."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir.resolve() / 'alertbot.sqlite'}"

    @property
    def api(self) -> tuple[str, int, str, int]:
        """(host, port, token, requests a minute) of the HTTP API; port 0: none. Never log it."""
        token = self.api_token.get_secret_value() if self.api_token else ""
        return self.api_host, self.api_port if token else 0, token, self.api_per_minute

    @property
    def secrets(self) -> list[str]:
        """What no log may hold."""
        tokens = (self.telegram_token, self.api_token)
        return [token.get_secret_value() for token in tokens if token]

    @property
    def gazetteer_path(self) -> Path:
        """Where the gazetteer lies."""
        return self.gazetteer or self.data_dir / "gazetteer.sqlite"

    @property
    def health_path(self) -> Path:
        """The file that tells how every part stands (`alertbot health`)."""
        return self.health_file or self.data_dir / "health.json"

    @property
    def poll_budget(self) -> PollBudget:
        """How many requests for feeds may start; hosts of `allow_hosts` are free of it."""
        return PollBudget(self.polls_a_minute, exempt=frozenset(host for host, _ in self.allowed_addresses))

    @property
    def allowed_addresses(self) -> frozenset[tuple[str, int]]:
        """`allow_hosts` as (host, port)."""
        pairs = (pair.rpartition(":") for pair in self.allow_hosts)
        return frozenset((host.strip("[]"), int(port)) for host, _, port in pairs)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; `overrides` win (command line).

    Raises ConfigurationError, in one sentence naming the variable and the mend.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise ConfigurationError(_sentence(error)) from None
    except SettingsError as error:
        raise ConfigurationError(
            f"{error}. Correct it in the environment, in .env or in {TOML_FILE}."
        ) from None
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"{TOML_FILE} or .env cannot be read: {error}. Correct or remove the file."
        ) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else "The settings"
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"{name}: {message}. Correct it in the environment, in .env or in {TOML_FILE}."
