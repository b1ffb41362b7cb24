"""Which time zone a place outside the United States lies in, where its country has several: facts only; `places` asks.

Sources: the IANA tz database for what the zones cover, the countries' postal authorities for how their codes lie.
A rule is (first letters of the postcode, zone); the longest that fits wins. Names are upper case.
"""

from __future__ import annotations

# Zone of most people, in countries whose other zones are remote or unofficial: taken unless the place says otherwise.
MAIN = {
    "CN": "Asia/Shanghai",  # Urumqi time is unofficial; carriers write Beijing time
    "DE": "Europe/Berlin",  # Büsingen keeps the same clock
    "UA": "Europe/Kyiv",
    "NZ": "Pacific/Auckland",  # Chatham: 600 people
    "MY": "Asia/Kuala_Lumpur",
    "EC": "America/Guayaquil",  # Galápagos: 25,000 people
    "PG": "Pacific/Port_Moresby",
}

# As above, but the remote part is large enough that the country alone proves nothing: a city, region or postcode is needed.
MAINLAND = {"ES": "Europe/Madrid", "PT": "Europe/Lisbon", "CL": "America/Santiago"}

POSTCODES: dict[str, dict[str, str]] = {
    "ES": {"35": "Atlantic/Canary", "38": "Atlantic/Canary", "": "Europe/Madrid"},
    "PT": {"95": "Atlantic/Azores", "96": "Atlantic/Azores", "97": "Atlantic/Azores", "98": "Atlantic/Azores", "99": "Atlantic/Azores"}
    | {"90": "Atlantic/Madeira", "91": "Atlantic/Madeira", "92": "Atlantic/Madeira", "93": "Atlantic/Madeira", "94": "Atlantic/Madeira"}
    | {"": "Europe/Lisbon"},
    # The first letter is the province; then the towns on another clock than their province's capital.
    "CA": {
        "A": "America/St_Johns",
        "A0P": "America/Goose_Bay",
        "A2V": "America/Goose_Bay",
        "B": "America/Halifax",
        "C": "America/Halifax",
        "E": "America/Moncton",
        "G": "America/Toronto",
        "G4T": "America/Halifax",  # Magdalen Islands
        "H": "America/Toronto",
        "J": "America/Toronto",
        "K": "America/Toronto",
        "L": "America/Toronto",
        "M": "America/Toronto",
        "N": "America/Toronto",
        "P": "America/Toronto",
        "P0W": "America/Winnipeg",  # Rainy River
        "P0X": "America/Winnipeg",  # Kenora district
        "P8N": "America/Winnipeg",  # Dryden
        "P8T": "America/Winnipeg",  # Sioux Lookout
        "P9A": "America/Winnipeg",  # Fort Frances
        "P9N": "America/Winnipeg",  # Kenora
        "R": "America/Winnipeg",
        "S": "America/Regina",
        "S9V": "America/Edmonton",  # Lloydminster keeps Alberta's clock
        "T": "America/Edmonton",
        "V": "America/Vancouver",
        "V1A": "America/Edmonton",  # Kimberley
        "V1C": "America/Edmonton",  # Cranbrook
        "V1G": "America/Dawson_Creek",
        "V1J": "America/Dawson_Creek",  # Fort St. John
        "X0A": "America/Iqaluit",
        "X0C": "America/Rankin_Inlet",
        "X0E": "America/Edmonton",
        "X0G": "America/Edmonton",
        "X1A": "America/Edmonton",  # Yellowknife
        "Y": "America/Whitehorse",
    },
    "AU": {
        "0": "Australia/Darwin",
        "1": "Australia/Sydney",
        "2": "Australia/Sydney",
        "2880": "Australia/Broken_Hill",
        "2898": "Australia/Lord_Howe",
        "3": "Australia/Melbourne",
        "4": "Australia/Brisbane",
        "5": "Australia/Adelaide",
        "6": "Australia/Perth",
        "7": "Australia/Hobart",
        "8": "Australia/Melbourne",
        "9": "Australia/Brisbane",
    },
    "BR": {str(digit): "America/Sao_Paulo" for digit in range(10)}
    | {f"69{digit}": "America/Manaus" for digit in range(9)}
    | {
        "53990": "America/Noronha",
        "693": "America/Boa_Vista",
        "699": "America/Rio_Branco",
        "768": "America/Porto_Velho",
        "769": "America/Porto_Velho",
        "78": "America/Cuiaba",
        "79": "America/Campo_Grande",
    },
    "MX": {str(digit): "America/Mexico_City" for digit in range(10)}
    | {
        "21": "America/Tijuana",
        "22": "America/Tijuana",
        "23": "America/Mazatlan",
        "32": "America/Ciudad_Juarez",
        "63": "America/Mazatlan",
        "77": "America/Cancun",
        "80": "America/Mazatlan",
        "81": "America/Mazatlan",
        "82": "America/Mazatlan",
        "83": "America/Hermosillo",
        "84": "America/Hermosillo",
        "85": "America/Hermosillo",
        "873": "America/Matamoros",
        "874": "America/Matamoros",
        "880": "America/Matamoros",  # Nuevo Laredo
        "887": "America/Matamoros",  # Reynosa
    },
    "ID": {str(digit): "Asia/Jakarta" for digit in range(1, 7)}
    | {"70": "Asia/Makassar", "71": "Asia/Makassar", "72": "Asia/Makassar", "73": "Asia/Pontianak", "74": "Asia/Pontianak"}
    | {"75": "Asia/Makassar", "76": "Asia/Makassar", "77": "Asia/Makassar", "78": "Asia/Pontianak", "79": "Asia/Pontianak"}
    | {"8": "Asia/Makassar", "9": "Asia/Makassar", "97": "Asia/Jayapura", "98": "Asia/Jayapura", "99": "Asia/Jayapura"},
}

