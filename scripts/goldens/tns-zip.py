"""A ZIP file as the Transient Name Server ships its list, for server/ingest/loads/loads.test.ts: rows are simulated.

Run: python scripts/goldens/tns-zip.py
"""
import base64
import io
import json
import pathlib
import platform
import zipfile

header = (
    'objid,name_prefix,name,ra,declination,redshift,typeid,type,reporting_groupid,reporting_group,source_groupid,source_group,'
    'discoverydate,discoverymag,discmagfilter,filter,reporters,time_received,internal_names,Discovery_ADS_bibcode,'
    'Class_ADS_bibcodes,creationdate,lastmodified'
).split(',')
rows = [
    ['999001', 'SN', '2099sima', '210.910674', '54.31165', '0.0008', '3', 'SN Ia', '0', 'Sim', '0', 'Sim', '2099-01-01 04:05:06.789',
     '17.1', '110', 'g-ZTF', 'N. Obody, on behalf of "nobody"', '2099-01-01 05:00:00', 'ZTF99aaaaaaa, SIM99a', '', '', '', ''],
    ['999002', 'AT', '2099simb', '10.5', '-2.25', '', '', '', '0', 'Sim', '0', 'Sim', '2099-01-02 00:00:00.000', '19.2', '111', 'r-ZTF',
     'line one\nline two', '2099-01-02 01:00:00', 'ZTF99aaaaaab', '', '', '', ''],
    ['999003', 'AT', '2099simc', '11.5', '-3.25', '', '', '', '0', 'Sim', '0', 'Sim', '2099-01-03 00:00:00.000', '', '', '', '', '', '',
     '', '', '', ''],
    ['999004', 'AT', '2099simd', 'here', '-3.25', '', '', '', '0', 'Sim', '0', 'Sim', '2099-01-03 00:00:00.000', '', '', '', '', '',
     'ZTF99aaaaaad', '', '', '', ''],
]
text = '"2099-01-03 00:00:00"\n' + '\n'.join(
    ','.join('"' + field.replace('"', '""') + '"' for field in row) for row in [header, *rows]
) + '\n'
packed = io.BytesIO()
with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(zipfile.ZipInfo('tns_public_objects.csv', (2099, 1, 3, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
golden = {'madeBy': {'python': platform.python_version()}, 'zip': base64.b64encode(packed.getvalue()).decode()}
path = pathlib.Path(__file__).parents[2] / 'server/ingest/loads/tns-zip.golden.json'
path.write_text(json.dumps(golden, indent=1) + '\n')
