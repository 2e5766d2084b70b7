import { equatorialFromEcliptic, type Position, sunPosition, wrapped } from './palomar-sky.ts';

/** A main-belt orbit: semi-major axis (au), eccentricity, angles (degrees, ecliptic J2000), mean anomaly at `epochJd`, absolute magnitude and slope. */
export interface Orbit {
  readonly semiMajorAu: number;
  readonly eccentricity: number;
  readonly inclinationDeg: number;
  readonly nodeDeg: number;
  readonly perihelionDeg: number;
  readonly anomalyDeg: number;
  readonly epochJd: number;
  readonly absoluteMag: number;
  readonly slope: number;
}

export interface Ephemeris extends Position {
  /** Apparent V magnitude; distances to Sun and Earth, au; angle Sun–asteroid–Earth, degrees. */
  readonly magV: number;
  readonly sunAu: number;
  readonly earthAu: number;
  readonly phaseDeg: number;
}

type Vector = readonly [x: number, y: number, z: number];
const degrees = Math.PI / 180;

/** Kepler's equation by Newton's method, radians. */
export function eccentricAnomaly(meanAnomaly: number, eccentricity: number): number {
  let e = meanAnomaly;
  for (let i = 0; i < 12; i++) e -= (e - eccentricity * Math.sin(e) - meanAnomaly) / (1 - eccentricity * Math.cos(e));
  return e;
}

/** Heliocentric ecliptic position, au, unperturbed two-body motion. */
function heliocentric(orbit: Orbit, jd: number): Vector {
  const motion = 0.9856076686 / orbit.semiMajorAu ** 1.5;
  const anomaly = eccentricAnomaly((orbit.anomalyDeg + motion * (jd - orbit.epochJd)) * degrees, orbit.eccentricity);
  const x = orbit.semiMajorAu * (Math.cos(anomaly) - orbit.eccentricity);
  const y = orbit.semiMajorAu * Math.sqrt(1 - orbit.eccentricity ** 2) * Math.sin(anomaly);
  const [w, n, i] = [orbit.perihelionDeg * degrees, orbit.nodeDeg * degrees, orbit.inclinationDeg * degrees];
  const angle = Math.atan2(y, x) + w;
  const r = Math.hypot(x, y);
  return [
    r * (Math.cos(n) * Math.cos(angle) - Math.sin(n) * Math.sin(angle) * Math.cos(i)),
    r * (Math.sin(n) * Math.cos(angle) + Math.cos(n) * Math.sin(angle) * Math.cos(i)),
    r * Math.sin(angle) * Math.sin(i),
  ];
}

/** Earth's heliocentric ecliptic position, au: opposite to the Sun's place in the sky (0.01°). */
function earth(jd: number): Vector {
  const sun = sunPosition(jd);
  const longitude =
    Math.atan2(Math.sin(sun.raDeg * degrees) / Math.cos(23.4393 * degrees), Math.cos(sun.raDeg * degrees)) + Math.PI;
  const r = 1.00014 - 0.01671 * Math.cos((357.528 + 0.9856003 * (jd - 2451545)) * degrees);
  return [r * Math.cos(longitude), r * Math.sin(longitude), 0];
}

/** Magnitude V = H + 5 log₁₀(rΔ) − 2.5 log₁₀((1−G)Φ₁ + GΦ₂) (Bowell et al. 1989, Asteroids II, 524, appendix A3). */
export function reducedPhaseMag(phaseDeg: number, slope: number): number {
  const t = Math.tan((phaseDeg * degrees) / 2);
  return -2.5 * Math.log10((1 - slope) * Math.exp(-3.33 * t ** 0.63) + slope * Math.exp(-1.87 * t ** 1.22));
}

/** Where the asteroid stands and how bright it is, seen from the centre of the Earth, without light travel time. */
export function ephemeris(orbit: Orbit, jd: number): Ephemeris {
  const body = heliocentric(orbit, jd);
  const home = earth(jd);
  const seen: Vector = [body[0] - home[0], body[1] - home[1], body[2] - home[2]];
  const [sunAu, earthAu, homeAu] = [Math.hypot(...body), Math.hypot(...seen), Math.hypot(...home)];
  const cosPhase = (sunAu ** 2 + earthAu ** 2 - homeAu ** 2) / (2 * sunAu * earthAu);
  const phaseDeg = Math.acos(Math.min(1, Math.max(-1, cosPhase))) / degrees;
  const longitudeDeg = wrapped(Math.atan2(seen[1], seen[0]) / degrees);
  const latitudeDeg = Math.asin(seen[2] / earthAu) / degrees;
  const magV = orbit.absoluteMag + 5 * Math.log10(sunAu * earthAu) + reducedPhaseMag(phaseDeg, orbit.slope);
  return { ...equatorialFromEcliptic(longitudeDeg, latitudeDeg), magV, sunAu, earthAu, phaseDeg };
}