_BRAZIL = "AL AP BA CE DF ES GO MA MG PA PB PE PI PR RJ RN RS SC SE SP TO"
_MEXICO = "AG CM CL CO DF EM MX GT GR GJ HG JA JAL MI MO NL OA PU QE QT SL TB TL VE YU ZA"

# Two- or three-letter codes of states and provinces; a region whose towns differ has its rule in CITIES.
REGIONS: dict[str, dict[str, str]] = {
    "CA": {
        "AB": "America/Edmonton",
        "BC": "America/Vancouver",
        "MB": "America/Winnipeg",
        "NB": "America/Moncton",
        "NF": "America/St_Johns",
        "NL": "America/St_Johns",
        "NS": "America/Halifax",
        "NT": "America/Edmonton",
        "ON": "America/Toronto",
        "PE": "America/Halifax",
        "PQ": "America/Toronto",
        "QC": "America/Toronto",
        "SK": "America/Regina",
        "YT": "America/Whitehorse",
    },
    "AU": {
        "ACT": "Australia/Sydney",
        "NSW": "Australia/Sydney",
        "NT": "Australia/Darwin",
        "QLD": "Australia/Brisbane",
        "SA": "Australia/Adelaide",
        "TAS": "Australia/Hobart",
        "VIC": "Australia/Melbourne",
        "WA": "Australia/Perth",
        "NS": "Australia/Sydney",  # two-letter forms that UPS and FedEx cut down to
        "QL": "Australia/Brisbane",
        "TA": "Australia/Hobart",
        "VI": "Australia/Melbourne",
    },
    "BR": dict.fromkeys(_BRAZIL.split(), "America/Sao_Paulo")
    | {"AC": "America/Rio_Branco", "AM": "America/Manaus", "MS": "America/Campo_Grande", "MT": "America/Cuiaba"}
    | {"RO": "America/Porto_Velho", "RR": "America/Boa_Vista"},
    "MX": {"BC": "America/Tijuana", "BCN": "America/Tijuana", "BS": "America/Mazatlan", "BCS": "America/Mazatlan"}
    | {"NA": "America/Mazatlan", "NAY": "America/Mazatlan", "SI": "America/Mazatlan", "SIN": "America/Mazatlan"}
    | {"SO": "America/Hermosillo", "SON": "America/Hermosillo", "QR": "America/Cancun", "ROO": "America/Cancun"}
    | dict.fromkeys(_MEXICO.split(), "America/Mexico_City"),
    "ES": {"TF": "Atlantic/Canary", "GC": "Atlantic/Canary", "CN": "Atlantic/Canary"},
}

