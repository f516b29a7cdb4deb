"""Structural similarity of two pictures (Wang, Bovik, Sheikh and Simoncelli, 2004)."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter


def ssim(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean SSIM of two 8-bit pictures of one channel.

    ((2 m1 m2 + c1) (2 s12 + c2)) / ((m1^2 + m2^2 + c1) (s1^2 + s2^2 + c2)), with means m,
    variances s1, s2 and covariance s12 under a Gaussian of standard deviation 1.5.

    Examples
    --------
    >>> picture = np.arange(400, dtype=np.uint8).reshape(20, 20)
    >>> ssim(picture, picture)
    1.0
    """
    x, y = one.astype(np.float64), other.astype(np.float64)

    def blur(values: np.ndarray) -> np.ndarray:
        return gaussian_filter(values, sigma=1.5, truncate=3.5)

    mean_x, mean_y = blur(x), blur(y)
    variance_x, variance_y = blur(x * x) - mean_x**2, blur(y * y) - mean_y**2
    covariance = blur(x * y) - mean_x * mean_y
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_x * mean_y + c1) * (2 * covariance + c2)
    likeness /= (mean_x**2 + mean_y**2 + c1) * (variance_x + variance_y + c2)
    return float(likeness.mean())
