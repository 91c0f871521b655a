"""The desk under load: 50 readers of listing pages on 100,000 statements while a coding job runs.

    python benchmarks/web.py [--statements 100000] [--seconds 10]

Prints the 95th percentile of each list in milliseconds, and the CPU time that the server took for an answer, which
other work on the machine moves less; both also as ratios to a bare route of the same server, in the same run.
"""

import argparse
import asyncio
import contextlib
import datetime as dt
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tertius.records import (
    Actor,
    ActorKind,
    DateBasis,
    Document,
    Form,
    Kind,
    Passage,
    Precision,
    Published,
    Speaker,
    Statement,
    Voice,
    content_id,
)
from tertius.store import Workspace

READERS = 50
Found = tuple[float, float, int, int]
Floor = tuple[float, float]
BATCH = 5_000
ACTORS = [
    Actor(name=f"Land {i}", code=f"L{chr(65 + i // 26)}{chr(65 + i % 26)}", kind=ActorKind.STATE) for i in range(60)
]
FIRST = dt.date(2015, 1, 1)
LISTS = {
    "all statements": ["/statements"],
    "one voice": [f"/statements?voice={voice}" for voice in Voice],
    "one actor": [f"/statements?about=Land+{i}" for i in range(60)],
    "voice and kind": [f"/statements?voice={voice}&kind={kind}" for voice in Voice for kind in Kind],
    "never shown": [
        f"/statements?about=Land+{i}&since={FIRST + dt.timedelta(days=d)}" for d in range(100) for i in range(60)
    ],
    "API, one kind": [f"/api/v1/statements?kind={kind}&limit=50" for kind in Kind],
}
BARE = """
import sys, uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
app = FastAPI()
@app.get("/", response_class=PlainTextResponse)
async def bare():
    return "ok"
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
"""


def statement(number: int, rng: random.Random) -> Statement:
    text = (
        f"Constructed statement {number}: the crossing with {ACTORS[number % 60].name} opens again, and trade goes on."
    )
    day = FIRST + dt.timedelta(days=rng.randrange(3_000))
    return Statement(
        id=content_id("st", text),
        speaker=Speaker(name=f"Speaker {rng.randrange(2_000)}", role="minister"),
        voice=rng.choice(list(Voice)),
        form=Form.DIRECT,
        kinds=(rng.choice(list(Kind)),),
        passages=(Passage(document=f"doc-{number // 50}", start=0, end=len(text), text=text),),
        about=tuple(rng.sample(ACTORS, 2)),
        said=Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA),
        constructed=True,
    )


def fill(folder: Path, count: int) -> str:
    """A workspace with that many statements, and documents for the coding job to work on; and the job."""
    rng = random.Random(7)
    with Workspace.open(folder) as workspace:
        for first in range(workspace.count("statement"), count, BATCH):
            last = min(count, first + BATCH)
            workspace.put_records("statement", [statement(number, rng) for number in range(first, last)])
        line = "Land 1 condemned Land 2 on Monday, a spokesman said. The crossing would stay closed, he said. "
        texts = [f"Constructed dispatch {number}. " + line * 40 for number in range(300)]
        workspace.put_documents(
            Document(id=content_id("doc", text), title="Constructed", text=text, constructed=True) for text in texts
        )
        return workspace.new_job("coding", {"request": {"fast": True}})


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[tuple[str, int]]:
    """A server on loopback, until the block ends: its address and its process."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        try:
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()


WRK = """
local paths = {%s}
local number = 0
request = function() number = number + 1; return wrk.format("GET", paths[(number * 7919) %% #paths + 1]) end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %%f %%f %%d %%d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def asked(base: str, addresses: list[str], seconds: float) -> Found:
    """(median, 95th percentile, answers, errors) of 50 readers, each of whom asks again as soon as it is answered.

    By wrk where it is installed, which takes little of the machine from the server; else by httpx.
    """
    if shutil.which("wrk") is None:
        times, errors = asyncio.run(load(base, addresses, seconds))
        return times[len(times) // 2], times[int(len(times) * 0.95)], len(times), len(errors)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(WRK % ", ".join(f'"{address}"' for address in addresses))
        script.flush()
        command = ["wrk", "-t1", f"-c{READERS}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", script.name, base]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    p50, p95, answers, errors = said.split("RESULT ")[1].split()
    return float(p50), float(p95), int(answers), int(errors)


async def load(base: str, addresses: list[str], seconds: float) -> tuple[list[float], list[object]]:
    """Milliseconds of every answer to 50 readers who each ask again as soon as they are answered; and the errors."""
    times: list[float] = []
    errors: list[object] = []
    end = time.perf_counter() + seconds

    async def reader(number: int, client: httpx.AsyncClient) -> None:
        rng = random.Random(number)
        while (began := time.perf_counter()) < end:
            try:
                answer = await client.get(rng.choice(addresses))
                if answer.status_code != 200:
                    errors.append(answer.status_code)
            except httpx.HTTPError as error:
                errors.append(repr(error))
            times.append(1_000 * (time.perf_counter() - began))

    limits = httpx.Limits(max_connections=READERS, max_keepalive_connections=READERS)
    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=30) as client:
        await asyncio.gather(*(reader(number, client) for number in range(READERS)))
    return sorted(times), errors


def cpu(process: int) -> float:
    """CPU seconds that a process has used, as Linux tells."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def row(name: str, base: str, process: int, addresses: list[str], seconds: float, floor: Floor | None = None) -> Floor:
    """Print how the readers fared; returns the 95th percentile and the server's CPU milliseconds an answer."""
    before = cpu(process)
    p50, p95, answers, errors = asked(base, addresses, seconds)
    used = 1_000 * (cpu(process) - before) / max(1, answers)
    ratio = (
        f"{p95 / floor[0]:5.1f}x bare; CPU {used:5.2f} ms, {used / floor[1]:5.1f}x bare"
        if floor
        else f"CPU {used:5.2f} ms"
    )
    print(
        f"{name:16} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  {ratio}  {answers / seconds:6.0f}/s  {errors} errors",
        flush=True,
    )
    return p95, used


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workspace", type=Path, help="Keep the generated workspace here, and use it again.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = given.workspace or Path(folder) / "w"
        began = time.perf_counter()
        job = fill(work, given.statements)
        print(
            f"{given.statements:,} statements generated and kept in {time.perf_counter() - began:.0f} s; {os.cpu_count()} cores"
        )
        port = free_port()
        bare = [sys.executable, "-c", BARE, str(port)]
        with running(bare, port) as (base, process):
            floor = row("a bare route", base, process, ["/"], given.seconds)
        port = free_port()
        serve = [sys.executable, "-m", "tertius.cli", "serve", "--workspace", str(work), "--port", str(port)]
        worker = [sys.executable, "-m", "tertius.web.worker", str(work), job]
        with running(serve, port) as (base, process), subprocess.Popen(worker) as coding:
            time.sleep(8)  # the models are being loaded
            for name, addresses in LISTS.items():
                row(name, base, process, addresses, given.seconds, floor)
            print(f"the coding job {'ran throughout' if coding.poll() is None else 'ended before the readers'}")
            coding.terminate()


if __name__ == "__main__":
    main()
