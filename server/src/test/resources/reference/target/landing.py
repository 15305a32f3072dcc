"""The landing of a period and its interval once more, in Python: writes landing.csv beside it.

Needs numpy and scipy (written with scipy 1.17.1). The formula: docs/concepts/target.md; the log-normal sum by mean and variance is that of
L. F. Fenton, "The sum of log-normal probability distributions in scatter transmission systems", IRE Transactions on Communications Systems 8
(1960) 57-67; Student's t is scipy's own.
"""

import csv
import pathlib

import numpy as np
from scipy import stats


def landing(over_target, over_actual, left, last_target, last_actual):
    ratio = over_actual.sum() / over_target.sum()
    rest = left.sum() * ratio
    logs = np.log(last_actual / last_target)
    cv2 = (np.exp(np.var(logs, ddof=1)) - 1) * (
        np.square(left / left.sum()).sum() + np.square(over_target / over_target.sum()).sum()
    )
    sigma = np.sqrt(np.log(1 + cv2))
    # A log-normal variable of mean `rest`: its median is rest * exp(-sigma^2 / 2).
    centre = np.log(rest) - sigma**2 / 2
    reach = stats.t(df=len(logs) - 1).interval(0.8)[1] * sigma
    came = over_actual.sum()
    return came + rest, came + np.exp(centre - reach), came + np.exp(centre + reach)


def main():
    draw = np.random.default_rng(20260618)
    with open(pathlib.Path(__file__).with_name("landing.csv"), "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["over_target", "over_actual", "left", "last", "value", "low", "high"])
        for over, left, last in [(7, 1, 7), (10, 20, 28), (20, 11, 28), (180, 185, 28), (15, 15, 15), (28, 3, 28)]:
            target = np.round(draw.uniform(50, 400, over + left), 2)
            actual = np.round(target * 1.1 * np.exp(draw.normal(0, draw.uniform(0.05, 0.5), over + left)), 2)
            before = max(0, last - over)
            early_target = np.round(draw.uniform(50, 400, before), 2)
            early_actual = np.round(early_target * np.exp(draw.normal(0, 0.3, before)), 2)
            last_target = np.concatenate([early_target, target[:over]])[-last:]
            last_actual = np.concatenate([early_actual, actual[:over]])[-last:]
            numbers = landing(target[:over], actual[:over], target[over:], last_target, last_actual)
            rows.writerow(
                [
                    " ".join(str(x) for x in target[:over]),
                    " ".join(str(x) for x in actual[:over]),
                    " ".join(str(x) for x in target[over:]),
                    " ".join(f"{t}:{a}" for t, a in zip(last_target, last_actual)),
                    *(f"{x:.6f}" for x in numbers),
                ]
            )


main()
