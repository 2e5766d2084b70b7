"""Words of UCD1+ in the places where they may stand, as astropy's validator of VOTables has them.

Run: python scripts/goldens/ucds.py > domain/surveys/ucd-words.golden.json
Some words begin a UCD only, some stand behind another only, all others may do both.
"""
import json

import astropy
from astropy.io.votable.ucd import UCDWords

words = UCDWords()
first, later = words._primary, words._secondary
print(json.dumps({
    "made": f"astropy {astropy.__version__}",
    "firstOnly": sorted(first - later),
    "laterOnly": sorted(later - first),
    "anywhere": sorted(first & later),
}, indent=1))
