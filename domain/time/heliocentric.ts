/** Seconds that light takes for one astronomical unit. */
const secondsPerAu = 499.004784;
const degree = Math.PI / 180;

/** The Sun as seen from the centre of the Earth, equatorial J2000, astronomical units. */
function sunFromEarth(mjd: number): readonly [number, number, number] {
  const days = mjd - 51_544.5;
  const anomaly = (357.528 + 0.985_600_3 * days) * degree;
  const ofDate = 280.46 + 0.985_647_4 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly);
  // General precession brings the longitude back to the equinox of J2000.
  const longitude = (ofDate - 3.823_94e-5 * days) * degree;
  const distance = 1.000_14 - 0.016_71 * Math.cos(anomaly) - 0.000_14 * Math.cos(2 * anomaly);
  const obliquity = 23.439_28 * degree;
  const across = distance * Math.sin(longitude);
  return [distance * Math.cos(longitude), across * Math.cos(obliquity), across * Math.sin(obliquity)];
}

/**
 * What is added to a time at the Earth to get the time at which the same light passes the Sun, days: up to ± 8.3 min over a year.
 * ICRS degrees; the Sun from the short series of the Astronomical Almanac (0.01°). Exact to 0.2 s for 1980 to 2050.
 */
export function heliocentricDelayDays(mjdUtc: number, raDeg: number, decDeg: number): number {
  const [x, y, z] = sunFromEarth(mjdUtc);
  const [ra, dec] = [raDeg * degree, decDeg * degree];
  const along = x * Math.cos(dec) * Math.cos(ra) + y * Math.cos(dec) * Math.sin(ra) + z * Math.sin(dec);
  return (-secondsPerAu * along) / 86_400;
}
