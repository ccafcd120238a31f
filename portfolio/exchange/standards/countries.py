"""In which country an organisation is registered, as far as its identifier tells."""

from __future__ import annotations

import re

UNKNOWN = "ZZ"
"""No country is published. ISO 3166-1 leaves ZZ to its users; Unicode CLDR uses it for this."""

_ISO_3166_1 = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO "
    "BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ "
    "DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP "
    "GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG "
    "KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML "
    "MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
    "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL "
    "SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM "
    "US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
COUNTRIES = frozenset(_ISO_3166_1.split())
"""ISO 3166-1 alpha-2."""

_REGISTER = re.compile(r"([A-Z]{2})[^A-Za-z0-9]")


def country_of(identifier: str, *stated: object) -> str:
    """Return the country of an organisation: that of its register, else the first one stated.

    An identifier begins with the code of the list it stands in (org-id.guide), and the code of a
    national list begins with its country: ``GB-CHC`` is GB. Lists of several countries begin with
    no country's code (``XM-DAC``). Where nothing is published, nothing is guessed: `UNKNOWN`.
    """
    register = _REGISTER.match(identifier)
    for code in (register[1] if register else "", *stated):
        if isinstance(code, str) and code in COUNTRIES:
            return code
    return UNKNOWN
