"""Composition root: builds every part from the settings and wires them; it alone knows every class."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

import alertbot.store
from alertbot.alerts.households import load_household_sizes
from alertbot.articles.language import LanguageIdentifier
from alertbot.bot.countries import country_finder
from alertbot.bot.exporting import new_export_pace
from alertbot.bot.handlers import Conversation
from alertbot.bot.picturing import new_map_pace
from alertbot.bot.runner import BotRunner, ListeningRequest, build_application
from alertbot.bot.services import Services
from alertbot.bot.simulating import new_pace
from alertbot.bot.warnings import OperatorWarnings
from alertbot.delivery.painted import PaintingSender
from alertbot.delivery.telegram import TelegramSender
from alertbot.demo.runner import run_demo
from alertbot.desk import Desk
from alertbot.errors import ConfigurationError
from alertbot.exports.cap import sender_of
from alertbot.feed_works import care_of_feeds, polling_stage, reading_stage
from alertbot.feeds.catalogue import load_catalogue
from alertbot.feeds.fetch import HttpFetcher
from alertbot.feeds.fetch_reliefweb import ReliefWebFetcher
from alertbot.gazetteer.centres import centre_of
from alertbot.gazetteer.countries import load_country_names
from alertbot.gazetteer_desk import open_gazetteer
from alertbot.house import House, Role, utc_now
from alertbot.incidents.severity import load_severity
from alertbot.logs import configure_logs
from alertbot.model import FeedSource
from alertbot.ops.easel import Easel, find_easel
from alertbot.ops.embedder import find_embedder
from alertbot.ops.leadership import bot_leads, only_while
from alertbot.ops.lock import hold_folder
from alertbot.ops.metrics import Metrics
from alertbot.ops.probes import Signs, look_around
from alertbot.ops.sandbox import ProcessSandbox
from alertbot.ops.stages import Stage
from alertbot.ops.sweep import Sweep
from alertbot.ops.watchdog import Watchdog
from alertbot.pipeline.announce import Announce
from alertbot.pipeline.assess import Assess
from alertbot.pipeline.deliver import Deliver
from alertbot.pipeline.digests import PlanDigests
from alertbot.pipeline.probe import Probe
from alertbot.pipeline.trial import Trial
from alertbot.ports import Gazetteer, Store
from alertbot.serving import Ports
from alertbot.settings import Settings, load_settings
from alertbot.signals.kind_words import kind_words
from alertbot.signals.read import load_reader
from alertbot.texts import TextCatalogue
from alertbot.words import ask_or_announce, write_delivery, write_incident

log = structlog.get_logger(__name__)
PRELOAD = ("alertbot.pipeline.feed_document", "alertbot.articles.extract")
"""What sandbox children import once, before their first job."""


@contextlib.asynccontextmanager
async def open_house(
    settings: Settings,
    sources: Sequence[FeedSource],
    clock: Callable[[], datetime] = utc_now,
    role: Role = Role.ALL,
) -> AsyncIterator[House]:
    """Build the house and take it down again; what is due is judged by `clock`.

    Of several processes on one database each does the work of its `role`.

    Raises ConfigurationError where a file, the token or the data folder cannot be used.
    """
    if settings.telegram_token is None:
        raise ConfigurationError(
            "ALERTBOT_TELEGRAM_TOKEN is not set. Get a token from @BotFather (/newbot) and put it into the "
            "environment or into .env; to look around without one: ./run demo."
        )
    token = settings.telegram_token.get_secret_value()
    async with contextlib.AsyncExitStack() as stack:
        alone = settings.database.startswith("sqlite")
        if alone:
            stack.enter_context(hold_folder(settings.data_dir))
        gazetteer = open_gazetteer(settings.gazetteer_path, settings.config_dir)
        rules = load_severity(settings.config_dir / "severity.yaml")
        reader = load_reader(settings.config_dir, gazetteer, find_embedder())
        texts = TextCatalogue()
        metrics = Metrics()
        store = await alertbot.store.open_store(
            settings.database, timed=lambda kind, seconds: metrics.observe("database", seconds, kind=kind)
        )
        stack.push_async_callback(store.close)
        fetcher = HttpFetcher(contact=settings.contact, allow=settings.allowed_addresses)
        stack.push_async_callback(fetcher.close)
        feed_fetcher = ReliefWebFetcher(fetcher, settings.reliefweb_appname, clock)
        sandbox = ProcessSandbox(settings.sandbox_workers, preload=PRELOAD, meter=metrics)
        stack.push_async_callback(sandbox.close)
        easel = find_easel(metrics)
        if easel is not None:
            stack.push_async_callback(easel.close)
        locate = partial(centre_of, gazetteer) if easel else None
        ear = ListeningRequest()
        bot = BotRunner(build_application(token, settings.telegram_api, ear))
        await bot.check_token()
        languages = LanguageIdentifier()
        trial = Trial(reader, rules, languages, fetcher, sandbox, clock)
        services = _services(
            settings, store, texts, clock, gazetteer, Probe(feed_fetcher, sandbox, clock), trial, easel
        )
        Conversation(services).register(bot.application)
        await store.feeds.sync_catalogue(sources, clock())

        halting = asyncio.Event()
        sizes = load_household_sizes(settings.config_dir / "household_size.yaml")
        sender = TelegramSender(bot.application.bot)
        deliver = Deliver(
            store.deliveries,
            store.send_times,
            PaintingSender(sender, easel),
            partial(write_delivery, texts=texts, sizes=sizes, locate=locate),
            clock,
            meter=metrics,
        )
        answering, sending = bot_leads(store.leases, token, utc_now, alone=alone)
        delivering = Stage("deliver", only_while(sending, deliver))
        assess = Assess(store.articles, reader, rules, clock, delivering.wake, meter=metrics)
        assessing = Stage("assess", assess)
        reading = reading_stage(
            store, fetcher, sandbox, languages, clock, settings.read_concurrency, assessing.wake, halting
        )
        polling = polling_stage(
            store,
            feed_fetcher,
            sandbox,
            clock,
            reading.wake,
            halting,
            metrics,
            settings.poll_concurrency,
            settings.poll_budget,
        )
        sweeping = Stage(
            "sweep",
            Sweep(
                deliver.recover,
                store.articles.forget_texts,
                timedelta(days=settings.article_days),
                store.retention,
                timedelta(days=settings.incident_months * 365 / 12),
                clock,
                forget_audit=store.audit.forget,
                keep_audit=timedelta(days=settings.audit_days),
            ),
        )
        digesting = Stage(
            "digest",
            PlanDigests(
                store.digests,
                store.chats,
                store.feeds,
                texts.load_texts,
                clock,
                delivering.wake,
                locate,
            ),
        )
        announce = Announce(
            store.notices,
            store.deliveries,
            store.send_times,
            sender,
            partial(ask_or_announce, texts=texts),
            settings.operators,
            clock,
        )
        announcing = Stage("announce", only_while(sending, announce))
        care = care_of_feeds(store, services.probe, settings.operators, clock, announcing.wake)
        caring = Stage("care", only_while(sending, care))
        works: dict[Role, tuple[Stage, ...]] = {
            Role.WORKER: (polling, reading, assessing),
            Role.SENDER: (delivering, digesting, announcing, caring),
        }
        stages = [stage for of, own in works.items() if role in (of, Role.ALL) for stage in own] + [sweeping]
        leads = {Role.SENDER: sending, Role.BOT: answering}
        signs = Signs(lambda: deliver.circuit.probing, lambda: ear.silent_for, lambda: answering.held)
        probes = look_around(store, signs, sandbox, tuple(stages))
        warn = OperatorWarnings(bot.application.bot, settings.operators, store.chats, texts.load_texts)
        stages.append(Stage("watch", Watchdog(probes, warn, settings.health_path, clock)))
        ports = Ports(stack, store, metrics, clock, texts, gazetteer, settings.contact)
        await ports.open_status(settings.http_host, settings.http_port)
        await ports.open_api(*settings.api)
        yield House(
            store,
            stages,
            bot,
            services,
            clock,
            halting,
            leads=[lead for of, lead in leads.items() if role in (of, Role.ALL)],
            answering=answering if role in (Role.BOT, Role.ALL) else None,
        )


def _services(
    settings: Settings,
    store: Store,
    texts: TextCatalogue,
    clock: Callable[[], datetime],
    gazetteer: Gazetteer,
    probe: Probe,
    trial: Trial,
    easel: Easel | None,
) -> Services:
    return Services(
        store=store,
        texts=texts.load_texts,
        write_incident=partial(write_incident, texts=texts),
        countries=country_finder(
            load_country_names(settings.config_dir / "countries.yaml"), texts.load_texts
        ),
        clock=clock,
        gazetteer=gazetteer,
        kind_of=kind_words(settings.config_dir / "lexicon"),
        probe=probe,
        trial=trial,
        trials=new_pace(),
        exporting=new_export_pace(),
        sender=sender_of(settings.contact),
        maps=new_map_pace(),
        painter=easel,
        operators=settings.operators,
        access=settings.access,
    )


async def run(settings: Settings, role: Role = Role.ALL) -> int:
    """Serve in that role until SIGTERM or SIGINT; returns the exit status."""
    configure_logs(settings.log_level, settings.log_format, settings.secrets)
    sources = load_catalogue(settings.config_dir / "feeds.yaml", settings.allowed_addresses)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    async with open_house(settings, sources, role=role) as house:
        await house.run(stopping)
    return 0


def demo(*, interactive: bool) -> int:
    """Play the demo with the real application; returns the exit status."""
    configure_logs("ERROR", "console")
    return asyncio.run(run_demo(start_for_demo, interactive=interactive))


@contextlib.asynccontextmanager
async def start_for_demo(
    api: str, token: str, feeds: Sequence[FeedSource], allow: frozenset[tuple[str, int]], folder: Path
) -> AsyncIterator[House]:
    """Run the real application against the Bot API at `api`; `allow` opens loopback addresses of outlets."""
    hosts = tuple(f"{host}:{port}" for host, port in allow)
    settings = load_settings(
        telegram_token=token, telegram_api=api, data_dir=folder, database_url=None, allow_hosts=hosts
    )
    settings = settings.model_copy(update={"gazetteer": load_settings().gazetteer_path})
    stopping = asyncio.Event()
    async with open_house(settings, feeds) as house:
        running = asyncio.create_task(house.run(stopping))
        try:
            yield house
        finally:
            stopping.set()
            await running


def open_desk(settings: Settings) -> Desk:
    """A desk to read articles at the command line."""
    configure_logs("WARNING", "console")
    gazetteer = open_gazetteer(settings.gazetteer_path, settings.config_dir)
    rules = load_severity(settings.config_dir / "severity.yaml")
    return Desk(load_reader(settings.config_dir, gazetteer, find_embedder()), rules)
