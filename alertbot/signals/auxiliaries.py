"""Words between those who suffer and what they suffered: 'nine displaced people *have been* killed'."""

AUXILIARIES = frozenset(
    {
        *("were", "was", "been", "be", "being", "are", "is", "have", "has", "had", "got", "ont", "été"),
        *("furent", "fut", "sont", "est", "fueron", "fue", "han", "ha", "sido", "resultaron", "foram"),
        *("foi", "были", "был", "была", "було", "були"),
    }
)
