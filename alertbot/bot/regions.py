"""The country picker: regions and the countries people most often watch there; others are typed."""

_CODES = {
    "Sahel and West Africa": "BEN BFA CMR CIV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SLE TCD TGO",
    "Horn and East Africa": "DJI ERI ETH KEN SDN SOM SSD TZA UGA",
    "Central and Southern Africa": "AGO BDI CAF COD COG MDG MOZ MWI RWA ZAF ZMB ZWE",
    "Middle East and North Africa": "DZA EGY IRN IRQ ISR JOR LBN LBY MAR PSE SAU SYR TUN TUR YEM",
    "Europe and Caucasus": "ARM AZE BLR GEO GRC MDA POL RUS SRB UKR XKX",
    "Central and South Asia": "AFG BGD IND KAZ KGZ LKA NPL PAK TJK TKM UZB",
    "East Asia and Pacific": "CHN IDN KHM LAO MMR MYS PHL PNG PRK THA VNM",
    "Latin America and Caribbean": "BOL BRA CHL COL CRI CUB DOM ECU GTM HND HTI MEX NIC PAN PER SLV VEN",
}
REGIONS: dict[str, tuple[str, ...]] = {name: tuple(codes.split()) for name, codes in _CODES.items()}
"""Names are message ids (bot.po); codes ISO 3166-1 alpha-3."""

REGION_NAMES = tuple(REGIONS)
EVERY_COUNTRY = tuple(sorted({code for codes in REGIONS.values() for code in codes}))
