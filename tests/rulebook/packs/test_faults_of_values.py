"""Single values that do not belong where they stand: the exact sentences that are told of each, with their lines."""

import pytest

from tests.rulebook.packs.texts import changed, told

# the text of the sound pack that is replaced, what it is replaced by, and all that must be told
BAD: list[tuple[str, str, list[str]]] = [
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "on_agreed_list: {list_id: L, final: yes}",
        [
            '19:45: "yes" is neither true nor false; write true',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "on_agreed_list: {list_id: L, final: flase}",
        [
            '19:45: "flase" is neither true nor false; write false',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "on_agreed_list: {list_id: L, final: perhaps}",
        [
            '19:45: "perhaps" is neither true nor false; write true or false',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "visa: {country: XX, kinds: [entry]}",
        [
            '19:25: "XX" is no country of ISO 3166-1; write a country code of three letters, as UZB',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "post_hours: {opens: half past eight, until: 25:00}",
        [
            '19:29: "half past eight" is not a time of day; write it as 08:00',
            "19:53: no clock shows 25:00; hours go to 23, minutes to 59",
        ],
    ),
    (
        "roles: [entry]",
        "roles: {entry: true}",
        [
            "7:12: a mapping stands where a list ([...]) belongs; write a list ([...])",
        ],
    ),
    (
        "jurisdiction: KAZ",
        "jurisdiction: KZ",
        [
            '6:19: "KZ" is not a country code of three letters; write KAZ',
        ],
    ),
    (
        "[KAZ]",
        "[TJ]",
        [
            '16:36: "TJ" is not a country code of three letters; write TJK',
        ],
    ),
    (
        "[KAZ]",
        "[NO]",
        [
            '16:36: "NO" is not a country code of three letters; write NOR',
        ],
    ),
    (
        "[KAZ]",
        "[Tajikistan]",
        [
            '16:36: "Tajikistan" is not a country code of three letters; write TJK',
        ],
    ),
    (
        "[KAZ]",
        "[kaz, KAZ, KAZ]",
        [
            '16:36: "kaz" is not a country code of three letters; write KAZ',
            '16:46: "KAZ" is named twice; name it once',
        ],
    ),
    (
        "[KAZ]",
        "[QQQ]",
        [
            '16:36: "QQQ" is no country of ISO 3166-1; write a country code of three letters, as UZB',
        ],
    ),
    (
        "[KAZ]",
        "KAZ",
        [
            "16:35: a single value stands where a list ([...]) belongs; write [KAZ]",
        ],
    ),
    (
        "version: 1\n",
        "version: 1.0\n",
        [
            '5:14: "1.0" is not a whole number; write 1',
        ],
    ),
    (
        "version: 1\n",
        'version: "1"\n',
        [
            '5:14: "1" stands in quotes, which make it a text; write 1 without quotes',
        ],
    ),
    (
        "version: 1\n",
        "version: 01\n",
        [
            '5:14: "01" begins with 0; write 1',
        ],
    ),
    (
        "version: 1\n",
        "version: 0\n",
        [
            "5:14: 0 is too small; write at least 1",
        ],
    ),
    (
        "version: 1\n",
        "version: one\n",
        [
            '5:14: "one" is not a whole number; write digits only',
        ],
    ),
    (
        "version: 1\n",
        "version:\n",
        [
            "5:5: a requirement lacks version (a number that grows); add version: a whole number",
        ],
    ),
    (
        "version: 1\n",
        "",
        [
            "5:21: there is a colon too much in this line; put the text in quotes if the colon belongs to it",
        ],
    ),
    (
        "version: 1\n",
        "version: [1]\n",
        [
            "5:14: a list stands where a whole number belongs; write a whole number",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-10-06",
        [
            "13:17: 2020-10-06 is a day without time and zone; write 2020-10-06T00:00+05:00 or 2020-10-06 00:00 Asia/Tashkent",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-10-06T00:00",
        [
            "13:17: 2020-10-06T00:00 has no zone; write 2020-10-06T00:00+05:00 or 2020-10-06 00:00 Asia/Tashkent",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "06.10.2020",
        [
            '13:17: "06.10.2020" is not a moment; write it as 2020-10-31T12:40+05:00 or 2020-10-31 12:40 Asia/Tashkent',
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-02-31T00:00Z",
        [
            "13:17: 2020-02-31 00:00 is on no calendar and no clock; correct the day or the time",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "0020-10-06T00:00Z",
        [
            "13:17: the year 0020 lies outside 1900 to 2199; write the year in full",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-10-06 00:00 Asia/Almati",
        [
            '13:17: "Asia/Almati" is no zone of the tz database; did you mean Asia/Almaty?',
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-10-06 00:00 Nowhere",
        [
            '13:17: "Nowhere" is no zone of the tz database; write an offset, as +05:00, or a name, as Asia/Tashkent',
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-10-06T00:00+05:00 Asia/Almaty",
        [
            "13:17: +05:00 is not the offset of Asia/Almaty at that time; write +06:00, or leave it out",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-10-25 02:30 Europe/Berlin",
        [
            "13:17: 2020-10-25 02:30 came twice in Europe/Berlin: the clocks went back; write 2020-10-25T02:30+02:00 Europe/Berlin if the first is meant",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-03-29 02:30 Europe/Berlin",
        [
            "13:17: 2020-03-29 02:30 did not exist in Europe/Berlin: the clocks went forward; correct the time",
        ],
    ),
    (
        "2020-10-06T00:00+06:00",
        "2020-10-06T00:00+19:00",
        [
            "13:17: no zone lies +19:00 from UTC; correct the offset",
        ],
    ),
    (
        "roles: [entry]",
        "roles: [enter]",
        [
            '7:13: "enter" is not known here; did you mean entry?',
        ],
    ),
    (
        "roles: [entry]",
        "roles: []",
        [
            "7:12: this list is empty; name at least 1",
        ],
    ),
    (
        "roles: [entry]",
        "roles: entry",
        [
            "7:12: a single value stands where a list ([...]) belongs; write [entry]",
        ],
    ),
    (
        "kind: requirement",
        "kind: ban",
        [
            '8:11: "ban" is not known here; write one of requirement, prohibition, exemption, advisory',
        ],
    ),
    (
        "standing: confirmed",
        "standing: certain",
        [
            '9:15: "certain" is not known here; write one of rumoured, stated, confirmed, withdrawn',
        ],
    ),
    (
        "modes: [road]",
        "modes: [raod]",
        [
            '11:13: "raod" is not known here; did you mean road?',
        ],
    ),
    (
        "modes: [road]",
        "modes: [bus]",
        [
            '11:13: "bus" is not known here; write one of road, rail, air, foot, water',
        ],
    ),
    (
        "within_hours: 72",
        "within_hours: 0",
        [
            "19:59: 0 is too small; write at least 1",
        ],
    ),
    (
        "within_hours: 72",
        "within_hours: 12:30",
        [
            '19:59: "12:30" is not a whole number; write digits only',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "post_hours: {opens: 8:00, until: 24:00}",
        [
            '19:29: "8:00" is not a time of day; write it as 08:00',
            "19:42: no clock shows 24:00; write 00:00 for midnight",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "post_hours: {opens: 08:00, until: 08:00}",
        [
            "19:9: the post opens and closes at the same time; write the hours in full",
        ],
    ),
    (
        "minutes_before: 26 h",
        "minutes_before: 26 hours",
        [
            '24:155: "26 hours" is not a length of time; write 30 min, 72 h or 14 d',
        ],
    ),
    (
        "quote: as read",
        "quote: ''",
        [
            "22:60: this text is empty; write a text",
        ],
    ),
    (
        "quote: as read",
        'quote: "a\\u0007b"',
        [
            "22:60: this text holds the control character U+0007; remove it",
        ],
    ),
    (
        "quote: as read",
        "sha256: abc, quote: as read",
        [
            '22:61: "abc" does not fit here; write it as 64 digits 0-9 a-f',
        ],
    ),
    (
        "overrides: []",
        "stale_after: 72",
        [
            '20:18: "72" does not say whether minutes, hours or days; write 30 min, 72 h or 14 d',
        ],
    ),
    (
        "overrides: []",
        "stale_after: 3 weeks",
        [
            '20:18: "3 weeks" is not a length of time; write 30 min, 72 h or 14 d',
        ],
    ),
    (
        "overrides: []",
        "stale_after: -3 h",
        [
            '20:18: "-3 h" is less than no time; write it without the minus sign',
        ],
    ),
    (
        "overrides: []",
        "stale_after: 99999999 min",
        [
            '20:18: "99999999 min" is longer than a hundred years; write a shorter time',
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "faults"), BAD, ids=[new.strip()[:60] for _, new, _ in BAD])
def test_what_is_wrong_is_told_with_its_line_and_its_remedy(old, new, faults):
    assert told(changed((old, new))) == faults
