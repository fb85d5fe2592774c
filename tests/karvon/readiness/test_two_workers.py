"""Two workers at once, and one that is killed in the middle: every person is judged once, and nothing stays undone."""

import os
import signal
import subprocess
import sys
import threading
import time

from django.db import connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.config.working import Worker
from karvon.readiness.models import Due, Verdict
from tests.factories import make_entry, make_movement, make_person, make_step
from tests.karvon.readiness.conftest import make_gate
from tests.shared_data import ROOT

MOVEMENTS, PEOPLE = 6, 5


def many_movements():
    """Several movements through one gate, everybody due."""
    with transaction.atomic(), acting_as(SYSTEM):
        gate = make_gate(people=PEOPLE)
        for _ in range(MOVEMENTS - 1):
            movement = make_movement(gate.officer)
            make_step(movement, gate.entering.post, "transit", gate.entering.planned_at)
            for _ in range(PEOPLE):
                make_entry(movement, make_person(gate.officer))


def left_and_kept():
    with transaction.atomic(), acting_as(SYSTEM):
        kept = list(Verdict.objects.current().values_list("entry_id", "step_id"))
        return Due.objects.count(), kept


def until_done(worker):
    while worker.work_once():
        pass
    connection.close()


def test_two_workers_judge_everybody_once(own_database):
    many_movements()
    threads = [threading.Thread(target=until_done, args=[Worker()]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    until_done(Worker())
    due, kept = left_and_kept()
    assert due == 0
    assert len(kept) == len(set(kept)) == PEOPLE * 2 + PEOPLE * (MOVEMENTS - 1)


def test_what_a_killed_worker_left_undone_the_next_one_does(own_database):
    many_movements()
    address = connection.settings_dict
    names = {"HOST": "host", "NAME": "dbname", "USER": "user"}
    words = " ".join(f"{word}={address[key]}" for key, word in names.items())
    environment = {**os.environ, "DATABASE_URL": words, "DJANGO_SETTINGS_MODULE": "karvon.config.settings"}
    process = subprocess.Popen([sys.executable, "-m", "karvon.config.work"], cwd=ROOT, env=environment)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not left_and_kept()[1]:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    until_done(Worker())
    due, kept = left_and_kept()
    assert due == 0
    assert len(kept) == len(set(kept)) == PEOPLE * 2 + PEOPLE * (MOVEMENTS - 1)
