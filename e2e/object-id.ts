import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext } from '@playwright/test';
import { addresses } from './stack/addresses.ts';

/** Kinds of the examples that the simulated survey names, see server/demo/examples.ts. */
export type DemoKind = 'type Ia supernova' | 'flaring blazar' | 'RR Lyrae star';

interface Marker {
  readonly examples: readonly { readonly objectId: string; readonly kind: string }[];
}

const markerFile = fileURLToPath(new URL('../.cache/e2e-data/demo.json', import.meta.url));

/** An object of the simulated survey. @throws {Error} when the survey was not made, or has no such example. */
export function demoObjectId(kind: DemoKind = 'type Ia supernova'): string {
  const { examples }: Marker = JSON.parse(readFileSync(markerFile, 'utf8'));
  const found = examples.find((example) => example.kind === kind);
  if (found === undefined) throw new Error(`${markerFile} names no ${kind}.`);
  return found.objectId;
}

/** An id of the same form that no object has: one letter is another. */
export function misspelled(objectId: string): string {
  return objectId.replace(/.$/, (last) => (last === 'q' ? 'j' : 'q'));
}

/** One alert as the object API tells it; ids are text. */
export interface ApiAlert {
  readonly alertId: string;
  /** Time of the exposure, MJD UTC. */
  readonly mjd: number;
  /** Difference magnitude, AB. */
  readonly mag: number;
  readonly band: string;
  readonly raDeg: number;
  readonly decDeg: number;
}

const bands: Readonly<Record<number, string>> = { 1: 'g', 2: 'r', 3: 'i' };

export type ApiRow = Readonly<Record<string, string | number>>;

/** Rows that the object API tells of ZTF, ids as text. @throws {Error} when it does not answer with rows. */
export async function ztfRows(
  request: APIRequestContext,
  route: string,
  params: Readonly<Record<string, string | number>>,
): Promise<readonly ApiRow[]> {
  const response = await request.get(`${addresses.objectApi}/ztf/api/v1/${route}`, {
    params: { ...params, ids: 'string' },
  });
  if (!response.ok()) throw new Error(`object API: ${response.status()} ${await response.text()}`);
  return response.json();
}

/** Alerts of a ZTF object, newest first. @throws {Error} when the object API does not answer with rows. */
export async function alertsOf(request: APIRequestContext, objectId: string): Promise<readonly ApiAlert[]> {
  const rows = await ztfRows(request, 'objects', { objectId, columns: 'i:candid,i:jd,i:fid,i:magpsf,i:ra,i:dec' });
  return rows.map((row) => ({
    alertId: String(row['i:candid']),
    mjd: Number(row['i:jd']) - 2_400_000.5,
    mag: Number(row['i:magpsf']),
    band: bands[Number(row['i:fid'])] ?? '',
    raDeg: Number(row['i:ra']),
    decDeg: Number(row['i:dec']),
  }));
}

/** The newest alert of a ZTF object. */
export async function latestAlertOf(request: APIRequestContext, objectId: string): Promise<ApiAlert> {
  const [latest] = await alertsOf(request, objectId);
  if (latest === undefined) throw new Error(`${objectId} has no alerts.`);
  return latest;
}

/**
 * Lets the portal see the object, so that its numbers are at hand for the first flush of its page.
 * A machine busy with other tests may need more than the 150 ms that a page waits, and what comes later needs script.
 */
export async function warm(request: APIRequestContext, objectId: string): Promise<void> {
  const response = await request.get(`/data/ztf/${objectId}.arrow`);
  if (!response.ok()) throw new Error(`${objectId}: ${response.status()} ${await response.text()}`);
}
