"""Golden reprs of texts, and of the error dicts of Fink's APIs."""
import json
import pathlib
import platform

texts = ["", "plain", "it's", 'say "x"', "both ' and \"", "back\\slash", "a\nb\tc\rd", "\x00\x01\x1f\x7f", "\x80\x9f\xa0\xad",
         "é ü ñ", "日本語", "\u2028\u2029\u200b\ufeff", "\U0001f600", "\U000e0001", "a b", "\u3000wide", "\ue000", "tab\\t'\"",
         "Output format `toto` is not supported. Choose among json, csv, votable, or parquet\n"]
golden = {
    "made by": f"Python {platform.python_version()}",
    "texts": [[t, repr(t)] for t in texts],
    "dicts": [[t, str({"status": "error", "text": t})] for t in texts],
    "exceptions": [[t, str({"status": "error", "text": ValueError(t)})] for t in texts],
}
target = pathlib.Path(__file__).parents[2] / "server/http/python-repr.golden.json"
target.write_text(json.dumps(golden) + "\n")
