"""Which acts are violent, by their codes in the ontology."""

__all__ = ["APART", "VIOLENT"]

VIOLENT = frozenset(
    {
        "abduction",
        "air-strike",
        "ambush",
        "assassination",
        "attack",
        "battle",
        "bombing",
        "capture",
        "destruction",
    }
    | {"detention", "displacement", "execution", "hostage-taking", "killing", "sexual-violence", "shelling"}
    | {"shooting", "siege", "torture"}
)
APART = {"detention", "displacement"}  # harm too, but told of other people at other times
