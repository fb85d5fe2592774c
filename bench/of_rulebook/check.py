"""`karvon check` of 100,000 people at three steps: the whole command, from a file to the table, in a process of its own.

The list is synthetic, and the same each time.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.of_rulebook.timing import Figures

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "demo" / "zhibek_zholy" / "rules", ROOT / "demo" / "zhibek_zholy" / "exits.yaml")
PEOPLE, SEED = 100_000, 20201031
KNOWN_AT = "2020-10-31T08:00Z"

COLUMNS = (
    "person_id", "family_name", "given_name", "sex", "birth_date", "nationality", "household", "doc_type", "doc_no",
    "doc_expiry", "home_oblast", "phone", "test_kind", "test_sampled", "test_result", "test_country", "temperature",
    "consent",
)  # fmt: skip
FAMILY_NAMES = ("Karimov", "Rahimov", "Saidov", "Nazarov", "Холиқов", "Boboev", "Ашуров", "Yusupov", "Odinaev", "Гулов")
GIVEN_NAMES = ("Jamshed", "Фаррух", "Dilshod", "Мавлуда", "Zarina", "Rustam", "Гулнора", "Nargis", "Sherali", "Умед")
NATIONALITIES = ("TJK",) * 17 + ("UZB", "KGZ", "KAZ")

STEPS = """karvon_steps: 1
movement: BENCH
party: {organised: true, size: 100000, sealed: false, stops: 0, transit_minutes: 200,
        clearances: [{authority: MFA UZ, kind: transit, decision: yes, form: oral, until: 2020-11-01 00:00 Asia/Tashkent}]}
steps:
  - {id: kz-exit, jurisdiction: KAZ, role: exit, crossing: KZUZ-ZHB, post: KZUZ-ZHB-KZ, place: Zhibek Zholy,
     at: 2020-10-31 15:00 Asia/Almaty, mode: road, going_to: TJK}
  - {id: uz-entry, jurisdiction: UZB, role: transit, crossing: KZUZ-ZHB, post: KZUZ-ZHB-UZ, place: Gisht Kuprik,
     at: 2020-10-31 14:30 Asia/Tashkent, mode: road, coming_from: KAZ, going_to: TJK}
  - {id: tj-entry, jurisdiction: TJK, role: entry, crossing: UZTJ-OYB, post: UZTJ-OYB-TJ, place: Fotekhobod,
     at: 2020-10-31 19:30 Asia/Dushanbe, mode: road, coming_from: UZB, going_to: TJK}
"""


def rows(people: int) -> Iterator[tuple[object, ...]]:
    """Make the people of the list: a third without a test, the others with tests of all kinds and ages."""
    chance = random.Random(SEED)
    for number in range(1, people + 1):
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(25_000))
        tested = chance.random() < 2 / 3
        sampled = f"2020-10-{chance.randrange(27, 32)}T{chance.randrange(24):02d}:{chance.randrange(60):02d}+06:00"
        yield (
            f"B{number:06d}", chance.choice(FAMILY_NAMES), chance.choice(GIVEN_NAMES), chance.choice("MF"), born,
            chance.choice(NATIONALITIES), f"H{number // 4}", "P", f"ZZ{number:07d}",
            date(2021, 1, 1) + timedelta(days=chance.randrange(3000)), "SUGHD", f"+99290{number:07d}",
            chance.choice(("pcr", "rapid")) if tested else "", sampled if tested else "",
            chance.choice(("negative",) * 9 + ("positive",)) if tested else "", "KAZ" if tested else "",
            f"{36 + chance.random() * 1.6:.1f}", "share_with_IOM",
        )  # fmt: skip


def measure(people: int = PEOPLE) -> Figures:
    """Return seconds and peak memory (MB) of the command on a list of so many people."""
    with tempfile.TemporaryDirectory() as folder:
        listed, steps = Path(folder) / "list.csv", Path(folder) / "steps.yaml"
        with listed.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows(people))
        steps.write_text(STEPS, encoding="utf-8")
        command = [sys.executable, "-m", "karvon.cli.main", "check", str(listed), "--steps", str(steps)]
        command += [word for pack in RULES for word in ("--rules", str(pack))]
        return _run([*command, "--known-at", KNOWN_AT], people)


def _run(command: list[str], people: int) -> Figures:
    began = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, cwd=ROOT)
        # the memory of this one child, not of every child there was
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        told = output.read().decode()
    if process.returncode != 1 or f"{people:,}" not in told:
        raise SystemExit(f"the command ended with status {process.returncode} and did not count {people} people")
    return {
        f"check_{people}_s": round(seconds, 2),
        f"check_{people}_processor_s": round(used.ru_utime + used.ru_stime, 2),
        f"check_{people}_mb": round(used.ru_maxrss / 1024),
        f"check_{people}_verdicts_per_s": round(3 * people / seconds),
    }
