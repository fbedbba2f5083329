"""What a row of statistics costs: time, statements, bytes on disk, and the memory of half a million rows."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

ROWS = 500_000
SOURCE = """
title.en = "Toy trade by partner, month and chapter"
publisher.en = "Toy office"

[constants]
reporter = "country-KZ"
unit = "USD"

[columns]
partner = { is = "partner", codes = "iso3166" }
flow = { is = "flow", values = { X = "export", M = "import" } }
month = { is = "period" }
goods = { is = "goods" }
value = { is = "value" }
"""


def run() -> None:
    """Import 50 000 rows and ten times as many, each in a process of its own, and print what they cost."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "toy.toml").write_text(SOURCE, "utf-8")
        for count in (ROWS // 10, ROWS):
            table = Path(folder) / f"{count}.csv"
            with table.open("w", encoding="utf-8") as file:
                file.writelines(islice(_lines(), count + 1))
            done = subprocess.run([sys.executable, "-m", __name__, folder, str(count)], check=True, capture_output=True)
            print(done.stdout.decode().strip(), flush=True)


def _lines() -> Iterator[str]:
    from coopatlas import gazetteer

    yield "partner,flow,month,goods,value\n"
    countries = [one.codes["iso3166"] for one in gazetteer.load().entries().values() if one.kind == "country"]
    months = [f"{year}-{month:02}" for year in range(2000, 2024) for month in range(1, 13)]
    chapters = [f"{chapter:02}" for chapter in range(1, 97)]
    for number, (month, country, chapter, flow) in enumerate(product(months, countries, chapters, "XM")):
        yield f"{country},{flow},{month},{chapter},{number % 99_991}.5\n"


def _measured(folder: Path, count: int) -> str:
    from coopatlas.statistics.importing import import_file
    from coopatlas.statistics.sources import read
    from coopatlas.store import Store

    with Store.open(folder / f"store-{count}", create=True) as store:
        before, size = time.process_time(), _size(store.path)
        examined, statements = import_file(store, read(folder / "toy.toml"), folder / f"{count}.csv", "2024-06-01")
        seconds = time.process_time() - before
    grown = _size(folder / f"store-{count}") - size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{examined.figures} rows: {seconds:.0f} s of CPU, {seconds / count * 1e6:.0f} µs a row, "
        f"{statements / count:.1f} statements a row, {grown / count:.0f} bytes a row, peak {peak:.0f} MB"
    )


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    print(_measured(Path(sys.argv[1]), int(sys.argv[2])))
