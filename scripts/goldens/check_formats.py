"""Reads what our encoders write with pandas, pyarrow and astropy, compares every value, and keeps the hashes of the files that passed.

Run: npx tsx scripts/write-formats.ts DIR && python scripts/goldens/check_formats.py DIR > server/formats/checked-files.golden.json
Fails with the file, the column and the row of the first value that another reader finds different.
"""
import hashlib
import io
import json
import math
import sys
import warnings
from pathlib import Path

import astropy
import numpy as np
import pandas as pd
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
from astropy.io import fits, votable
from astropy.io.votable.tree import VOTableFile
from astropy.table import Table

folder = Path(sys.argv[1])
ways = ("buffered", "streamed")


def plain(column):
    """Values as Python has them: ids are ints, missing ones None."""
    return [int(v[:-1]) if isinstance(v, str) and v.endswith("n") and v[:-1].lstrip("-").isdigit() else v for v in column["values"]]


def same(found, wanted):
    if wanted is None:
        return found is None or (isinstance(found, float) and math.isnan(found))
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        return found == wanted
    return type(found) is type(wanted) and found == wanted


def check(where, column, found, wanted):
    assert len(found) == len(wanted), f"{where} {column}: {len(found)} rows, not {len(wanted)}"
    for row, (a, b) in enumerate(zip(found, wanted)):
        assert same(a, b), f"{where} {column} row {row}: {a!r}, not {b!r}"


def text_or_missing(values):
    return [None if v is None else ("True" if v is True else "False" if v is False else str(v)) for v in values]


def check_json(path, columns, lines):
    rows = [json.loads(line) for line in path.read_text().splitlines()] if lines else json.loads(path.read_text())
    for column in columns:
        found = [row[column["name"]] for row in rows]
        wanted = plain(column)
        if column["kind"] == "double":
            assert all((a is None) == (b is None) for a, b in zip(found, wanted))
            assert all(a is None or abs(a - b) <= max(1e-10, abs(b) * 1e-14) for a, b in zip(found, wanted)), f"{path} {column['name']}"
        else:
            check(path, column["name"], found, wanted)


def check_csv(path, columns):
    frame = pd.read_csv(path, dtype={c["name"]: "float64" if c["kind"] == "double" else str for c in columns}, keep_default_na=False,
                        na_values={c["name"]: [""] for c in columns if c["kind"] == "double"})
    for column in columns:
        wanted = plain(column)
        found = [None if column["kind"] == "double" and math.isnan(v) else v for v in frame[column["name"]].tolist()]
        check(path, column["name"], found, wanted if column["kind"] == "double" else ["" if v is None else v for v in text_or_missing(wanted)])


def check_parquet(path, columns, way):
    table = pyarrow.parquet.read_table(path)
    for column in columns:
        wanted, arrow = plain(column), table.column(column["name"])
        if column["kind"] == "long" and not column["asText"]:
            assert arrow.type == pyarrow.int64(), f"{path} {column['name']}: {arrow.type}"
        if column["kind"] == "boolean":
            wanted = [v if isinstance(v, bool) else None for v in wanted]
        if column["kind"] == "text":
            wanted = [None if v is None else str(v).lower() if isinstance(v, bool) else v for v in wanted]
        check(path, column["name"], arrow.to_pylist(), wanted)
    frame = pd.read_parquet(path, dtype_backend="numpy_nullable")
    ids = [None if v is pd.NA else int(v) for v in frame["i:candid"]]
    check(f"{path} pandas", "i:candid", ids, plain(columns[0]))
    if way == "streamed":
        metadata = table.schema.metadata
        assert metadata[b"truncated"] == b"25000" and metadata[b"server-timing"].startswith(b"scan;dur="), metadata


def check_arrow(path, columns, way):
    reader, batches, notes = pyarrow.ipc.open_stream(path), [], {}
    for column in columns:
        field = reader.schema.field(column["name"])
        wanted = pyarrow.string() if column["asText"] else {"long": pyarrow.int64(), "double": pyarrow.float64(), "boolean": pyarrow.bool_()}.get(column["kind"], pyarrow.string())
        assert field.type == wanted, f"{path} {field}"
        metadata = field.metadata or {}
        assert all((metadata.get(k.encode()) or b"").decode() == (column.get(k) or "") for k in ("unit", "ucd")), f"{path} {field}"
    while True:
        try:
            batch, metadata = reader.read_next_batch_with_custom_metadata()
        except StopIteration:
            break
        batch.validate(full=True)
        batches.append(batch)
        notes.update(metadata or {})
    table = pyarrow.Table.from_batches(batches, schema=reader.schema)
    for column in columns:
        wanted = plain(column)
        if column["kind"] == "boolean":
            wanted = [v if isinstance(v, bool) else None for v in wanted]
        if column["kind"] == "text":
            wanted = [None if v is None else str(v).lower() if isinstance(v, bool) else v for v in wanted]
        check(path, column["name"], table.column(column["name"]).to_pylist(), wanted)
    if columns:
        ids = [None if v is pd.NA else int(v) for v in table.to_pandas(types_mapper={pyarrow.int64(): pd.Int64Dtype()}.get)["i:candid"]]
        check(f"{path} pandas", "i:candid", ids, plain(columns[0]))
    if way == "streamed":
        assert notes[b"truncated"] == b"25000" and notes[b"server-timing"].startswith(b"scan;dur="), notes


