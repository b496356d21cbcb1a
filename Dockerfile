# One image for the gateway, the workers and the sandbox; the command says which.
FROM python:3.11-slim AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python3 -m venv /opt/venv
COPY requirements.txt .
# The list is complete. A resolver would still look at what is newer, and pip 23 stumbles over that.
RUN /opt/venv/bin/pip install --quiet --no-deps --require-hashes -r requirements.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home newsum \
 && install -d -o newsum -g newsum /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY main.py run_chat_worker.py run_unified_llm_worker.py ./
COPY scripts scripts
COPY app app
COPY workers workers
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    APP_HOST=0.0.0.0 SANDBOX_HOST=0.0.0.0 NEWSUM_HOME=/data/home LOG_PATH=/data/logs \
    IMAGE_STORAGE_PATH=/data/images REPORT_STORAGE_PATH=/data/reports
RUN python3 -m compileall -q app workers scripts main.py
USER newsum
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# It ends with exec: the process itself is PID 1 and gets the signal.
ENTRYPOINT ["scripts/docker-entrypoint.sh"]
CMD ["python", "main.py"]
