import { createRandom, type Random } from '#server/demo/random.ts';

/** Where and when an object of the large tables is, and how many alerts it has. */
export interface LargeObject {
  readonly index: number;
  readonly raDeg: number;
  readonly decDeg: number;
  readonly alerts: number;
  readonly firstJd: number;
  readonly random: Random;
  /** One of a crowded field. */
  readonly isCrowded: boolean;
}

interface Field {
  readonly raDeg: number;
  readonly decDeg: number;
}

/** Crowded places: on both sides of RA 0, near the pole, and elsewhere. Cones are measured around them. */
export const crowdedFields: readonly Field[] = [
  { raDeg: 0.2, decDeg: 5 },
  { raDeg: 130, decDeg: 88.8 },
  { raDeg: 83.6, decDeg: 22 },
  { raDeg: 193.8, decDeg: 2.9 },
  { raDeg: 266.4, decDeg: -24 },
  { raDeg: 299.6, decDeg: 35.2 },
];

/** Objects of a crowded field, and its spread (standard deviation of each coordinate), degrees. */
const crowd = { objects: 4000, share: 0.4, spreadDeg: 0.35 } as const;
/** Light curves of fixed length, for point queries; the very long one comes first. */
export const longestObject = { index: 0, alerts: 1575 } as const;
export const plainObjects = { first: 1, count: 100, alerts: 30 } as const;
/** Alerts an object, otherwise: as skewed as the real survey's. */
const lengths = [1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 27] as const;
const meanLength = 8.3;
const southernmostDeg = -31;
/** 2019-11-01, the first night that the tables have, and the years from then on. */
const firstNightJd = 2_458_788.5;
const nights = 1800;

const degrees = Math.PI / 180;

function wrapped(deg: number): number {
  return ((deg % 360) + 360) % 360;
}

function anywhere(random: Random): Field {
  const sinDec = random.uniform(Math.sin(southernmostDeg * degrees), 1);
  return { raDeg: random.uniform(0, 360), decDeg: Math.asin(sinDec) / degrees };
}

function within(field: Field, random: Random): Field {
  const x = random.normal() * crowd.spreadDeg * degrees;
  const y = random.normal() * crowd.spreadDeg * degrees;
  // Gnomonic: right at the pole too.
  const [sin, cos] = [Math.sin(field.decDeg * degrees), Math.cos(field.decDeg * degrees)];
  const ra = field.raDeg + Math.atan2(x, cos - y * sin) / degrees;
  const dec = Math.asin((sin + y * cos) / Math.hypot(1, x, y)) / degrees;
  return { raDeg: wrapped(ra), decDeg: dec };
}

/** The objects that together have `alerts` alerts: the same ones every time. */
export function* largeSky(alerts: number): Generator<LargeObject> {
  const crowded = Math.min(crowd.objects * crowdedFields.length, Math.floor((alerts / meanLength) * crowd.share));
  let left = alerts;
  for (let index = 0; left > 0; index++) {
    const random = createRandom(`large sky ${index}`);
    const field = index < crowded ? crowdedFields[index % crowdedFields.length] : undefined;
    const place = field === undefined ? anywhere(random) : within(field, random);
    const wanted =
      index === longestObject.index
        ? longestObject.alerts
        : index < plainObjects.first + plainObjects.count
          ? plainObjects.alerts
          : (lengths[random.integer(0, lengths.length - 1)] ?? 1);
    const count = Math.min(wanted, left);
    left -= count;
    yield {
      index,
      ...place,
      alerts: count,
      firstJd: Number((firstNightJd + random.uniform(0, nights)).toFixed(7)),
      random,
      isCrowded: field !== undefined,
    };
  }
}
