"""Devices are named as people call them."""

import pytest

from karvon.web.sign_in.templatetags.sign_in import device

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (WINDOWS, "Chrome, Windows"),
        (f"{WINDOWS} Edg/120.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox, Linux"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_browser_is_named_with_its_system(said, name):
    assert device(said) == name
