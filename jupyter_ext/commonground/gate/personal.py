"""Customer data: payment cards, bank accounts, social security numbers, e-mail, telephone.

Each is proven as far as it can be (check digits, lengths, known prefixes); numbers that only look
like one count where the words around them say so, and not where these say order or invoice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .literals import ScannedText
from .provider_rules import PERSONAL, Hit

AROUND = 48
"""Characters before a number whose words are heard."""


def personal_data(text: ScannedText) -> Iterator[Hit]:
    """Every piece of customer data in the text."""
    if "@" in text:
        yield from _emails(text)
    if any(numbers(text)):
        yield from _ibans(text)
        yield from _home_phones(text)
        if _LONGER.search(text):
            for find in (_cards, _security_numbers, _phones):
                yield from find(text)


def _hit(rule: str, label: str, match: re.Match[str], group: int | str = 0) -> Hit:
    start, end = match.span(group)
    return Hit(rule, label, "personal", start, end, match[group], PERSONAL)


_NUMBER = re.compile(r"\d(?:[ ()./-]{0,3}\d){7}")
"""Digits enough for any number of a person."""
_LONGER = re.compile(r"\d(?:[ ()./-]{0,3}\d){8}")
"""More digits than a date has: with fewer, only a short telephone number is one."""
_ACCOUNT = re.compile(r"\d(?<=[A-Z]{2}\d)\d ?[A-Z]{4}")
"""How an IBAN with few digits begins: from the first digit on."""
_NUMBER_IN_ASCII = re.compile(_NUMBER.pattern.replace(r"\d", "[0-9]"))
_ACCOUNT_IN_ASCII = re.compile(_ACCOUNT.pattern.replace(r"\d", "[0-9]"))


def numbers(text: ScannedText) -> Iterator[re.Match[str]]:
    """Where numbers stand that may be a person's; the text has none where this gives none."""
    if not text.digits:
        return
    plain = text.isascii()
    yield from (_NUMBER_IN_ASCII if plain else _NUMBER).finditer(text)
    yield from (_ACCOUNT_IN_ASCII if plain else _ACCOUNT).finditer(text)


_THING = re.compile(
    r"\b(?:order|invoice|ticket|tracking|shipment|article|artikel|part|sku|isbn|issn|ean|gtin|imei|"
    r"serial|build|version|release|rma|batch|trace|request|commit|sha|epoch|port|rfc|doi|id|ids|"
    r"rows?|bytes|lines?|no\.)\W*(?:no\.?|number|nr\.?|#|id)?\W*$",
    re.IGNORECASE,
)
_CARDISH = re.compile(
    r"card|visa|master|amex|american express|\bpan\b|maestro|karte|carte|credit", re.IGNORECASE
)
_CALLISH = re.compile(
    r"\b(?:phone|tel|call|cell|mobile|mobil|handy|fax|sms|whatsapp|ring|dial|reach|contact|"
    r"hotline|telefon|tél|number is|text|(?:his|her|their|my|our) (?:new )?number)", re.IGNORECASE
)  # fmt: skip
_SSNISH = re.compile(r"\bssn\b|social[ -]?(?:security)?|\bSSN|\bsozialvers", re.IGNORECASE)


def _before(match: re.Match[str], group: int | str = 0) -> str:
    start = match.start(group)
    return match.string[max(0, start - AROUND) : start]


# Cards

_CARD = re.compile(
    r"\d(?<![\w.+-].)(?:\d{12,18}|\d{3}([ -])(?:\d{4}\1){2}\d{4}|\d{3}([ -])\d{6}\2\d{5})"
    r"(?![\w-]|\.\d)"
)


def _cards(text: str) -> Iterator[Hit]:
    for match in _CARD.finditer(text):
        number = re.sub(r"\D", "", match[0])
        if not (_issued(number) and luhn(number)):
            continue
        before = _before(match)
        if _THING.search(before) and not _CARDISH.search(before):
            continue
        if "test" in before.lower() and number in _PUBLISHED:
            continue
        yield _hit("card-number", "card number", match)


