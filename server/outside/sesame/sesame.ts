import { createOutsideService, type OutsideContext, type OutsideDeps, unreadable } from '../service/outside-service.ts';
import { wellFormed } from '../service/well-formed.ts';
import { resolverFields, type SesameField } from './sesame-xml.ts';

/** Sesame of the CDS: names of objects beyond the Solar System → what SIMBAD knows of them. */
export interface Sesame {
  /**
   * What SIMBAD says of a name, in the order it says it: `name` (of the resolver), `oid`, `otype`, `jpos`, `jradeg`, `jdedeg` (ICRS J2000, degrees),
   * `oname`, …; undefined for an unknown name.
   * @throws {PortalError} naming the SIMBAD name resolver.
   */
  resolve(name: string, context?: OutsideContext): Promise<readonly SesameField[] | undefined>;
  state(): string;
}

const dependency = 'SIMBAD name resolver (Sesame)';

export function createSesame(deps: OutsideDeps): Sesame {
  const service = createOutsideService({
    maxBytes: 1e6,
    ...deps,
    dependency,
    setting: 'SESAME_URL',
    freshMs: 3_600_000,
    keepMs: 86_400_000,
    cacheBytes: 4e6,
  });
  return {
    state: service.state,
    resolve: (name, context) =>
      service.read(
        {
          // The name is all of the query, without a key, as this service wants it.
          request: (baseUrl) => ({
            method: 'GET',
            url: new URL(`${baseUrl}/-oxp/~S?${encodeURIComponent(wellFormed(name))}`),
            accept: 'text/xml, application/xml, text/plain',
          }),
          parse: ({ bytes }) => fieldsFrom(bytes),
        },
        context,
      ),
  };
}

function fieldsFrom(bytes: Uint8Array): readonly SesameField[] | undefined {
  try {
    return resolverFields(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw unreadable(dependency, error);
  }
}