_CITY_TEXT = {
    "CA": {
        "America/Goose_Bay": "GOOSE BAY|HAPPY VALLEY-GOOSE BAY|LABRADOR CITY|WABUSH",
        "America/Winnipeg": "WINNIPEG|KENORA|DRYDEN|FORT FRANCES|SIOUX LOOKOUT|BRANDON",
        "America/Edmonton": "CALGARY|EDMONTON|CRANBROOK|KIMBERLEY|FERNIE|LLOYDMINSTER|RED DEER|LETHBRIDGE|YELLOWKNIFE",
        "America/Dawson_Creek": "DAWSON CREEK|FORT ST JOHN|FORT ST. JOHN",
        "America/Toronto": "TORONTO|MISSISSAUGA|OTTAWA|MONTREAL|QUEBEC|HAMILTON|BRAMPTON|CONCORD|THUNDER BAY|LACHINE|MIRABEL",
        "America/Vancouver": "VANCOUVER|RICHMOND|SURREY|BURNABY|VICTORIA|KELOWNA",
        "America/Halifax": "HALIFAX|DARTMOUTH|CHARLOTTETOWN",
        "America/Regina": "REGINA|SASKATOON",
        "America/Iqaluit": "IQALUIT",
        "America/Rankin_Inlet": "RANKIN INLET",
    },
    "AU": {
        "Australia/Sydney": "SYDNEY|CANBERRA|NEWCASTLE|MASCOT|ALEXANDRIA|CHULLORA",
        "Australia/Melbourne": "MELBOURNE|TULLAMARINE|GEELONG",
        "Australia/Brisbane": "BRISBANE|GOLD COAST|CAIRNS|TOWNSVILLE",
        "Australia/Adelaide": "ADELAIDE",
        "Australia/Perth": "PERTH",
        "Australia/Hobart": "HOBART|LAUNCESTON",
        "Australia/Darwin": "DARWIN",
        "Australia/Broken_Hill": "BROKEN HILL",
    },
    "BR": {
        "America/Sao_Paulo": "SAO PAULO|SÃO PAULO|RIO DE JANEIRO|CAMPINAS|CURITIBA|BRASILIA|BRASÍLIA|GUARULHOS|BELO HORIZONTE|SALVADOR"
        "|FORTALEZA|RECIFE|PORTO ALEGRE|BELEM|BELÉM|GOIANIA|GOIÂNIA",
        "America/Manaus": "MANAUS",
        "America/Cuiaba": "CUIABA|CUIABÁ",
        "America/Campo_Grande": "CAMPO GRANDE",
        "America/Rio_Branco": "RIO BRANCO",
        "America/Porto_Velho": "PORTO VELHO",
    },
    "MX": {
        "America/Mexico_City": "MEXICO CITY|CIUDAD DE MEXICO|MEXICO|GUADALAJARA|MONTERREY|TOLUCA|QUERETARO|PUEBLA|LEON|MERIDA|CHIHUAHUA",
        "America/Tijuana": "TIJUANA|MEXICALI|ENSENADA",
        "America/Hermosillo": "HERMOSILLO|NOGALES",
        "America/Cancun": "CANCUN|PLAYA DEL CARMEN",
        "America/Mazatlan": "MAZATLAN|CULIACAN|LA PAZ",
        "America/Ciudad_Juarez": "CIUDAD JUAREZ|JUAREZ",
        "America/Matamoros": "MATAMOROS|REYNOSA|NUEVO LAREDO",
    },
    "RU": {
        "Europe/Moscow": "MOSCOW|SAINT PETERSBURG|ST PETERSBURG|ST. PETERSBURG|KAZAN|NIZHNY NOVGOROD|KRASNODAR|ROSTOV|SOCHI|VORONEZH",
        "Europe/Kaliningrad": "KALININGRAD",
        "Europe/Samara": "SAMARA|IZHEVSK|TOLYATTI",
        "Asia/Yekaterinburg": "YEKATERINBURG|EKATERINBURG|CHELYABINSK|PERM|UFA|TYUMEN",
        "Asia/Omsk": "OMSK",
        "Asia/Novosibirsk": "NOVOSIBIRSK|TOMSK|BARNAUL|KRASNOYARSK|KEMEROVO",
        "Asia/Irkutsk": "IRKUTSK",
        "Asia/Vladivostok": "VLADIVOSTOK|KHABAROVSK",
    },
    "ID": {
        "Asia/Jakarta": "JAKARTA|BANDUNG|SURABAYA|MEDAN|SEMARANG|TANGERANG|BEKASI|BATAM|PALEMBANG|YOGYAKARTA|CENGKARENG",
        "Asia/Makassar": "DENPASAR|MAKASSAR|BALIKPAPAN|MANADO|MATARAM|UBUD|KUTA",
        "Asia/Jayapura": "JAYAPURA|AMBON|SORONG",
    },
    "ES": {"Atlantic/Canary": "LAS PALMAS|LAS PALMAS DE GRAN CANARIA|SANTA CRUZ DE TENERIFE|TENERIFE|ARRECIFE|TELDE|LA LAGUNA|LA OROTAVA"},
    "PT": {"Atlantic/Azores": "PONTA DELGADA|ANGRA DO HEROISMO|HORTA", "Atlantic/Madeira": "FUNCHAL"},
    "CL": {"America/Punta_Arenas": "PUNTA ARENAS|PUERTO NATALES", "Pacific/Easter": "HANGA ROA"},
    "NZ": {"Pacific/Chatham": "WAITANGI|CHATHAM ISLANDS"},
    "CD": {"Africa/Kinshasa": "KINSHASA|MATADI", "Africa/Lubumbashi": "LUBUMBASHI|GOMA|KISANGANI|BUKAVU"},
    "MN": {"Asia/Ulaanbaatar": "ULAANBAATAR|ULAN BATOR|ULANBATOR", "Asia/Hovd": "KHOVD"},
    "PF": {"Pacific/Tahiti": "PAPEETE|FAAA"},
    "GL": {"America/Nuuk": "NUUK|ILULISSAT|SISIMIUT"},
    "EC": {"Pacific/Galapagos": "PUERTO AYORA|PUERTO BAQUERIZO MORENO"},
}

CITIES: dict[tuple[str, str], str] = {
    (country, city): zone for country, zones in _CITY_TEXT.items() for zone, cities in zones.items() for city in cities.split("|")
}
