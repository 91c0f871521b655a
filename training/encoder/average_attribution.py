"""Average attribution's own layers of several folders, which trained from one start, and write the graphs.

    python average_attribution.py --weights FOLDER --to FOLDER FOLDER [FOLDER ...]

Runs with one start lie in one valley (Wortsman et al. 2022). `--weights` holds what stands beside the two graphs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from train_attribution import AttributionLayers, write


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", type=Path, nargs="+")
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    a = ap.parse_args()
    runs = []
    for folder in a.folders:
        run = AttributionLayers()
        run.start_from(folder)
        runs.append(run.state_dict())
    model = AttributionLayers()
    model.load_state_dict({name: sum(run[name] for run in runs) / len(runs) for name in runs[0]})
    write(model.eval(), a.weights, a.to)


if __name__ == "__main__":
    main()
