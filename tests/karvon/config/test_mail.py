"""Where e-mail goes follows from one variable; a value that is no address is refused with how to write one."""

import pytest

from karvon.config.mail import Mail, MailAddressNotUnderstood, read_mail_address


def test_without_an_address_nothing_is_sent():
    assert read_mail_address(None) == Mail("django.core.mail.backends.dummy.EmailBackend", is_sent=False)


def test_a_server_is_named_with_user_and_password():
    mail = read_mail_address("smtps://post%40example.org:p%2Fw@mail.example.org")
    assert (mail.host, mail.port, mail.user, mail.password) == ("mail.example.org", 465, "post@example.org", "p/w")
    assert (mail.encrypted, mail.starts_tls, mail.is_sent) == (True, False, True)


@pytest.mark.parametrize(("scheme", "port"), [("smtp", 25), ("smtps", 465), ("smtp+starttls", 587)])
def test_each_way_has_its_usual_port(scheme, port):
    assert read_mail_address(f"{scheme}://mail.example.org").port == port
    assert read_mail_address(f"{scheme}://mail.example.org:2525").port == 2525


def test_a_folder_takes_one_file_for_each_mail():
    assert read_mail_address("file:/tmp/mail").folder == "/tmp/mail"


def test_the_console_shows_them():
    assert read_mail_address("console:").delivery.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    "address", ["mail.example.org", "http://mail.example.org", "smtp://", "file:", "smtp://h:70000"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(MailAddressNotUnderstood, match="KARVON_MAIL"):
        read_mail_address(address)
