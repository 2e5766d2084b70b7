import { PortalError } from '#domain/failure.ts';
import type { SsoIdentity } from '#server/outside/ssodnet/ssodnet.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { keyRange } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import type { QueryContext } from './answer-options.ts';
import { rowsPerId } from './read-rows.ts';
import { type SsoDeps, ssoColumns, ssoNameRows } from './resolver-ssodnet.ts';

/** A Solar System object as the answers call it, and what alerts call it. */
export interface SsoObject {
  readonly name: string;
  readonly number: number | undefined;
  readonly ssnamenrs: readonly string[];
}

const { ssnamenr: bySsnamenr } = ztfTables.byName;

/** Comets are named otherwise than asteroids, here and at the services. */
export function isComet(name: string): boolean {
  return name.startsWith('C/') || name.endsWith('P');
}

/**
 * The object that a name (without spaces), number or designation means; undefined where nobody knows it.
 *
 * What our own table knows is taken from there; then SsODNet is asked. A name that alerts themselves carry is good without either, so that
 * an outage of SsODNet hides nothing that is stored under it.
 * @throws {PortalError} naming SsODNet, where only it could have told.
 */
export async function ssoObjectOf(deps: SsoDeps, id: string, context: QueryContext): Promise<SsoObject | undefined> {
  const identity = await identityOf(deps, id, context);
  if (identity === undefined) return undefined;
  const { name, number } = identity;
  const { rows } = await ssoNameRows(deps, { name, whole: true, limit: rowsPerId }, context);
  const known = [...new Set(rows.map((row) => row.get(ssoColumns.ssnamenr) ?? ''))].filter((one) => one !== '').sort();
  if (known.length > 0) return { name, number, ssnamenrs: known };
  const direct = [...new Set([name.replaceAll(' ', ''), id, ...(number === undefined ? [] : [String(number)])])];
  return { name, number, ssnamenrs: direct.sort() };
}

type Identity = Pick<SsoIdentity, 'name' | 'number'>;

async function identityOf(deps: SsoDeps, id: string, context: QueryContext): Promise<Identity | undefined> {
  if (id.startsWith('C/')) return { name: await cometName(deps, id, context), number: undefined };
  if (id.endsWith('P')) return { name: id, number: undefined };
  const own = await ownIdentity(deps, id, context);
  if (own !== undefined) return own;
  try {
    const found = await deps.outside.ssodnet.asteroid(id, context);
    if (found !== undefined) return found;
  } catch (error) {
    context.signal.throwIfAborted();
    const isOutage = error instanceof PortalError && error.kind !== 'internal';
    if (!isOutage || !(await hasAlerts(deps, id, context))) throw error;
    context.trace.note('ssodnet', 'away');
  }
  if (!(await hasAlerts(deps, id, context))) return undefined;
  return { name: id, number: /^\d{1,9}$/.test(id) ? Number(id) : undefined };
}

/** `C/2020F3` is `C/2020 F3` to SsODNet; where it doesn't know it or doesn't answer, the name stays as given. */
async function cometName(deps: SsoDeps, id: string, context: QueryContext): Promise<string> {
  try {
    const found = await deps.outside.ssodnet.comet(`${id.slice(0, 6)} ${id.slice(6)}`, context);
    return found?.name ?? id;
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof PortalError)) throw error;
    context.trace.note('ssodnet', 'away');
    return id;
  }
}

/** What our own table of names says. */
async function ownIdentity(deps: SsoDeps, id: string, context: QueryContext): Promise<Identity | undefined> {
  const { rows } = await ssoNameRows(deps, { name: id, whole: true, limit: 1 }, context);
  const name = rows[0]?.get(ssoColumns.name);
  const number = rows[0]?.get(ssoColumns.number) ?? '';
  if (name === undefined || name === '') return undefined;
  return { name, number: /^\d{1,9}$/.test(number) ? Number(number) : undefined };
}

async function hasAlerts({ store }: SsoDeps, ssnamenr: string, { signal }: QueryContext): Promise<boolean> {
  for await (const _ of store.scan(bySsnamenr.name, [keyRange(bySsnamenr, ssnamenr)], {
    signal,
    columns: [],
    limit: 1,
  }))
    return true;
  return false;
}

/** Keys of alerts of an `ssnamenr`: all of it, not its beginning. */
export const rangeOfSsnamenr = (ssnamenr: string) => prefixRange(`${ssnamenr}_`);
