"""The zone of a time as people write it: `+06:00`, `UTC+6`, `Asia/Almaty`, `Tashkent`, `мск`."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from identity.scripts import tidy

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_CITIES = {
    "москва": "Europe/Moscow", "мск": "Europe/Moscow", "msk": "Europe/Moscow", "московское": "Europe/Moscow",
    "алматы": "Asia/Almaty", "нур-султан": "Asia/Almaty", "астана": "Asia/Almaty", "шымкент": "Asia/Almaty",
    "nur-sultan": "Asia/Almaty", "astana": "Asia/Almaty", "shymkent": "Asia/Almaty", "ташкент": "Asia/Tashkent",
    "самарканд": "Asia/Samarkand", "душанбе": "Asia/Dushanbe", "худжанд": "Asia/Dushanbe",
    "khujand": "Asia/Dushanbe", "бишкек": "Asia/Bishkek", "ош": "Asia/Bishkek", "ашхабад": "Asia/Ashgabat",
    "кабул": "Asia/Kabul", "екатеринбург": "Asia/Yekaterinburg", "новосибирск": "Asia/Novosibirsk",
    "оренбург": "Asia/Yekaterinburg", "самара": "Europe/Samara", "тегеран": "Asia/Tehran",
    "стамбул": "Europe/Istanbul", "баку": "Asia/Baku",
}  # fmt: skip


@lru_cache(maxsize=1024)
def read_zone(text: str) -> tzinfo | None:
    """The zone that a text names, None if it names none that is known."""
    plain = tidy(text).strip("()[] .,").casefold().removesuffix(" time").removesuffix(" время").removeprefix("время ")
    if plain in {"z", "utc", "gmt"}:
        return UTC
    if found := _OFFSET.fullmatch(plain):
        sign = 1 if found[1] == "+" else -1
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(sign * offset) if offset <= timedelta(hours=14) else None
    name = _CITIES.get(plain) or _names().get(plain)
    return ZoneInfo(name) if name else None


def settled(moment: datetime) -> bool:
    """Whether a local time occurs exactly once: not in the hour that a clock change skips or repeats."""
    if isinstance(moment.tzinfo, timezone):
        return True
    return moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset()


@cache
def _names() -> dict[str, str]:
    """The zones of the world by name, and by city where only one has it."""
    names = {zone.casefold(): zone for zone in available_timezones() if "/" in zone}
    for zone in sorted(available_timezones()):
        area, _, city = zone.rpartition("/")
        if area in {"Africa", "America", "Asia", "Australia", "Europe", "Pacific"}:
            names.setdefault(city.casefold().replace("_", " "), zone)
    return names
