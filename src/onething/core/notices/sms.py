"""How many parts of an SMS a text takes (3GPP TS 23.038, 23.040): each is paid for and may be lost alone."""

#: The default alphabet; characters of the second line take two places.
_PLAIN = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = "^{}\\[~]|€\f"
#: Places in a message of one part, and in each of several (the header of a part takes the difference).
_SEVEN_BIT, _SIXTEEN_BIT = (160, 153), (70, 67)


def segments(text: str) -> int:
    """Return how many parts `text` is sent in; an empty text takes one.

    With one character outside the default alphabet, a Chinese one for instance, every character takes 16 bits, and
    one beyond the first plane of Unicode two places.
    """
    if all(one in _PLAIN or one in _DOUBLE for one in text):
        return _parts([2 if one in _DOUBLE else 1 for one in text], *_SEVEN_BIT)
    return _parts([2 if ord(one) > 0xFFFF else 1 for one in text], *_SIXTEEN_BIT)


def _parts(places: list[int], alone: int, in_each: int) -> int:
    """Count the parts; a character of two places is never cut in two."""
    if sum(places) <= alone:
        return 1
    parts, filled = 1, 0
    for one in places:
        if filled + one > in_each:
            parts, filled = parts + 1, 0
        filled += one
    return parts
