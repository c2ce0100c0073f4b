"""Words between those who suffer and what they suffered: 'nine displaced people *have been* killed'."""

BE = frozenset(
    {
        *("were", "was", "been", "be", "being", "are", "is", "got", "été", "furent", "fut", "sont", "est"),
        *("fueron", "fue", "sido", "resultaron", "foram", "foi", "были", "был", "была", "було", "були"),
    }
)
"""Those that make a verb passive."""
AUXILIARIES = BE | {"have", "has", "had", "ont", "han", "ha"}