def check_votable(path, columns, way):
    report = io.StringIO()
    assert votable.validate(str(path), output=report, xmllint=False), report.getvalue()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        document = votable.parse(str(path), verify="exception")
    assert isinstance(document, VOTableFile)
    table = document.get_first_table()
    by_name = {field.name: field for field in table.fields}
    for column in columns:
        field, wanted = by_name[column["name"]], plain(column)
        assert field.ucd == column.get("ucd") and (str(field.unit) if field.unit else None) == column.get("unit"), column["name"]
        cells = table.array[field.ID]
        mask = np.ma.getmaskarray(cells)
        if column["kind"] == "long" and not column["asText"]:
            found = [None if m else int(v) for v, m in zip(cells.data, mask)]
        elif column["kind"] == "double":
            found = [None if m or math.isnan(v) else float(v) for v, m in zip(cells.data, mask)]
        elif column["kind"] == "boolean" and field.datatype == "boolean":
            found, wanted = [None if m else bool(v) for v, m in zip(cells.data, mask)], [v if isinstance(v, bool) else None for v in wanted]
        else:
            found, wanted = [str(v) for v in cells.data], ["" if v is None else v for v in text_or_missing(wanted)]
        check(path, column["name"], found, wanted)
    if way == "streamed":
        infos = {info.name: info.value for resource in document.resources for info in resource.infos}
        assert infos["truncated"] == "25000" and infos["server-timing"].startswith("scan;dur="), infos


def check_fits(path, columns, way):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with fits.open(path, character_as_bytes=False, logical_as_bytes=True) as hdus:
            hdus.verify("exception")
            header, data = hdus[1].header, hdus[1].data
            names = [header[f"TTYPE{n + 1}"] for n in range(header["TFIELDS"])]
            assert names == [c["name"] for c in columns]
            raw = [np.asarray(hdus[1].data.field(n)) for n in range(len(columns))] if len(data) else [[] for _ in columns]
            for n, column in enumerate(columns):
                wanted = plain(column)
                assert header.get(f"TUNIT{n + 1}") == column.get("unit") and header.get(f"TUCD{n + 1}") == column.get("ucd")
                if column["kind"] == "long" and not column["asText"]:
                    none = header[f"TNULL{n + 1}"]
                    found = [None if int(v) == none else int(v) for v in raw[n]]
                elif column["kind"] == "double":
                    found = [None if math.isnan(v) else float(v) for v in raw[n]]
                elif column["kind"] == "boolean":
                    found, wanted = [{b"T": True, b"F": False}.get(bytes(v)) for v in raw[n]], [v if isinstance(v, bool) else None for v in wanted]
                else:
                    ascii_of = lambda t: "".join(c if " " <= c <= "~" else "".join(f"\\u{u:04x}" for u in units(c)) for c in t)
                    found, wanted = [str(v) for v in raw[n]], ["" if v is None else ascii_of(v) for v in text_or_missing(wanted)]
                check(path, column["name"], found, wanted)
            if way == "streamed":
                assert header["TRUNCAT"] == 25000 and "Server-Timing: scan;dur=" in str(header["HISTORY"])
    if columns and len(data):
        Table.read(path, hdu=1)


def units(character):
    encoded = character.encode("utf-16-be")
    return [int.from_bytes(encoded[i:i + 2], "big") for i in range(0, len(encoded), 2)]


hashes = {}
for values in sorted(folder.glob("*.values.json")):
    columns = json.loads(values.read_text())
    rows = values.name.split(".")[0]
    for way in ways:
        for path in sorted(folder.glob(f"{rows}.{way}.*")):
            form = path.suffix[1:]
            if form in ("json", "ndjson"):
                check_json(path, columns if rows != "0" else [], form == "ndjson")
            elif form == "csv":
                check_csv(path, columns)
            elif form == "parquet":
                check_parquet(path, columns, way)
            elif form == "votable":
                check_votable(path, columns, way)
            elif form == "arrow":
                check_arrow(path, columns, way)
            elif form == "fits":
                check_fits(path, columns, way)
            else:
                print(f"{path}: nobody reads {form} here", file=sys.stderr)
                continue
            hashes[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
versions = {"pandas": pd.__version__, "pyarrow": pyarrow.__version__, "astropy": astropy.__version__, "numpy": np.__version__}
json.dump({"checkedWith": versions, "sha256": hashes}, sys.stdout, indent=1)
print()
