/*
 * createCaller(await headers(), '/{objectId}') → PortalCaller (caller.ts): summary, lightcurve, alert, stamps, search, similar.
 * Pages use `pageCaller(route)` of app/page-caller.ts, which makes one caller a request and logs when the page is done.
 */

import type { HeadersLike, PortalCaller } from './caller.ts';
import { createPortal, type Portal } from './deps.ts';
import { parseEnv } from './env.ts';

const key = Symbol.for('fink-portal.bff');
const shared: { [key]?: Portal } & typeof globalThis = globalThis;

/** The one portal of this process: clients, caches and metrics shared by pages, procedures and binary routes (Next bundles them apart). */
export function getPortal(): Portal {
  shared[key] ??= createPortal(parseEnv({ npm_package_version: process.env.npm_package_version, ...process.env }));
  return shared[key];
}

/** A caller for one request. `route` names it in metrics and log, e.g. `/{objectId}`. */
export function createCaller(headers: HeadersLike, route: string): PortalCaller {
  return getPortal().createCaller(headers, route);
}
