import type { SkyPosition } from '#domain/coordinates/separation.ts';
import {
  createOutsideService,
  jsonFrom,
  type OutsideContext,
  type OutsideDeps,
  unreadable,
} from '../service/outside-service.ts';

/** One light curve of the data releases of ZTF: a source in one filter, field and quadrant. */
export interface ReleaseCurve extends SkyPosition {
  /** Object id of the release, decimal text. */
  readonly oid: string;
  /** `zg`, `zr`, `zi`. */
  readonly filter: string;
  readonly field: number;
  readonly quadrant: number;
  /** Heliocentric MJD, days, oldest first. */
  readonly mjd: Float64Array;
  /** AB magnitude of the source and its 1σ error. */
  readonly mag: Float64Array;
  readonly magErr: Float64Array;
}

export interface ReleaseCone extends SkyPosition {
  readonly radiusArcsec: number;
}

/** The database of the SNAD team with the light curves of ZTF's latest data release. */
export interface Snad {
  /** Good epochs of every source in a cone, in no order; none where the release has nothing. @throws {PortalError} naming SNAD. */
  lightcurves(cone: ReleaseCone, context?: OutsideContext): Promise<readonly ReleaseCurve[]>;
  state(): string;
}

const dependency = 'SNAD database of ZTF data releases';
const day = 86_400_000;

export function createSnad(deps: OutsideDeps): Snad {
  const service = createOutsideService({
    maxBytes: 16e6,
    ...deps,
    dependency,
    setting: 'SNAD_URL',
    freshMs: day,
    keepMs: 7 * day,
    cacheBytes: 32e6,
  });
  return {
    state: service.state,
    lightcurves: ({ raDeg, decDeg, radiusArcsec }, context) =>
      service.read(
        {
          request: (baseUrl) => ({
            method: 'GET',
            url: new URL(
              `${baseUrl}/api/v3/data/latest/circle/full/json?ra=${raDeg}&dec=${decDeg}&radius_arcsec=${radiusArcsec}`,
            ),
            accept: 'application/json',
          }),
          parse: (answer) => curvesFrom(jsonFrom(answer, dependency)),
        },
        context,
      ),
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function curvesFrom(value: unknown): readonly ReleaseCurve[] {
  if (!isRecord(value)) throw unreadable(dependency);
  return Object.entries(value).map(([oid, entry]) => curveFrom(oid, entry));
}

function curveFrom(oid: string, entry: unknown): ReleaseCurve {
  if (!/^\d{1,20}$/.test(oid) || !isRecord(entry)) throw unreadable(dependency);
  const { meta, lc } = entry;
  if (!isRecord(meta) || !isRecord(meta.coord) || !Array.isArray(lc)) throw unreadable(dependency);
  const { filter, fieldid, rcid, coord } = meta;
  const { ra, dec } = coord;
  if (typeof filter !== 'string' || typeof ra !== 'number' || typeof dec !== 'number') throw unreadable(dependency);
  const epochs = lc.map(epochFrom).sort((a, b) => a.mjd - b.mjd);
  return {
    oid,
    filter,
    field: typeof fieldid === 'number' ? fieldid : Number.NaN,
    quadrant: typeof rcid === 'number' ? rcid : Number.NaN,
    raDeg: ra,
    decDeg: dec,
    mjd: Float64Array.from(epochs, ({ mjd }) => mjd),
    mag: Float64Array.from(epochs, ({ mag }) => mag),
    magErr: Float64Array.from(epochs, ({ magErr }) => magErr),
  };
}

function epochFrom(value: unknown): { mjd: number; mag: number; magErr: number } {
  if (!isRecord(value)) throw unreadable(dependency);
  const { mjd, mag, magerr } = value;
  if (typeof mjd !== 'number' || typeof mag !== 'number' || typeof magerr !== 'number') throw unreadable(dependency);
  return { mjd, mag, magErr: magerr };
}
