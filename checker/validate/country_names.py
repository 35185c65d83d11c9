"""Country names: the codes of ISO 3166-1 for what people write instead of them.

English short names without accents, some other names in use, and common three-letter codes. They
serve hints alone: an inventory holds the codes.
"""

import re
from functools import cache
from unicodedata import normalize

_NAMES = """
    AF Afghanistan;AX Aland Islands;AL Albania;DZ Algeria;AS American Samoa;AD Andorra;
    AO Angola;AI Anguilla;AQ Antarctica;AG Antigua and Barbuda;AR Argentina;AM Armenia;AW Aruba;
    AU Australia;AT Austria;AZ Azerbaijan;BS Bahamas;BH Bahrain;BD Bangladesh;BB Barbados;
    BY Belarus;BE Belgium;BZ Belize;BJ Benin;BM Bermuda;BT Bhutan;BO Bolivia;BQ Bonaire;
    BA Bosnia and Herzegovina;BW Botswana;BV Bouvet Island;BR Brazil;
    IO British Indian Ocean Territory;BN Brunei;BN Brunei Darussalam;BG Bulgaria;
    BF Burkina Faso;BI Burundi;CV Cabo Verde;CV Cape Verde;KH Cambodia;CM Cameroon;CA Canada;
    KY Cayman Islands;CF Central African Republic;TD Chad;CL Chile;CN China;CX Christmas Island;
    CC Cocos Islands;CO Colombia;KM Comoros;CG Congo;CD Democratic Republic of the Congo;
    CK Cook Islands;CR Costa Rica;CI Cote d'Ivoire;CI Ivory Coast;HR Croatia;CU Cuba;CW Curacao;
    CY Cyprus;CZ Czechia;CZ Czech Republic;DK Denmark;DJ Djibouti;DM Dominica;
    DO Dominican Republic;EC Ecuador;EG Egypt;SV El Salvador;GQ Equatorial Guinea;ER Eritrea;
    EE Estonia;SZ Eswatini;SZ Swaziland;ET Ethiopia;FK Falkland Islands;FO Faroe Islands;
    FJ Fiji;FI Finland;FR France;GF French Guiana;PF French Polynesia;
    TF French Southern Territories;GA Gabon;GM Gambia;GE Georgia;DE Germany;GH Ghana;
    GI Gibraltar;GR Greece;GL Greenland;GD Grenada;GP Guadeloupe;GU Guam;GT Guatemala;
    GG Guernsey;GN Guinea;GW Guinea-Bissau;GY Guyana;HT Haiti;
    HM Heard Island and McDonald Islands;VA Holy See;VA Vatican;HN Honduras;HK Hong Kong;
    HU Hungary;IS Iceland;IN India;ID Indonesia;IR Iran;IQ Iraq;IE Ireland;IM Isle of Man;
    IL Israel;IT Italy;JM Jamaica;JP Japan;JE Jersey;JO Jordan;KZ Kazakhstan;KE Kenya;
    KI Kiribati;KP North Korea;KR South Korea;KR Korea;KR Republic of Korea;KW Kuwait;
    KG Kyrgyzstan;LA Laos;LV Latvia;LB Lebanon;LS Lesotho;LR Liberia;LY Libya;LI Liechtenstein;
    LT Lithuania;LU Luxembourg;MO Macao;MO Macau;MG Madagascar;MW Malawi;MY Malaysia;
    MV Maldives;ML Mali;MT Malta;MH Marshall Islands;MQ Martinique;MR Mauritania;MU Mauritius;
    YT Mayotte;MX Mexico;FM Micronesia;MD Moldova;MC Monaco;MN Mongolia;ME Montenegro;
    MS Montserrat;MA Morocco;MZ Mozambique;MM Myanmar;MM Burma;NA Namibia;NR Nauru;NP Nepal;
    NL Netherlands;NL The Netherlands;NL Holland;NC New Caledonia;NZ New Zealand;NI Nicaragua;
    NE Niger;NG Nigeria;NU Niue;NF Norfolk Island;MK North Macedonia;MK Macedonia;
    MP Northern Mariana Islands;NO Norway;OM Oman;PK Pakistan;PW Palau;PS Palestine;PA Panama;
    PG Papua New Guinea;PY Paraguay;PE Peru;PH Philippines;PN Pitcairn;PL Poland;PT Portugal;
    PR Puerto Rico;QA Qatar;RE Reunion;RO Romania;RU Russia;RU Russian Federation;RW Rwanda;
    BL Saint Barthelemy;SH Saint Helena;KN Saint Kitts and Nevis;LC Saint Lucia;MF Saint Martin;
    PM Saint Pierre and Miquelon;VC Saint Vincent and the Grenadines;WS Samoa;SM San Marino;
    ST Sao Tome and Principe;SA Saudi Arabia;SN Senegal;RS Serbia;SC Seychelles;SL Sierra Leone;
    SG Singapore;SX Sint Maarten;SK Slovakia;SI Slovenia;SB Solomon Islands;SO Somalia;
    ZA South Africa;GS South Georgia;SS South Sudan;ES Spain;LK Sri Lanka;SD Sudan;SR Suriname;
    SJ Svalbard;SE Sweden;CH Switzerland;SY Syria;TW Taiwan;TJ Tajikistan;TZ Tanzania;
    TH Thailand;TL Timor-Leste;TL East Timor;TG Togo;TK Tokelau;TO Tonga;TT Trinidad and Tobago;
    TN Tunisia;TR Turkey;TR Turkiye;TM Turkmenistan;TC Turks and Caicos Islands;TV Tuvalu;
    UG Uganda;UA Ukraine;AE United Arab Emirates;AE UAE;GB United Kingdom;GB UK;
    GB Great Britain;GB Britain;GB England;GB Scotland;GB Wales;US United States;
    US United States of America;US USA;US America;UM United States Minor Outlying Islands;
    UY Uruguay;UZ Uzbekistan;VU Vanuatu;VE Venezuela;VN Vietnam;VN Viet Nam;
    VG British Virgin Islands;VI US Virgin Islands;WF Wallis and Futuna;EH Western Sahara;
    YE Yemen;ZM Zambia;ZW Zimbabwe;DE Deutschland;FR Frankreich;CH Schweiz;AT Osterreich;
    ES Espana;US U.S.;US U.S.A.;GB U.K.;DE DEU;GB GBR;FR FRA;IE IRL;NL NLD;CA CAN;IN IND;JP JPN;
    CN CHN;CH CHE;SE SWE;NO NOR;PL POL;ES ESP;IT ITA;PT PRT;BR BRA;AU AUS;SG SGP;IL ISR;
"""
_OTHER = re.compile(r"[^a-z]+")


def code_of(name: str) -> str | None:
    """The code of a country by a name of it; None if there is none that is known."""
    return _codes().get(_plain(name))


@cache
def _codes() -> dict[str, str]:
    entries = (entry.strip().partition(" ") for entry in _NAMES.split(";") if entry.strip())
    return {_plain(name): code for code, _, name in entries}


def _plain(name: str) -> str:
    return _OTHER.sub("", normalize("NFKD", name).lower())
