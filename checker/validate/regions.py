"""Regions: a country, or a part of one by ISO 3166-2.

The parts of the United States are all known: laws of its states count their residents. Of other
countries the shape of a code is all that is checked.
"""

_UNITED_STATES = """
    AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ
    NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY
    AS GU MP PR UM VI
"""

STATES = frozenset(_UNITED_STATES.split())
"""The second halves of ISO 3166-2:US: states, the District of Columbia, outlying areas."""
