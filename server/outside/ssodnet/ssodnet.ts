import {
  createOutsideService,
  jsonFrom,
  type OutsideContext,
  type OutsideDeps,
  unreadable,
} from '../service/outside-service.ts';
import { wellFormed } from '../service/well-formed.ts';

/** What SsODNet calls an object. */
export interface SsoIdentity {
  /** Official name, or designation. */
  readonly name: string;
  /** IAU number, undefined for an object without one. */
  readonly number: number | undefined;
  /** Every other name and designation. */
  readonly aliases: readonly string[];
}

/** SsODNet of the IMCCE (quaero): names, numbers and designations of Solar System objects. */
export interface Ssodnet {
  /**
   * The asteroid or dwarf planet that a name, number or designation means; undefined for none.
   * @throws {PortalError} naming SsODNet.
   */
  asteroid(nameOrNumber: string, context?: OutsideContext): Promise<SsoIdentity | undefined>;
  /** The first comet found for a designation; undefined for none. */
  comet(designation: string, context?: OutsideContext): Promise<SsoIdentity | undefined>;
  state(): string;
}

const dependency = 'SsODNet name resolver';
const matchesAtMost = 100;

export function createSsodnet(deps: OutsideDeps): Ssodnet {
  const service = createOutsideService({
    maxBytes: 4e6,
    ...deps,
    dependency,
    setting: 'QUAERO_URL',
    freshMs: 3_600_000,
    keepMs: 86_400_000,
    cacheBytes: 8e6,
  });
  const matches = (path: string, args: Readonly<Record<string, string>>, context: OutsideContext | undefined) =>
    service.read(
      {
        request: (baseUrl) => ({
          method: 'GET',
          url: new URL(`${baseUrl}${path}?${new URLSearchParams(args)}`),
          accept: 'application/json',
        }),
        parse: (answer) => matchesFrom(jsonFrom(answer, dependency)),
      },
      context,
    );
  return {
    state: service.state,
    async asteroid(nameOrNumber, context) {
      const id = writtenOut(nameOrNumber);
      if (id === '') return undefined;
      const q = `type:(Asteroid OR "Dwarf Planet") AND ${phrase(id)}~0`;
      const found = await matches('/sso/search', { q, from: 'fink', limit: String(matchesAtMost) }, context);
      return found.find(({ identity, id: key }) => isMeant(id, identity, key))?.identity;
    },
    async comet(designation, context) {
      const found = await matches('/sso', { q: phrase(designation), type: 'Comet', from: 'fink' }, context);
      return found[0]?.identity;
    },
  };
}

/** Text as one phrase of the search language: nothing in it can end the phrase. */
function phrase(text: string): string {
  return `"${wellFormed(text).replace(/[\\"]/g, '\\$&')}"`;
}

/**
 * A name the way SsODNet writes it: `2010jo69` → `2010 JO69`, `4179.0` → `4179`, `2040p-l` → `2040 P-L`.
 * Names are not sensitive to case there.
 */
export function writtenOut(nameOrNumber: string): string {
  const text = nameOrNumber.trim().replace('_(Asteroid)', '');
  if (/^\d{1,9}(\.0*)?$/.test(text)) return String(Number.parseInt(text, 10));
  if (/^[A-Za-z _]+$/.test(text)) return text.replaceAll('_', ' ').toLowerCase();
  const provisional = /^([1A][89]\d{2}|20\d{2})[ _]?([A-Za-z]{2})[ _]?(\d{0,3})$/.exec(text);
  if (provisional) return `${provisional[1]?.replace('A', '1')} ${provisional[2]?.toUpperCase()}${provisional[3]}`;
  const surveyed = /^([1-9]\d{3})[ _]?(P-L|T-[1-3])$/i.exec(text);
  if (surveyed) return `${surveyed[1]} ${surveyed[2]?.toUpperCase()}`;
  return text;
}

interface Match {
  readonly id: string;
  readonly identity: SsoIdentity;
}

function isMeant(asked: string, { name, aliases }: SsoIdentity, id: string): boolean {
  const wanted = asked.toLowerCase();
  return [name, id, ...aliases].some((one) => one.toLowerCase() === wanted);
}

function matchesFrom(value: unknown): Match[] {
  if (Array.isArray(value) && value.length === 0) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(dependency);
  if (!('data' in value)) {
    if ('total' in value || 'message' in value) return [];
    throw unreadable(dependency);
  }
  if (!Array.isArray(value.data)) throw unreadable(dependency);
  return value.data.map(matchFrom);
}

function matchFrom(value: unknown): Match {
  if (typeof value !== 'object' || value === null || !('name' in value) || typeof value.name !== 'string')
    throw unreadable(dependency);
  const given = 'aliases' in value && Array.isArray(value.aliases) ? value.aliases : [];
  const aliases = given.filter((alias): alias is string => typeof alias === 'string');
  const numbers = aliases.filter((alias) => /^\d{1,9}$/.test(alias)).map(Number);
  const number = numbers.length === 0 ? undefined : Math.min(...numbers);
  const id = 'id' in value && typeof value.id === 'string' ? value.id : value.name;
  return { id, identity: { name: value.name, number, aliases } };
}
