"""`portal schema`: the JSON Schemas of the records anew, after a record type has changed."""

from __future__ import annotations

import argparse

from portal.commands.status import OK


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("schema", help="重做编辑器用的 content/.schema/ / the schemas for editors anew")
    parser.set_defaults(run=_schema)


def _schema(options: argparse.Namespace) -> int:
    # Here, not above: `portal check` does without it.
    from portal.records.json_schema import FOLDER, all_schemas
    from portal.records.record_paths import write_files

    schemas = all_schemas()
    folder = options.root / FOLDER
    for old in folder.glob("*.json"):
        if f"{FOLDER}/{old.name}" not in schemas:
            old.unlink()
    write_files(options.root, {path: text.encode() for path, text in schemas.items()})
    print(f"{FOLDER}/: {len(schemas)} 个文件 files")
    return OK
