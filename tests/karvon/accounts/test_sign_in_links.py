"""A sign-in link lets its user in once, before it expires, and nobody who reads the database can use it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from karvon.accounts.acting import SYSTEM, acting_as, member
from karvon.accounts.actions import LINK_LASTS, make_sign_in_link, sign_in_by_link
from karvon.accounts.errors import LinkNotValid
from karvon.accounts.models import SignInLink, User
from karvon.accounts.roles import Role
from tests.factories import NOON, make_member, make_user


@pytest.fixture
def user(db: None) -> User:
    with acting_as(SYSTEM):
        return make_user()


def test_a_link_signs_its_user_in(user):
    token = make_sign_in_link(user, at=NOON)
    assert sign_in_by_link(token, at=NOON) == user


def test_a_link_works_once(user):
    token = make_sign_in_link(user, at=NOON)
    sign_in_by_link(token, at=NOON)
    with pytest.raises(LinkNotValid, match="has been used, or its 15 minutes are over"):
        sign_in_by_link(token, at=NOON)


def test_a_link_works_until_its_last_moment_and_not_at_its_end(user):
    late = make_sign_in_link(user, at=NOON)
    assert sign_in_by_link(late, at=NOON + LINK_LASTS - timedelta(seconds=1)) == user
    later = make_sign_in_link(user, at=NOON)
    with pytest.raises(LinkNotValid):
        sign_in_by_link(later, at=NOON + LINK_LASTS)


def test_a_link_that_never_was_is_refused_in_the_same_words(user):
    with pytest.raises(LinkNotValid, match="has been used, or its 15 minutes are over"):
        sign_in_by_link("never-made", at=NOON)


def test_the_link_of_a_closed_account_is_refused_in_the_same_words_and_stays_unused(user):
    token = make_sign_in_link(user, at=NOON)
    with acting_as(SYSTEM):
        User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(LinkNotValid), transaction.atomic():
        sign_in_by_link(token, at=NOON)
    assert SignInLink.objects.get().used_at is None


def test_the_word_itself_is_nowhere_in_the_database(user):
    token = make_sign_in_link(user, at=NOON)
    kept = SignInLink.objects.get()
    assert len(kept.digest) == 64
    assert token not in {str(value) for value in vars(kept).values()}
    with pytest.raises(LinkNotValid):
        sign_in_by_link(kept.digest, at=NOON)


def test_links_that_have_expired_are_cleared_away_with_the_next(user):
    make_sign_in_link(user, at=NOON)
    make_sign_in_link(user, at=NOON + LINK_LASTS)
    assert SignInLink.objects.count() == 1


def test_no_member_reads_or_makes_a_link_by_any_query(user):
    with acting_as(SYSTEM):
        administrator = make_member(Role.ADMINISTRATOR)
    make_sign_in_link(user, at=NOON)
    with acting_as(member(administrator)):
        assert SignInLink.objects.count() == 0
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            SignInLink.objects.create(user=user, digest="0" * 64, expires_at=NOON)


def test_of_two_who_use_a_link_at_once_one_gets_in(own_database):
    with transaction.atomic(), acting_as(SYSTEM):
        token = make_sign_in_link(make_user(), at=NOON)
    both = threading.Barrier(2, timeout=20)
    outcomes: list[str] = []

    def use() -> None:
        both.wait()
        try:
            sign_in_by_link(token, at=NOON)
            outcomes.append("in")
        except LinkNotValid:
            outcomes.append("out")
        connection.close()

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "out"]
