import { Body, GeoMoon, GeoVector, MakeTime, Rotation_EQJ_EQD, SiderealTime } from 'astronomy-engine';
import { type Matrix, rotated, type Vector } from '#domain/coordinates/vector.ts';
import type { UnixMs } from '#domain/units/quantity.ts';

/** The sky of one moment, in the true equator and equinox of date. */
export interface Sky {
  /** Greenwich apparent sidereal time, degrees. */
  readonly siderealDeg: number;
  /** From J2000 to the equator and equinox of date: precession and nutation. */
  readonly ofDate: Matrix;
  /** Seen from the centre of the Earth, au; light time and, for the Sun, aberration included. */
  readonly sun: Vector;
  readonly moon: Vector;
}

/** Sun, Moon and Earth's rotation between two moments. */
export interface SkyPath {
  at(ms: UnixMs): Sky;
}

const siderealDegAMs = 360.985_647_366_29 / 86_400_000;
const nodeMs = 3 * 3_600_000;

function skyAtNode(ms: UnixMs): Sky {
  const time = MakeTime(new Date(ms));
  const rot = Rotation_EQJ_EQD(time).rot;
  // The library keeps its matrices by columns.
  const row = (i: number): Vector => [rot[0]?.[i] ?? 0, rot[1]?.[i] ?? 0, rot[2]?.[i] ?? 0];
  const ofDate: Matrix = [row(0), row(1), row(2)];
  const sun = GeoVector(Body.Sun, time, true);
  const moon = GeoMoon(time);
  return {
    siderealDeg: SiderealTime(time) * 15,
    ofDate,
    sun: rotated(ofDate, [sun.x, sun.y, sun.z]),
    moon: rotated(ofDate, [moon.x, moon.y, moon.z]),
  };
}

/** Weights of four nodes at −1, 0, 1, 2 for a point `t` in [0, 1]: the cubic through them. */
function weightsAt(t: number): readonly [number, number, number, number] {
  return [
    (-t * (t - 1) * (t - 2)) / 6,
    ((t + 1) * (t - 1) * (t - 2)) / 2,
    (-(t + 1) * t * (t - 2)) / 2,
    ((t + 1) * t * (t - 1)) / 6,
  ];
}

/**
 * Sun and Moon at any moment: computed every three hours (astronomy-engine: VSOP87 and the Montenbruck–Pfleger Moon, cut off to ±1′),
 * and by a cubic in between, which adds less than 0.1″. Nodes are computed when first needed and kept.
 */
export function createSkyPath(): SkyPath {
  const nodes = new Map<number, Sky>();
  const node = (index: number): Sky => {
    const known = nodes.get(index);
    if (known) return known;
    const made = skyAtNode(index * nodeMs);
    nodes.set(index, made);
    return made;
  };
  return {
    at(ms) {
      const index = Math.floor(ms / nodeMs);
      const [a, b, c, d] = weightsAt(ms / nodeMs - index);
      const [before, here, next, after] = [node(index - 1), node(index), node(index + 1), node(index + 2)];
      const between = (of: (sky: Sky) => Vector): Vector => {
        const [p, q, r, s] = [of(before), of(here), of(next), of(after)];
        const mix = (i: 0 | 1 | 2): number => a * p[i] + b * q[i] + c * r[i] + d * s[i];
        return [mix(0), mix(1), mix(2)];
      };
      return {
        siderealDeg: here.siderealDeg + (ms - index * nodeMs) * siderealDegAMs,
        ofDate: here.ofDate,
        sun: between((sky) => sky.sun),
        moon: between((sky) => sky.moon),
      };
    },
  };
}
