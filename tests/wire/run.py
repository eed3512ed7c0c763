#!/usr/bin/env python3
"""Runs every test_* function of every test_*.py here against PLAND_BINARY; one line each. Arguments
choose: `run.py order` runs those whose file or name has "order" in it. Exit code 1 if one fails."""

import importlib
import pathlib
import sys
import time
import traceback

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True


def main():
    run = failed = 0
    for path in sorted(HERE.glob("test_*.py")):
        module = importlib.import_module(path.stem)
        for name, test in list(vars(module).items()):
            if not name.startswith("test_") or not callable(test) or test.__module__ != path.stem:
                continue
            label = f"{path.stem[5:]}: {name[5:].replace('_', ' ')}"
            if sys.argv[1:] and not any(word in label for word in sys.argv[1:]):
                continue
            run += 1
            start = time.monotonic()
            try:
                test()
            except Exception:  # whatever it is, the other tests run on
                failed += 1
                print(f"FAILED {label}", flush=True)
                traceback.print_exc(file=sys.stdout)
            else:
                print(f"ok     {label}  ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"{run} run, {failed} failed", flush=True)
    sys.exit(1 if failed or not run else 0)


main()
