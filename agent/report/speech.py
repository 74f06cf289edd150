"""Text as it is spoken: no symbols and no digits; acronyms spelled, numbers, times and addresses as words. Pure."""

import re

from clab.number_words import CARDINALS, TENS

ACRONYMS = (
    "BGP", "OSPF", "BFD", "AS", "ASN", "UTC", "EVPN", "VPN", "IGP", "TCP", "IP", "MD", "MPLS", "VRF", "FRR",
    "CPU", "AFI", "ID", "L2VPN", "gNMI", "SSH", "DNS", "MTU", "LAN",
)  # fmt: skip
UNITS = {
    "s": ("second", "seconds"),
    "ms": ("millisecond", "milliseconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "%": ("percent", "percent"),
}
SIGNS = {
    "–": " and ", "—": ", ", "/": " slash ", "_": " ", "*": " star ", "@": " at ", "=": " equals ", "+": " plus ",
    "&": " and ", "#": " number ", "…": ".", "°": " degrees ",
}  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def number(value: int) -> str:
    """A whole number in words."""
    if value < 20:
        return CARDINALS[value]
    if value < 100:
        return TENS[value // 10] + (f"-{CARDINALS[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{CARDINALS[value // 100]} hundred" + (f" {number(value % 100)}" if value % 100 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if value >= size:
            rest = value % size
            return f"{number(value // size)} {name}" + (f" {number(rest)}" if rest else "")
    raise AssertionError("all sizes are covered")


def digits(text: str) -> str:
    """Digits one by one."""
    return " ".join(CARDINALS[int(item)] for item in text if item in "0123456789")


def speakable(text: str) -> str:
    """A text that a voice can read: letters and plain punctuation."""
    text = re.sub(r"\b(\d{6})-([0-9a-f]{6}x*)\b", lambda m: f"{_spelled(m[1])}, {_spelled(m[2])}", text)
    text = re.sub(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](?=\d\d:))?", _date, text)
    text = re.sub(r"(?<![\w:])(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?(?![\w:])", _clock, text)
    text = re.sub(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:/\d+)?(?![\w:])", _six, text)
    text = re.sub(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?:/(\d+))?(?![\w.]*\d)", _four, text)
    text = re.sub(r"(?<![\w.])(\d{1,12})(?:\.(\d{1,6}))? ?(s|ms|min|h|%)(?![\w])", _measured, text)
    text = re.sub(
        r"(?<![\w.])(\d{1,12})\.(\d{1,9})(?![\w.])", lambda m: f"{number(int(m[1]))} point {digits(m[2])}", text
    )
    text = re.sub(r"(?<![\w.])(\d{1,12})(?![\w.]*\w)", lambda m: number(int(m[1])), text)
    return _letters(text)


def _letters(text: str) -> str:
    """What is left: acronyms spelled, names taken apart, signs as words."""
    for acronym in ACRONYMS:
        text = re.sub(
            rf"(?<![A-Za-z]){acronym}(?![A-Za-z])", " ".join(acronym.upper() if acronym != "gNMI" else "GNMI"), text
        )
    text = re.sub(r"(?<![A-Za-z])IPv([46])", lambda m: f"I P version {CARDINALS[int(m[1])]}", text)
    text = re.sub(
        r"\d+", lambda m: f" {number(int(m[0])) if len(m[0]) < 4 and not m[0].startswith('0') else digits(m[0])} ", text
    )
    text = re.sub(r"(?<=\w)\.(?=\w)", " dot ", re.sub(r":(?=\S)", " ", text))
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    text = re.sub(r"[()\[\]{}]", ", ", text)
    text = re.sub(r"[^A-Za-z ,.;:?!'-]", " ", text)
    text = re.sub(r"(?<![A-Za-z])[-']|[-'](?![A-Za-z])", " ", text)
    text = re.sub(r"(?<!\s)\s+([,.;:?!])", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"(?<![,;:])[,;:]+\s*([.?!])", r"\1", text)
    return " ".join(text.split()).lstrip(",.;:?! ")


def _spelled(text: str) -> str:
    """Letter by letter, as ids are read."""
    return " ".join(CARDINALS[int(item)] if item.isdigit() else item.upper() for item in text)


def _date(found: re.Match[str]) -> str:
    month, day = int(found[2]), int(found[3])
    if not 1 <= month <= 12:
        return found[0]
    return f"{MONTHS[month - 1]} {number(day)} at " if found[0][-1] in "T " else f"{MONTHS[month - 1]} {number(day)}"


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        return found[0]
    whole = "o'clock" if found[3] is not None else "hundred"  # `eight hundred and forty-one seconds` is another time
    text = f"{number(hour)} {'oh ' if 0 < minute < 10 else ''}{number(minute) if minute else whole}"
    if found[3] is not None:
        second = int(found[3])
        text += f" and {number(second)} second{'' if second == 1 else 's'}"
    return text


def _four(found: re.Match[str]) -> str:
    text = " dot ".join(number(int(part)) for part in found[1].split("."))
    return f"{text} slash {number(int(found[2]))}" if found[2] else text


def _six(found: re.Match[str]) -> str:
    words = []
    for part in re.split(r"(::|:|/)", found[0]):
        sign = {"::": "double colon", ":": "colon", "/": "slash"}.get(part)
        words.append(sign or " ".join(CARDINALS[int(c)] if c.isdigit() else c.upper() for c in part))
    return " ".join(filter(None, words))


def _measured(found: re.Match[str]) -> str:
    whole, part = int(found[1]), (found[2] or "").rstrip("0")
    text = number(whole) + (f" point {digits(part)}" if part else "")
    one, many = UNITS[found[3]]
    return f"{text} {one if whole == 1 and not part else many}"
