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
  readonly raDeg: number;
  readonly decDeg: number;
}

/** Alerts of a ZTF object, newest first. @throws {Error} when the object API does not answer with rows. */
export async function alertsOf(request: APIRequestContext, objectId: string): Promise<readonly ApiAlert[]> {
  const params = { objectId, columns: 'i:candid,i:jd,i:ra,i:dec', ids: 'string' };
  const response = await request.get(`${addresses.objectApi}/ztf/api/v1/objects`, { params });
  if (!response.ok()) throw new Error(`object API: ${response.status()} ${await response.text()}`);
  const rows: readonly Readonly<Record<string, string | number>>[] = await response.json();
  return rows.map((row) => ({
    alertId: String(row['i:candid']),
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
