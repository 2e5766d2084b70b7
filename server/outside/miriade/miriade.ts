import type { JdUtc } from '#domain/units/quantity.ts';
import {
  createOutsideService,
  jsonFrom,
  type OutsideContext,
  type OutsideDeps,
  unreadable,
} from '../service/outside-service.ts';
import { wellFormed } from '../service/well-formed.ts';

/** One epoch of an ephemeris: the columns that Miriade names, `RA` and `DEC` in degrees (J2000), last. */
export type EphemerisRow = Readonly<Record<string, string | number | null>>;

export interface EphemerisRequest {
  /** Name or number of the object. */
  readonly name: string;
  readonly kind: 'asteroid' | 'comet';
  /** Middles of exposures. */
  readonly epochsJd: readonly JdUtc[];
  /** IAU code of the observatory: I41 (Palomar, ZTF), X05 (Rubin). */
  readonly observer: string;
}

/** Miriade of the IMCCE: ephemerides of Solar System objects. */
export interface Miriade {
  /**
   * One row an epoch, in their order; undefined where Miriade knows no ephemeris of the object.
   * Distances `Dobs`, `Dhelio` in au, `Phase` and `Elong` in degrees, `SDSS:g`, `SDSS:r` predicted magnitudes (asteroids only).
   * @throws {PortalError} naming Miriade.
   */
  ephemeris(request: EphemerisRequest, context?: OutsideContext): Promise<readonly EphemerisRow[] | undefined>;
  state(): string;
}

const dependency = 'Miriade ephemeris service';
const epochsAtOnce = 5000;
const output = '--jd,--colors(SDSS:r,SDSS:g),--iofile(ephemcc-photom.xml)';
const boundary = 'epochs-5c0e1f7a2b';

export function createMiriade(deps: OutsideDeps): Miriade {
  const service = createOutsideService({
    maxBytes: 32e6,
    ...deps,
    dependency,
    setting: 'MIRIADE_URL',
    freshMs: 3_600_000,
    keepMs: 86_400_000,
    cacheBytes: 32e6,
  });
  const part = (request: EphemerisRequest, epochs: readonly JdUtc[], context: OutsideContext | undefined) =>
    service.read(
      {
        request: (baseUrl) => ({
          method: 'POST',
          url: new URL(`${baseUrl}/ephemcc.php?${new URLSearchParams(argumentsOf(request))}`),
          accept: 'application/json',
          body: { text: epochsFile(epochs), contentType: `multipart/form-data; boundary=${boundary}` },
        }),
        parse: (answer) => rowsFrom(jsonFrom(answer, dependency), epochs.length),
      },
      context,
    );
  return {
    state: service.state,
    async ephemeris(request, context) {
      const rows: EphemerisRow[] = [];
      for (let at = 0; at < request.epochsJd.length; at += epochsAtOnce) {
        const some = await part(request, request.epochsJd.slice(at, at + epochsAtOnce), context);
        if (some === undefined) return undefined;
        rows.push(...some);
      }
      return rows;
    },
  };
}

function argumentsOf({ name, kind, observer }: EphemerisRequest): Record<string, string> {
  return {
    '-name': `${kind === 'comet' ? 'c' : 'a'}:${wellFormed(name)}`,
    '-mime': 'json',
    '-rplane': '1',
    '-tcoor': '5',
    '-output': output,
    '-observer': observer,
    '-tscale': 'UTC',
    '-from': 'fink',
  };
}

function epochsFile(epochs: readonly JdUtc[]): string {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="epochs"; filename="epochs"\r\n\r\n`;
  return `${head}${epochs.map((jd) => jd.toFixed(6)).join('\n')}\r\n--${boundary}--\r\n`;
}

function rowsFrom(value: unknown, count: number): EphemerisRow[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(dependency);
  if (!('data' in value) || value.data === null) return undefined;
  if (!Array.isArray(value.data)) throw unreadable(dependency);
  if (value.data.length === 0 && count > 0) return undefined;
  if (value.data.length !== count) throw unreadable(dependency);
  return value.data.map(rowFrom);
}

function rowFrom(value: unknown): EphemerisRow {
  if (typeof value !== 'object' || value === null) throw unreadable(dependency);
  const row: Record<string, string | number | null> = {};
  for (const [name, item] of Object.entries(value)) {
    if (name === 'RA' || name === 'DEC') continue;
    if (typeof item === 'number' || typeof item === 'string' || item === null) row[name] = item;
  }
  const ra = 'RA' in value ? degreesFrom(value.RA, 15) : undefined;
  const dec = 'DEC' in value ? degreesFrom(value.DEC, 1) : undefined;
  if (ra === undefined || dec === undefined) throw unreadable(dependency);
  return { ...row, RA: ra, DEC: dec };
}

/** `+12 34 56.7` (of hours with `unit` 15, of degrees with 1) → degrees; a number is in that unit already. */
function degreesFrom(value: unknown, unit: number): number | undefined {
  if (typeof value === 'number') return value * unit;
  if (typeof value !== 'string') return undefined;
  const match = /^\s*([+-]?)\s*(\d{1,3})[\s:]+(\d{1,2})[\s:]+(\d{1,2}(?:\.\d*)?)\s*$/.exec(value);
  if (!match) return undefined;
  const size = Number(match[2]) + Number(match[3]) / 60 + Number(match[4]) / 3600;
  return (match[1] === '-' ? -size : size) * unit;
}
