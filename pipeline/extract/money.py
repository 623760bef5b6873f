"""Currencies: the signs and words of news English, and the ISO 4217 code of each."""

from __future__ import annotations

SIGNS = {
    "US$": "USD", "AU$": "AUD", "A$": "AUD", "CA$": "CAD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "$": "USD",
    "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS", "₺": "TRY", "₩": "KRW", "﷼": "IRR",
    "USD": "USD", "EUR": "EUR", "GBP": "GBP", "AUD": "AUD", "CAD": "CAD", "CHF": "CHF",
}  # fmt: skip
"""Signs that stand before the number. A bare '$' is read as the US dollar, as most outlets write it."""

WORDS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "pounds sterling": "GBP", "rial": "IRR", "toman": "IRT", "dinar": "XXX", "riyal": "SAR",
    "dirham": "AED", "shekel": "ILS", "lira": "TRY", "rupee": "INR", "ruble": "RUB", "rouble": "RUB", "yuan": "CNY", "yen": "JPY", "won": "KRW",
    "franc": "CHF", "peso": "MXN", "krona": "SEK", "krone": "NOK", "cent": "USD", "usd": "USD", "eur": "EUR", "renminbi": "CNY",
}  # fmt: skip
"""Currency words, singular. 'XXX' is ISO 4217's code for a currency that is not known: a dinar of no named country."""

COUNTRY_WORDS = {
    ("jordanian", "dinar"): "JOD", ("kuwaiti", "dinar"): "KWD", ("iraqi", "dinar"): "IQD", ("bahraini", "dinar"): "BHD", ("serbian", "dinar"): "RSD",
    ("libyan", "dinar"): "LYD", ("tunisian", "dinar"): "TND", ("algerian", "dinar"): "DZD", ("canadian", "dollar"): "CAD", ("australian", "dollar"): "AUD",
    ("omani", "rial"): "OMR", ("yemeni", "rial"): "YER", ("qatari", "riyal"): "QAR", ("syrian", "pound"): "SYP", ("egyptian", "pound"): "EGP",
    ("lebanese", "pound"): "LBP", ("pakistani", "rupee"): "PKR", ("lebanese", "lira"): "LBP", ("moroccan", "dirham"): "MAD",
}  # fmt: skip
"""Currencies that share a word, told apart by the adjective before it."""

HUNDREDTHS = frozenset({"cent"})
LARGE = 1_000.0
"""Below this a bare 'pounds' is a weight: '661 pounds'."""


def currency(word: str, adjective: str | None, value: float, *, scaled: bool) -> str | None:
    """The ISO 4217 code of a currency word, or None where the word is a weight or no currency."""
    singular = word.lower()
    if singular not in WORDS:
        singular = singular.removesuffix("s")
    if singular not in WORDS:
        return None
    if adjective and (adjective.lower(), singular) in COUNTRY_WORDS:
        return COUNTRY_WORDS[adjective.lower(), singular]
    if singular == "pound" and not scaled and value < LARGE:
        return "GBP" if adjective else None
    return WORDS[singular]
