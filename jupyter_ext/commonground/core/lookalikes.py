"""Characters of rarer scripts that look like an ASCII letter or a slash: Cherokee, Lisu, Coptic,
Old Italic, Canadian syllabics and others. Facts from the confusables of Unicode TR 39. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

RARE: Mapping[str, str] = {
    "a": (
        "\u0391\u0410\u13aa\u15c5\ua4ee\U000102a0\U00016f40\U0001d6a8\U0001d6e2\U0001d71c"
        "\U0001d756\U0001d790"
    ),
    "b": "\u13f4\u1472\u15af\u15f7\ua4d0\ua7b4\U00010282\U000102a1\U00010301",
    "c": (
        "\u03f9\u0421\u13df\u2ca4\ua4da\U000102a2\U00010302\U00010415\U0001043d\U0001051c"
        "\U000118e9\U000118f2\U0001f74c"
    ),
    "d": "\u13a0\u146f\u15de\u15ea\ua4d3",
    "e": "\u0415\u13ac\u212e\u22ff\u2d39\ua4f0\uab32\U00010286\U000118a6\U000118ae",
    "f": (
        "\u03dc\u0584\u15b4\ua4dd\ua798\uab35\U00010287\U000102a5\U00010525\U000118a2"
        "\U000118c2\U0001d213\U0001d7ca"
    ),
    "g": "\u050c\u13c0\u13f3\u1d83\ua4d6",
    "h": "\u13bb\u157c\u2c8e\ua4e7\U000102cf",
    "i": (
        "\u0196\u02db\u037a\u06f1\u16c1\u2373\u2c92\ua4f2\uab75\U00010309\U00010320\U000118c3"
        "\U0001d7cf\U0001d7d9\U0001d7e3\U0001d7ed\U0001d7f7"
    ),
    "j": "\u037f\u0408\u13ab\u148d\ua4d9\ua7b2",
    "k": "\u13e6\u16d5\u2c94\ua4d7\U00010518",
    "l": (
        "\u01c0\u13de\u14aa\u2223\u23fd\u2cd0\u2d4f\ua4e1\uffe8\U0001028a\U0001041b\U00010526"
        "\U000118a3\U000118b2\U00016f16\U00016f28\U0001d22a"
    ),
    "m": "\u03fa\u13b7\u15f0\u16d6\u2c98\ua4df\U000102b0\U00010311",
    "n": "\u2c9a\ua4e0\U00010513",
    "o": (
        "\u0555\u06f5\u09e6\u0a66\u0ae6\u0b20\u0b66\u0c66\u0ce6\u0d20\u0d66\u1040\u10ff\u12d0"
        "\u1d11\u2c9e\u2c9f\u2d54\u3007\ua4f3\uab3d\U00010292\U000102ab\U00010404\U0001042c"
        "\U000104c2\U000104ea\U00010516\U000114d0\U000118b5\U000118c8\U000118d7\U000118e0"
        "\U0001d7ce\U0001d7d8\U0001d7e2\U0001d7ec\U0001d7f6"
    ),
    "p": "\u13e2\u146d\u2374\u2ca2\ua4d1\U00010295",
    "q": "\u2d55",
    "r": "\u01a6\u13a1\u13d2\u1587\ua4e3\uab48\uab81\U000104b4\U00016f35\U0001d216",
    "s": "\u054f\u13d5\u13da\ua4e2\uabaa\U00010296\U00010420\U00010448\U000118c1\U00016f3a",
    "t": (
        "\u13a2\u22a4\u27d9\u2ca6\ua4d4\U00010297\U000102b1\U00010315\U000118bc\U00016f0a\U0001f768"
    ),
    "u": (
        "\u054d\u1200\u144c\u222a\u22c3\ua4f4\ua79f\uab52\U000104ce\U000104f6\U000118b8"
        "\U000118d8\U00016f42"
    ),
    "v": (
        "\u0474\u06f7\u13d9\u142f\u2228\u22c1\u2d38\ua4e6\ua6df\uaba9\U0001051d\U00011706"
        "\U000118a0\U000118c0\U00016f08\U0001d20d"
    ),
    "w": "\u13b3\u13d4\ua4ea\uab83\U0001170a\U0001170e\U0001170f\U000118e6\U000118ef",
    "x": (
        "\u1541\u157d\u166d\u16b7\u2573\u292b\u292c\u2a2f\u2cac\u2d5d\ua4eb\ua7b3\U00010290"
        "\U000102b4\U00010317\U00010322\U00010527\U000118ec"
    ),
    "y": (
        "\u0263\u04ae\u13a9\u13bd\u1d8c\u1eff\u2ca8\ua4ec\uab5a\U000102b2\U000118a4\U000118dc"
        "\U00016f43"
    ),
    "z": "\u13c3\ua4dc\uab93\U000102f5\U000118a9\U000118c4\U000118e5",
    "/": (
        "\u1735\u2041\u2044\u2215\u2571\u27cb\u29f8\u2cc6\u2f03\u3033\u30ce\u31d3\u4e3f\U0001d23a"
    ),
}
