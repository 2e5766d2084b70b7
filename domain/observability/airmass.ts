const radians = Math.PI / 180;

/**
 * Refraction of a standard atmosphere (1010 hPa, 10 °C) at a true altitude, degrees, after Sæmundsson 1986 (Sky & Telescope 72, 70).
 * Below −1° nothing is seen: the value stays that of −1°.
 */
export function refractionDeg(trueAltDeg: number): number {
  const h = Math.max(trueAltDeg, -1);
  return 1.02 / Math.tan((h + 10.3 / (h + 5.11)) * radians) / 60;
}

/**
 * Relative air mass at an apparent altitude, after Pickering 2002 (DIO 12, 1, p. 20, n. 39): 1 at the zenith, about 38.7 at the
 * horizon. NaN below the horizon.
 */
export function airmassAtApparent(apparentAltDeg: number): number {
  if (!(apparentAltDeg >= 0)) return Number.NaN;
  return 1 / Math.sin((apparentAltDeg + 244 / (165 + 47 * apparentAltDeg ** 1.1)) * radians);
}

/** Relative air mass at a true altitude (no refraction in it), through the apparent one. NaN where the source has not risen. */
export function airmassAt(trueAltDeg: number): number {
  return airmassAtApparent(trueAltDeg + refractionDeg(trueAltDeg));
}

/** The true altitude at which the air mass has a value from 1 to 30, degrees: the inverse of {@link airmassAt}. */
export function altitudeAtAirmass(airmass: number): number {
  let [low, high] = [0, 90];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (airmassAt(middle) > airmass) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
