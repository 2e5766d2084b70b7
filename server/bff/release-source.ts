import { type SkyPosition, separationArcsec } from '#domain/coordinates/separation.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fluxErrorFromMagError, microjanskyFromAbMag } from '#domain/photometry/flux.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import type { ReleaseCurve, Snad } from '#server/outside/snad/snad.ts';
import type { ObjectSource } from './object-source.ts';
import type { RequestScope } from './request-scope.ts';

/** Photometry of one filter from the data releases of ZTF, of the source itself. Columnar, oldest first. */
export interface ReleaseSeries {
  readonly filter: string;
  readonly band: BandName | null;
  /** Heliocentric MJD, days. */
  readonly mjd: readonly number[];
  /** µJy and 1σ. */
  readonly flux: readonly number[];
  readonly fluxErr: readonly number[];
}

export interface ReleasePhotometry {
  /** Ids of the release whose epochs are in it. */
  readonly oids: readonly string[];
  /** From the mean position of the object's detections to the source; null where there is none. */
  readonly separationArcsec: number | null;
  /** Sources of the release in the cone that are another star, and are left out. */
  readonly others: number;
  readonly series: readonly ReleaseSeries[];
}

export interface ReleaseSource {
  /** Data-release photometry at an object's place. @throws {PortalError} naming SNAD, or the object API for the place. */
  photometry(objectId: string, scope: RequestScope): Promise<ReleasePhotometry>;
}

export interface ReleaseSourceDeps {
  readonly objects: ObjectSource;
  readonly snad: Snad;
}

const radiusArcsec = 2;
/** Filters and fields see one star at places that differ by less. */
const sameStarArcsec = 1;
const bandOfFilter: ReadonlyMap<string, BandName> = new Map([
  ['zg', 'g'],
  ['zr', 'r'],
  ['zi', 'i'],
]);

export function createReleaseSource({ objects, snad }: ReleaseSourceDeps): ReleaseSource {
  return {
    async photometry(objectId, scope) {
      const { view } = await objects.see(objectId, scope);
      const place = meanPosition(view.lightcurve(), view.summary());
      const { signal } = scope.call;
      const found = await snad.lightcurves({ ...rounded(place), radiusArcsec }, { signal, trace: scope.trace });
      return photometryAt(place, found);
    },
  };
}

/** A hundredth of an arcsecond more tells nothing apart, and the answer is found again. */
const rounded = ({ raDeg, decDeg }: SkyPosition): SkyPosition => ({
  raDeg: Number(raDeg.toFixed(6)),
  decDeg: Number(decDeg.toFixed(6)),
});

/** Mean of the detections, right across RA 0; `fallback` where none has a position. */
function meanPosition({ kind, raDeg, decDeg }: Lightcurve, fallback: SkyPosition): SkyPosition {
  let [count, ra, dec] = [0, 0, 0];
  for (const [row, own] of kind.entries()) {
    const [at, up] = [raDeg[row] ?? Number.NaN, decDeg[row] ?? Number.NaN];
    if (own !== 'detection' || !Number.isFinite(at + up)) continue;
    count += 1;
    ra += ((at - fallback.raDeg + 540) % 360) - 180;
    dec += up;
  }
  if (count === 0) return { raDeg: fallback.raDeg, decDeg: fallback.decDeg };
  return { raDeg: (fallback.raDeg + ra / count + 360) % 360, decDeg: dec / count };
}

/** The star nearest to the place in all its filters and fields. */
function photometryAt(place: SkyPosition, found: readonly ReleaseCurve[]): ReleasePhotometry {
  const sorted = found.toSorted((a, b) => separationArcsec(place, a) - separationArcsec(place, b));
  const [nearest] = sorted;
  if (nearest === undefined) return { oids: [], separationArcsec: null, others: 0, series: [] };
  const own = sorted.filter((curve) => separationArcsec(nearest, curve) <= sameStarArcsec);
  const filters = [...new Set(own.map(({ filter }) => filter))].sort();
  return {
    oids: own.map(({ oid }) => oid),
    separationArcsec: separationArcsec(place, nearest),
    others: sorted.length - own.length,
    series: filters.map((filter) =>
      seriesOf(
        filter,
        own.filter((curve) => curve.filter === filter),
      ),
    ),
  };
}

function seriesOf(filter: string, curves: readonly ReleaseCurve[]): ReleaseSeries {
  const epochs = curves.flatMap(({ mjd, mag, magErr }) =>
    Array.from(mjd, (at, index) => {
      const flux = microjanskyFromAbMag(mag[index] ?? Number.NaN);
      return { mjd: at, flux, fluxErr: fluxErrorFromMagError(flux, magErr[index] ?? Number.NaN) };
    }),
  );
  const usable = epochs.filter(({ mjd, flux, fluxErr }) => Number.isFinite(mjd + flux + fluxErr));
  usable.sort((a, b) => a.mjd - b.mjd);
  return {
    filter,
    band: bandOfFilter.get(filter) ?? null,
    mjd: usable.map(({ mjd }) => mjd),
    flux: usable.map(({ flux }) => flux),
    fluxErr: usable.map(({ fluxErr }) => fluxErr),
  };
}
