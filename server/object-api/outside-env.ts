import { z } from 'zod';
import { milliseconds, switchableAddress } from '#server/env/setting-kinds.ts';
import type { OutsideSettings } from '#server/outside/outside-services.ts';

const address = (fallback: string, what: string) =>
  switchableAddress(fallback).describe(`${what}; \`none\` switches it off`);

const timeout = (fallback: number, what: string) =>
  milliseconds(fallback).describe(`How long one answer of ${what} may take`);

/** Settings of the services of other people. No part of the object API but the answers that need them depends on them. */
export const outsideEnvShape = {
  SESAME_URL: address(
    'https://cds.unistra.fr/cgi-bin/nph-sesame',
    'Sesame of the CDS, which knows the names of SIMBAD',
  ),
  SESAME_TIMEOUT_MS: timeout(10_000, 'Sesame'),
  QUAERO_URL: address(
    'https://api.ssodnet.imcce.fr/quaero/1',
    'SsODNet, which knows the names of Solar System objects',
  ),
  QUAERO_TIMEOUT_MS: timeout(10_000, 'SsODNet'),
  MIRIADE_URL: address('https://ssp.imcce.fr/webservices/miriade/api', 'Miriade, which computes ephemerides'),
  MIRIADE_TIMEOUT_MS: timeout(30_000, 'Miriade'),
  GRACEDB_URL: address('https://gracedb.ligo.org', 'GraceDB, which has sky maps of gravitational waves'),
  GRACEDB_TIMEOUT_MS: timeout(30_000, 'GraceDB'),
} as const;

const outsideEnv = z.object(outsideEnvShape);

export function outsideSettingsFrom(env: z.output<typeof outsideEnv>): OutsideSettings {
  return {
    sesame: { baseUrl: env.SESAME_URL, timeoutMs: env.SESAME_TIMEOUT_MS },
    ssodnet: { baseUrl: env.QUAERO_URL, timeoutMs: env.QUAERO_TIMEOUT_MS },
    miriade: { baseUrl: env.MIRIADE_URL, timeoutMs: env.MIRIADE_TIMEOUT_MS },
    gracedb: { baseUrl: env.GRACEDB_URL, timeoutMs: env.GRACEDB_TIMEOUT_MS },
  };
}
