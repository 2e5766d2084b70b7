import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { createOutsideService, type OutsideContext, type OutsideDeps, unreadable } from '../service/outside-service.ts';

/** A star of Gaia DR3 as the catalogue has it. ICRS at epoch 2016.0. */
export interface GaiaStar extends SkyPosition {
  /** `source_id`, decimal text: exceeds 2^53. */
  readonly id: string;
  /** G, mag. */
  readonly mag: number;
  /** Proper motion, mas a year: μα cos δ and μδ; 0 where the catalogue has none. */
  readonly pmRaMas: number;
  readonly pmDecMas: number;
}

export interface GaiaCone extends SkyPosition {
  readonly radiusArcsec: number;
  /** Faintest G. */
  readonly faintest: number;
}

/** The Gaia archive of ESA, or another TAP service with `gaiadr3.gaia_source`. */
export interface Gaia {
  /** The brightest stars of a cone, at most 400, brightest first. @throws {PortalError} naming Gaia. */
  stars(cone: GaiaCone, context?: OutsideContext): Promise<readonly GaiaStar[]>;
  state(): string;
}

const dependency = 'Gaia archive';
const day = 86_400_000;
const columns = ['source_id', 'ra', 'dec', 'phot_g_mean_mag', 'pmra', 'pmdec'] as const;

function adql({ raDeg, decDeg, radiusArcsec, faintest }: GaiaCone): string {
  const circle = `CIRCLE('ICRS', ${raDeg.toFixed(7)}, ${decDeg.toFixed(7)}, ${(radiusArcsec / 3600).toFixed(7)})`;
  return `SELECT TOP 400 ${columns.join(', ')} FROM gaiadr3.gaia_source WHERE 1 = CONTAINS(POINT('ICRS', ra, dec), ${circle}) AND phot_g_mean_mag < ${faintest.toFixed(2)} ORDER BY phot_g_mean_mag`;
}

export function createGaia(deps: OutsideDeps): Gaia {
  const service = createOutsideService({
    maxBytes: 1e6,
    ...deps,
    dependency,
    setting: 'GAIA_TAP_URL',
    freshMs: day,
    keepMs: 30 * day,
    cacheBytes: 8e6,
  });
  return {
    state: service.state,
    stars: (cone, context) =>
      service.read(
        {
          request: (baseUrl) => {
            const query = { REQUEST: 'doQuery', LANG: 'ADQL', FORMAT: 'csv', QUERY: adql(cone) };
            return { method: 'GET', url: new URL(`${baseUrl}/sync?${new URLSearchParams(query)}`), accept: 'text/csv' };
          },
          parse: ({ bytes }) => starsFrom(textFrom(bytes)),
        },
        context,
      ),
  };
}

function textFrom(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable(dependency, error);
  }
}

/** Rows of a CSV whose cells are numbers: no commas in them, quotes at most around all of one. */
function starsFrom(text: string): readonly GaiaStar[] {
  const [head = '', ...rows] = text.trim().split(/\r?\n/);
  const cells = (row: string): string[] => row.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const names = cells(head);
  const places = columns.map((name) => names.indexOf(name));
  if (places.includes(-1)) throw unreadable(dependency);
  return rows.map((row) => {
    const values = cells(row);
    const [id = '', ra = '', dec = '', mag = '', pmRa = '', pmDec = ''] = places.map((at) => values[at]);
    const star = { id, raDeg: number(ra), decDeg: number(dec), mag: number(mag) };
    if (!/^\d{1,20}$/.test(id) || Number.isNaN(star.raDeg + star.decDeg + star.mag)) throw unreadable(dependency);
    return { ...star, pmRaMas: number(pmRa) || 0, pmDecMas: number(pmDec) || 0 };
  });
}

const number = (cell: string): number => (cell === '' || cell === 'null' ? Number.NaN : Number(cell));
