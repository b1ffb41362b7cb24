"""Which national post issued a number of the UPU's S10 format? The last two letters are the country (ISO 3166-1 alpha-2)."""

from __future__ import annotations

# Posts that have a short name of their own. Those of the contract come first.
_NAMED = {
    "US": "usps", "GB": "royal_mail", "CA": "canada_post", "AU": "australia_post", "FR": "la_poste", "DE": "dhl_parcel_de",
    "AT": "austrian_post", "BE": "bpost", "BR": "correios", "CH": "swiss_post", "CN": "china_post", "CZ": "ceska_posta",
    "DK": "postnord", "ES": "correos", "FI": "posti", "GR": "elta", "HK": "hongkong_post", "HR": "hrvatska_posta", "HU": "magyar_posta",
    "ID": "pos_indonesia", "IE": "an_post", "IL": "israel_post", "IN": "india_post", "IT": "poste_italiane", "JP": "japan_post",
    "KR": "korea_post", "LT": "lietuvos_pastas", "LV": "latvijas_pasts", "MX": "correos_mexico", "MY": "pos_malaysia", "NL": "postnl",
    "NO": "posten", "NZ": "nz_post", "PH": "phlpost", "PL": "poczta_polska", "PT": "ctt", "RO": "posta_romana", "RU": "russian_post",
    "SE": "postnord", "SG": "singpost", "SI": "posta_slovenije", "SK": "slovenska_posta", "TH": "thailand_post", "TR": "ptt",
    "TW": "chunghwa_post", "UA": "ukrposhta", "VN": "vnpost", "ZA": "sapo", "AE": "emirates_post", "SA": "saudi_post", "EE": "omniva",
    "IS": "posturinn", "LU": "post_luxembourg", "BG": "bulgarian_posts", "RS": "posta_srbije", "CL": "correos_chile",
}  # fmt: skip

# Other member countries and territories whose posts issue S10 numbers; their short name is made of the country's letters.
_OTHERS = """
AD AF AG AI AL AM AN AO AR AW AZ BA BB BD BF BH BI BJ BM BN BO BS BT BW BY BZ CD CF CG CI CK CM CO CR CU CV CW CY DJ DM DO DZ EC
EG ER ET FJ FK FO FM GA GD GE GF GG GH GI GL GM GN GP GQ GT GU GW GY HN HT IM IQ IR JE JM JO KE KG KH KI KM KN KP KW KY KZ LA LB
LC LI LK LR LS LY MA MC MD ME MG MH MK ML MM MN MO MQ MR MS MT MU MV MW MZ NA NC NE NG NI NP NR NU OM PA PE PF PG PK PM PR PS PW
PY QA RE RW SB SC SD SH SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TJ TK TL TM TN TO TT TV TZ UG UY UZ VA VC VE VG VI VU WF WS XK
YE YT ZM ZW
"""

POSTS: dict[str, str] = _NAMED | {country: f"post_{country.lower()}" for country in _OTHERS.split()}
"""Country letters to the short name of its post; letters that are missing here belong to no post."""

# First letter of an S10 number: the class of service (UPU S10, annex A).
SERVICES: dict[str, str] = {
    "C": "Parcel", "E": "EMS", "H": "Parcel (e-commerce)", "L": "Letter, tracked", "M": "M bag", "Q": "Business reply",
    "R": "Registered", "U": "Letter", "V": "Insured", "B": "Domestic", "D": "Domestic", "N": "Domestic", "P": "Domestic", "Z": "Domestic",
}  # fmt: skip
