"""Names by which reports credit the news agency whose words they pass on."""

__all__ = ["is_agency"]

_KNOWN = frozenset(
    (
        "aap", "afp", "agence france-presse", "agerpres", "anadolu", "ansa", "antara", "ap",
        "associated press", "bbc", "bbc news", "belga", "belta", "bernama", "bta", "canadian press",
        "cnn", "ctk", "dpa", "efe", "fena", "hina", "ians", "interfax", "irna", "itar-tass", "kyodo", "lusa",
        "mena", "press association", "pti", "reuters", "ria novosti", "sana", "tanjug", "tass",
        "the associated press", "ukrinform", "unian", "united press international", "upi", "voa",
        "voice of america", "xinhua", "yonhap",
    )
)  # fmt: skip
"""Those whose names do not tell by their form that they are agencies."""

_WORDS = frozenset(
    ("agency", "agencies", "agence", "agencia", "agentur", "bureau", "news", "press", "presse", "wire")
)


def is_agency(name: str) -> bool:
    """Whether a name is that of a well-known agency, or says of itself that it is one."""
    words = name.lower().split()
    return " ".join(words) in _KNOWN or (len(words) > 1 and not _WORDS.isdisjoint(words))
