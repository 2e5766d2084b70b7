import { PortalError, shownValue } from '#domain/failure.ts';
import {
  createOutsideService,
  type OutsideContext,
  type OutsideDeps,
  type OutsideService,
  unreadable,
} from '../service/outside-service.ts';

export type SkymapFileName = 'bayestar.fits.gz' | 'bayestar.multiorder.fits';

export interface SkymapFileOptions extends OutsideContext {
  /** Which file; by default the flat map, and the multi-order map where the event has no other. */
  readonly file?: SkymapFileName;
}

/** GraceDB, the database of gravitational-wave candidates of LIGO, Virgo and KAGRA. */
export interface GraceDb {
  /**
   * A sky map as the service sends it: FITS, gzipped or plain.
   * @throws {PortalError} `bad-request` for a name that is no superevent's, `not-found` for one without a map, else naming GraceDB.
   */
  skymapFile(superevent: string, options?: SkymapFileOptions): Promise<Uint8Array>;
  state(): string;
}

const dependency = 'GraceDB service';
/** S230518h, MS231103x, GW170817. */
const supereventName = /^(?:[MT]?S\d{6}[a-z]{1,5}|[MT]?GW\d{6}[A-Za-z]{0,5}(?:_\d{6})?)$/;
const inOrder: readonly SkymapFileName[] = ['bayestar.fits.gz', 'bayestar.multiorder.fits'];

export function createGraceDb(deps: OutsideDeps): GraceDb {
  const service = createOutsideService({
    maxBytes: 128e6,
    ...deps,
    dependency,
    setting: 'GRACEDB_URL',
    freshMs: 300_000,
    keepMs: 3_600_000,
    cacheBytes: 32e6,
    says404: true,
  });
  return {
    state: service.state,
    async skymapFile(superevent, { file, ...context } = {}) {
      if (!supereventName.test(superevent)) {
        const words = `\`${shownValue(superevent)}\` is no name of a superevent. Names are like S230518h, MS231103x or GW170817.`;
        throw new PortalError('bad-request', words, { argument: 'event_name' });
      }
      for (const name of file === undefined ? inOrder : [file]) {
        const found = await mapNamed(service, { superevent, name }, context);
        if (found !== undefined) return found;
      }
      throw new PortalError('not-found', `GraceDB has no sky map of ${superevent}.`, { dependency });
    },
  };
}

async function mapNamed(
  service: OutsideService,
  { superevent, name }: { readonly superevent: string; readonly name: SkymapFileName },
  context: OutsideContext,
): Promise<Uint8Array | undefined> {
  const request = (baseUrl: string) => ({
    method: 'GET' as const,
    url: new URL(`${baseUrl}/api/superevents/${encodeURIComponent(superevent)}/files/${name}`),
    accept: 'application/octet-stream, */*',
  });
  try {
    return await service.read({ request, parse: ({ bytes }) => fitsIn(bytes) }, context);
  } catch (error) {
    if (error instanceof PortalError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** The bytes, when they begin as a FITS file or a gzip file does. */
function fitsIn(bytes: Uint8Array): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const isFits =
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(9, bytes.length)).toString('latin1') === 'SIMPLE  =';
  if (isGzip || isFits) return bytes;
  throw unreadable(dependency);
}