_PUBLISHED = frozenset({"4242424242424242", "4111111111111111", "5555555555554444"})
"""Numbers that payment providers publish for tests."""


def luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _issued(number: str) -> bool:
    """Whether an issuer gives out numbers that begin like this and are as long."""
    two, four = int(number[:2]), int(number[:4])
    match len(number):
        case 16:
            return (
                number[0] == "4" or 51 <= two <= 55 or 2221 <= four <= 2720
                or four == 6011 or two in (62, 65) or 3528 <= four <= 3589
                or 6440 <= four <= 6599
            )  # fmt: skip
        case 15:
            return two in (34, 37)
        case 14:
            return two in (36, 38) or 3000 <= four <= 3059
        case _:
            return False


# Bank accounts

_IBAN = re.compile(
    r"[A-Z](?<![A-Za-z0-9].)[A-Z]\d{2}"
    r"(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?![A-Za-z0-9])"
)
_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24,
    "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21,
    "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SA": 24,
    "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29,
}  # fmt: skip
"""Lengths by country, from the IBAN registry (SWIFT)."""


def _ibans(text: str) -> Iterator[Hit]:
    for match in _IBAN.finditer(text):
        found = match[0]
        while found:  # words in capitals may follow in groups of their own
            if iban(found.replace(" ", "")):
                start = match.start()
                end = start + len(found)
                yield Hit("iban", "IBAN", "personal", start, end, found, PERSONAL)
                break
            found = found.rpartition(" ")[0]


def iban(number: str) -> bool:
    """Whether country, length and check digits are those of an IBAN (ISO 13616)."""
    if _LENGTHS.get(number[:2]) != len(number):
        return False
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


# Social security numbers (USA)

_AREA = r"(?<!9)(?<!0(?=00))(?<!6(?=66))"
_SSN = re.compile(
    rf"\d(?<![\w.+/-].){_AREA}\d{{2}}([- ])(?!00)\d{{2}}\1(?!0000)\d{{4}}(?![\w/-]|\.\d)"
)
_BARE_SSN = re.compile(rf"\d(?<![\w.+-].){_AREA}\d{{8}}(?![\w-]|\.\d)")


def _security_numbers(text: str) -> Iterator[Hit]:
    label = "social security number"
    for match in _SSN.finditer(text):
        before = _before(match)
        if (match[1] == "-" and not _THING.search(before)) or _SSNISH.search(before):
            yield _hit("ssn", label, match)
    for match in _BARE_SSN.finditer(text):
        if _SSNISH.search(_before(match)):
            yield _hit("ssn", label, match)


# E-mail

_EMAIL = re.compile(
    r"(?<![\w.%+@/:-])(?:mailto:)?(?P<address>(?P<local>[\w.%+-]{1,64})@(?P<domain>(?:[A-Za-z0-9-]{1,63}\.){1,5}"
    r"[A-Za-z]{2,24}))(?![\w@])(?!-)"
)
_ROLE = re.compile(
    r"(?:no-?reply|do-?not-?reply|info|support|help|admin|root|postmaster|webmaster|hostmaster|"
    r"security|abuse|sales|contact|hello|team|office|billing|jobs|press|legal|privacy|dev|devops|"
    r"ops|ci|bot|git|hg|svn|deploy|user|username|users?\d*|you|your[._-]?\w*|me|name|someone|"
    r"somebody|foo|bar|test\w*|example|email|mail|notifications?|service|alerts?|build|runner|"
    r"\d*\+?[\w-]*\[bot\]|ec2-user|ubuntu|etl|app|api)(?:[+-]\w+)?",
    re.IGNORECASE,
)
_MADE_BY_MACHINE = re.compile(r"(?=(?:\D*\d){6})[\w.+=-]{20,}")
"""Local parts of message ids and bounce addresses."""
_FIRST_NAME_ONLY = re.compile(r"[a-z]+", re.IGNORECASE)
_EXAMPLE_DOMAIN = re.compile(
    r"(?:.+\.)?(?:example\.(?:com|org|net|edu)|.+\.(?:example|test|invalid|local|localhost))$",
    re.IGNORECASE,
)
_MACHINE_DOMAIN = re.compile(
    r"(?:users\.noreply\.github\.com|.*\.gserviceaccount\.com|.*\.(?:service|socket|timer|py|js|ts|"
    r"md|txt|json|ya?ml|png|git|internal|lan))$", re.IGNORECASE
)  # fmt: skip


