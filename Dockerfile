# syntax=docker/dockerfile:1
# A thin wrapper of what ./run does: install the locked packages, build the gazetteer, start.
FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /opt/venv /opt/build
COPY requirements.lock requirements-build.lock ./
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
RUN /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY alertbot alertbot
COPY config config
RUN /opt/build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /tmp/wheels . \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps /tmp/wheels/*.whl \
    && /opt/build/bin/pip install --no-cache-dir --no-deps /tmp/wheels/*.whl \
    && ALERTBOT_GAZETTEER=/opt/gazetteer.sqlite /opt/build/bin/alertbot gazetteer build

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin alertbot \
    && install -d -o alertbot -g alertbot /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/gazetteer.sqlite /opt/gazetteer.sqlite
COPY config /app/config
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ALERTBOT_DATA_DIR=/data \
    ALERTBOT_GAZETTEER=/opt/gazetteer.sqlite
USER alertbot
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["alertbot", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["alertbot"]
CMD ["run"]
