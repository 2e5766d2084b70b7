"""Digests of every cell that real packets and nightly files must become, read with fastavro and pyarrow.

A row's text is one line a cell, `column=hex of the cell's bytes`, ascending by column. A table's digest is the SHA-256 of the lines
`key SHA-256 of the row's text`, ascending by key. Only digests are kept: the alerts themselves stay where they are.
"""
import glob
import hashlib
import json
import pathlib
import struct
import sys

import fastavro
import pyarrow
import pyarrow.parquet

root = pathlib.Path(__file__).parents[2]
data = root.parent / "shared/data"
FORMATS = {"float": ">f", "double": ">d", "int": ">i", "long": ">q"}
ARROW = {"float": "float", "double": "double", "int32": "int", "int64": "long", "string": "string", "bool": "boolean"}


def cell(kind, value):
    if kind == "string":
        return value.encode().hex()
    if kind == "boolean":
        return ("true" if value else "false").encode().hex()
    return struct.pack(FORMATS[kind], value).hex()


def digest(cells):
    text = "".join(f"{name}={cells[name]}\n" for name in sorted(cells))
    return hashlib.sha256(text.encode()).hexdigest()


def avro_kind(schema):
    if isinstance(schema, list):
        return avro_kind(next(branch for branch in schema if branch != "null"))
    return schema if isinstance(schema, str) else None


def section(family, kinds, values, only=None):
    return {
        f"{family}:{name}": cell(kind, values[name])
        for name, kind in kinds.items()
        if kind in (*FORMATS, "string", "boolean") and values.get(name) is not None and (only is None or name in only)
    }


UPPER = ["jd", "fid", "diffmaglim"]
VALID = [*UPPER, "magpsf", "sigmapsf", "magnr", "sigmagnr", "isdiffpos", "distnr"]


def epochs(object_id, history, kinds, tables):
    for entry in history or []:
        own = {"i:objectId": cell("string", object_id)}
        key = f"{object_id}_{entry['jd']!r}"
        if entry["magpsf"] is None:
            tables["ztf.upper"][key] = digest(own | section("i", kinds, entry, UPPER))
        elif not (entry["rb"] is not None and entry["rb"] >= 0.55 and entry["nbad"] == 0):
            tables["ztf.uppervalid"][key] = digest(own | section("i", kinds, entry, VALID))


FORCED = ["jd", "fid", "forcediffimflux", "forcediffimfluxunc", "magzpsci", "diffmaglim", "procstatus", "magnr", "sigmagnr", "distnr"]


def forced(object_id, history, kinds, table):
    for entry in history or []:
        known = {k: v for k, v in entry.items() if not (isinstance(v, float) and not v > -99990)}
        if known.get("forcediffimflux") is None:
            continue
        own = {"i:objectId": cell("string", object_id)}
        table[f"{object_id}_{entry['jd']!r}"] = digest(own | section("i", kinds, known, FORCED))


def packets():
    tables = {"ztf": {}, "ztf.upper": {}, "ztf.uppervalid": {}, "ztf.forced": {}}
    for path in sorted(glob.glob(str(data / "ztf/avro/*.avro"))):
        with open(path, "rb") as file:
            reader = fastavro.reader(file)
            fields = {field["name"]: field["type"] for field in reader.writer_schema["fields"]}
            for packet in reader:
                candidate = {f["name"]: avro_kind(f["type"]) for f in fields["candidate"]["fields"] if f["name"] != "candid"}
                items = next(branch for branch in fields["prv_candidates"] if branch != "null")["items"]
                history = {f["name"]: avro_kind(f["type"]) for f in items["fields"]}
                top = {"objectId": "string", "schemavsn": "string", "publisher": "string", "candid": "long"}
                row = section("i", top, packet) | section("i", candidate, packet["candidate"])
                tables["ztf"][f"{packet['objectId']}_{packet['candidate']['jd']!r}"] = digest(row)
                epochs(packet["objectId"], packet["prv_candidates"], history, tables)
                items = next(branch for branch in fields["fp_hists"] if branch != "null")["items"]
                measured = {f["name"]: avro_kind(f["type"]) for f in items["fields"]}
                forced(packet["objectId"], packet["fp_hists"], measured, tables["ztf.forced"])
    return tables


def arrow_kinds(struct_type):
    return {field.name: ARROW.get(str(field.type)) for field in struct_type}


def ztf_night(name):
    table = pyarrow.parquet.read_table(data / "ztf/parquet" / name)
    kinds = arrow_kinds(table.schema)
    packet = ["objectId", "candid", "publisher", "schemavsn", "fink_broker_version", "fink_science_version"]
    rows = {}
    for alert in table.to_pylist():
        candidate = arrow_kinds(table.schema.field("candidate").type)
        candidate.pop("candid")
        row = section("i", kinds, alert, packet) | section("i", candidate, alert["candidate"])
        row |= section("d", {k: v for k, v in kinds.items() if k not in packet}, alert)
        mulens = arrow_kinds(table.schema.field("mulens").type)
        row |= section("d", {f"mulens_{k}": v for k, v in mulens.items()}, {f"mulens_{k}": v for k, v in (alert["mulens"] or {}).items()})
        rows[f"{alert['objectId']}_{alert['candidate']['jd']!r}"] = digest(row)
    return rows


def lsst_night():
    table = pyarrow.parquet.read_table(data / "lsst/fink-lsst-v7.1.snappy.parquet")
    tables = {"rubin.diaSource_static": {}, "rubin.diaObject": {}, "rubin.fp": {}}
    for alert in table.to_pylist():
        ident = alert["diaObject"]["diaObjectId"]
        salt = str(ident)[-3:].zfill(3)
        own = {"r:diaObjectId": cell("long", ident), "r:salt": cell("string", salt)}
        source = section("r", arrow_kinds(table.schema.field("diaSource").type), alert["diaSource"])
        added = {"f:cdsxmatch": cell("string", alert["cdsxmatch"])}
        key = f"{salt}_{ident}_{alert['diaSource']['midpointMjdTai']!r}"
        tables["rubin.diaSource_static"][key] = digest(source | added | own)
        tables["rubin.diaObject"][f"{salt}_{ident}"] = digest(
            section("r", arrow_kinds(table.schema.field("diaObject").type), alert["diaObject"]) | own
        )
        forced = arrow_kinds(table.schema.field("prvDiaForcedSources").type.value_type)
        for entry in alert["prvDiaForcedSources"] or []:
            tables["rubin.fp"][f"{salt}_{ident}_{entry['midpointMjdTai']!r}"] = digest(section("r", forced, entry) | own)
    return tables


def summed(tables):
    found = {}
    for name, rows in tables.items():
        text = "".join(f"{key} {rows[key]}\n" for key in sorted(rows))
        found[name] = {"rows": len(rows), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return found


golden = {
    "made by": f"Python {sys.version.split()[0]}, fastavro {fastavro.__version__}, pyarrow {pyarrow.__version__}",
    "packets": summed(packets()),
    "nights": {name: summed({"ztf": ztf_night(name)}) for name in sorted(p.name for p in (data / "ztf/parquet").iterdir())},
    "rubin": summed(lsst_night()),
}
target = root / "server/ingest/ingest.golden.json"
target.write_text(json.dumps(golden, indent=2) + "\n")