def _emails(text: str) -> Iterator[Hit]:
    for match in _EMAIL.finditer(text):
        local, domain = match["local"], match["domain"]
        if (
            _ROLE.fullmatch(local)
            or _MADE_BY_MACHINE.fullmatch(local)
            or _MACHINE_DOMAIN.match(domain)
        ):
            continue
        if _EXAMPLE_DOMAIN.match(domain) and _FIRST_NAME_ONLY.fullmatch(local):
            continue
        if (
            text[match.end() : match.end() + 1] in (":", "/")
            and text[match.end() + 1 : match.end() + 2].strip()
        ):
            continue  # git@host:path, user@host/path
        yield _hit("email", "e-mail address", match, "address")


# Telephone

_WORLD = re.compile(
    r"[+0](?<![\w.+)-].)(?:(?<=\+)|(?<=0)0(?=[1-9]))"
    r"(?P<number>[1-9]\d{0,2}(?:[ ./-]?\(?\d{1,5}\)?){2,7})(?![\w-]|\.\d)"
)
_NORTH = re.compile(
    r"[(1-9](?<![\w.+/-].)(?:(?<=1)[ .-](?:\([2-9]\d{2}\) ?|[2-9]\d{2}(?P<one>[-. ]))"
    r"|(?<=\()[2-9]\d{2}\) ?|(?<=[2-9])\d{2}(?P<two>[-. ]))\d{3}[-. ]\d{4}(?![\w-]|\.\d)"
)
_BARE = re.compile(
    r"\b(?:phone|tel|telefon|mobile|mobil|cell|handy|fax|whatsapp|sms)\w*\W{1,4}"
    r"(?:(?:no|nr|number|is|to)\W{1,3})?(?P<number>\d{10,12})(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_TEN = re.compile(r"\d{10}")
_HOME = re.compile(
    r"[(0](?<![\w.+:-].)(?:(?<=\()0|(?<=0))\d{1,5}\)?(?:[ /-]?\d{2,8}){1,5}(?![\w-]|\.\d)"
)


def _phones(text: str) -> Iterator[Hit]:
    for match in _WORLD.finditer(text):
        digits = re.sub(r"\D", "", match["number"])
        spaced = digits != match["number"]
        fits = len(digits) == 11 if digits[0] == "1" else 9 <= len(digits) <= 14
        said = _CALLISH.search(_before(match))
        international = match[0][0] == "+"
        if fits and (international or said) and (spaced or said or _mobile(digits)):
            yield _hit("phone", "telephone number", match)
    for match in _NORTH.finditer(text):
        before = _before(match)
        said = _CALLISH.search(before)
        dotted = (match["one"] or match["two"]) in (".", " ")
        if (said or not dotted) and (said or not _THING.search(before)):
            yield _hit("phone", "telephone number", match)
    for match in _BARE.finditer(text) if _TEN.search(text) else ():
        yield _hit("phone", "telephone number", match, "number")


def _home_phones(text: str) -> Iterator[Hit]:
    for match in _HOME.finditer(text):
        if 8 <= len(re.sub(r"\D", "", match[0])) <= 13 and _CALLISH.search(_before(match)):
            yield _hit("phone", "telephone number", match)


def _mobile(digits: str) -> bool:
    """A number without spaces that is long enough for no counter or difference to be meant."""
    return len(digits) in (11, 12, 13)
