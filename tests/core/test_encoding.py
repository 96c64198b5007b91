"""How files are encoded: read as what they are, and the same bytes again."""

from __future__ import annotations

import pytest

from commonground.core.encoding import decoded
from commonground.errors import InvalidCommand

TEXTS = {
    "utf-8": "key,title\n1,Größe – 数\n",
    "cp1252": "key;title\n1;Schöne Grüße – „Straße“ für 5 €\n2;Déployer l’API à côté\n",
    "cp1250": "klucz;tytuł\n1;Zażółć gęślą jaźń\n2;Wyślij fakturę\n",
    "cp1251": "ключ;название\n1;Написать схему «Заказов» №5\n",
    "cp1253": "key,title\n1,Γράψε το σχήμα της βάσης\n",
    "cp1254": "key,title\n1,Kullanıcı girişini düzelt\n",
    "cp1255": "key,title\n1,כתוב את הסכמה החדשה\n",
    "cp1256": "key,title\n1,اكتب المخطط\n",
    "cp1257": "key,title\n1,Pataisyti prisijungimą ir šrifų dydį, užduotis ė\n",
    "utf-16-le": "key,title\n1,Größe\n",
    "utf-16-be": "key,title\n1,Größe\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_file_is_read_as_what_it_is_and_gives_the_same_bytes(encoding: str) -> None:
    raw = TEXTS[encoding].encode(encoding)
    assert decoded(raw) == (TEXTS[encoding], encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("1,Příliš žluťoučký kůň\n", "cp1250"),
        ("1,Őrült tűző, árvíztűrő\n", "cp1250"),
        ("1,Configuração não está disponível\n", "cp1252"),
        ("1,Smørrebrød på bordet\n", "cp1252"),
        ("1,Fix “smart quotes” – now\n", "cp1252"),
        ("1,naïve café ½ ± 5 µs, nº 3\n", "cp1252"),
    ],
)
def test_one_code_page_is_told_from_another_by_its_words(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_stays_where_it_was(encoding: str) -> None:
    raw = "\ufefftitle\nÜ\n".encode(encoding)
    text, found = decoded(raw)
    assert (text, found) == ("\ufefftitle\nÜ\n", encoding)
    assert text.encode(found) == raw


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("1,請求書を送る\n2,設計を書く\n", "shift_jis", "SHIFT-JIS"),
        ("1,编写数据库架构\n", "gb18030", "GB18030"),
        ("1,Написать схему базы\n", "koi8_r", "KOI8-R"),
        ("1,Написать схему базы\n", "cp866", "CP866"),
        ("Titel;Übung für größere;Fertig\n", "cp850", "be CP850"),
        ("Titel;Åtgärda fel på sidan\n", "cp850", "be CP850"),
        ("Título;Ação não;Concluído\n", "mac_roman", "MAC-ROMAN"),
        ("1,請求書を送る\n", "iso2022_jp", "ISO-2022"),
        ("1,ตรวจสอบการชำระเงิน\n", "cp874", "CP874"),
    ],
)
def test_an_encoding_that_nothing_tells_is_named_with_what_to_do(
    text: str, encoding: str, named: str
) -> None:
    with pytest.raises(InvalidCommand) as refused:
        decoded(text.encode(encoding))
    assert named in refused.value.message
    assert "UTF-8" in refused.value.remedy
    assert decoded(text.encode(encoding), encoding)[0] == text


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"\xff\xfea", ""),
        (b"\0\1\2\0\0\x9f", ""),
        (b"\xc3\x28", "utf-8"),
        (b"a", "rot13"),
        (b"a", "no such"),
    ],
)
def test_what_is_no_text_of_that_encoding_is_refused(raw: bytes, named: str) -> None:
    with pytest.raises(InvalidCommand):
        decoded(raw, named)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Название;Статус\nПроверить сервер;В работе\n",
        "タイトル,状態\n書く,未着手\n",
        "العنوان,الحالة\nكتابة البرنامج,تم\n",
        "כותרת\tסטטוס\r\nלכתוב קוד\tבוצע\r\n",
    ],
)
def test_utf16_without_a_mark_is_told_in_any_script(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == (text, encoding)
