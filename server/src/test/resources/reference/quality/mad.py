"""Writes mad.csv: medians and median deviations by SciPy (scipy.stats.median_abs_deviation), with the constant of R's mad().

python3 mad.py > mad.csv
"""

import numpy
from scipy.stats import median_abs_deviation

print("values,median,deviation")
rng = numpy.random.default_rng(20261123)
for size in (1, 2, 4, 5, 7, 8, 8, 8, 30):
    values = rng.poisson(rng.choice([3, 40, 900]), size)
    deviation = median_abs_deviation(values, scale=1 / 1.4826)
    print(f"{' '.join(map(str, values))},{numpy.median(values):.6f},{deviation:.6f}")
