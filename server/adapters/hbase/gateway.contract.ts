import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTables } from '#server/adapters/tables/open-tables.ts';
import { makeSelfSigned } from '#server/adapters/testing/self-signed.ts';
import { keysOf, newRow } from '#server/ports/contract-kit.ts';
import { prefixRange, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';

/** The REST server behind the gateway. */
export interface Behind {
  readonly url: string;
  remove(): Promise<void>;
}

const table = 'gated';
const basic = `Basic ${Buffer.from('portal:se cret').toString('base64')}`;
const bearer = 'Bearer a.token-of_a/gateway';
const keys = Array.from({ length: 60 }, (_, i) => `k_${String(i).padStart(3, '0')}`);
const apart = Array.from({ length: 12 }, (_, i) => prefixRange(`k_0${String(i * 4).padStart(2, '0')}`));
const folder = mkdtempSync(join(tmpdir(), 'hbase-tls-'));

function pemFile(name: string, cert: string): string {
  const file = join(folder, name);
  writeFileSync(file, cert);
  return file;
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error('It did not fail.');
}

/** What holds for tables behind TLS, credentials and a path, whatever REST server answers there. */
export function gatewayContract(name: string, start: () => Promise<Behind>): void {
  describe(`${name} behind a gateway`, () => {
    const identity = makeSelfSigned('localhost');
    const trusted = pemFile('trusted.pem', identity.cert);
    const path = '/gateway/default/hbase';
    const stores: WideRowStore[] = [];
    let behind: Behind;
    let gateway: FakeGateway;
    beforeAll(async () => {
      behind = await start();
      gateway = await startFakeGateway({ identity, path, behind: behind.url, allowed: [basic, bearer] });
    });
    afterAll(async () => {
      for (const store of stores) await store.close();
      await gateway.close();
      await behind.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    const opened = (given: { url?: string; authorization?: string; caFile?: string | undefined }): WideRowStore => {
      const settings = { url: gateway.url, authorization: basic, caFile: trusted, ...given };
      const place = { store: 'hbase', timeoutMs: 60_000, form: 'protobuf', ...settings } as const;
      const store = openTables(place, { access: 'write', layouts: [{ name: table, families: ['i'] }] });
      stores.push(store);
      return store;
    };

    it('writes and reads over verified TLS below its path, with a user or a token, over few connections', async () => {
      const before = gateway.connections();
      const rows = keys.map((key) => newRow(key, { 'i:n': key }));
      await opened({}).write(table, rows);
      for (const authorization of [basic, bearer]) {
        const store = opened({ authorization });
        expect(await keysOf(store.scan(table, [{ start: '' }]))).toEqual(keys);
        expect(await keysOf(store.scan(table, apart))).toHaveLength(12);
        expect(await keysOf(store.scan(table, apart, { reversed: true }))).toHaveLength(12);
        expect((await store.get(table, ['k_007', 'none'])).map((row) => row?.key)).toEqual(['k_007', undefined]);
      }
      expect(gateway.connections() - before).toBeLessThanOrEqual(9);
    });

    it('refuses an authority that was not named, and another one, in words', async () => {
      const other = pemFile('other.pem', makeSelfSigned('localhost').cert);
      const before = gateway.connections();
      for (const caFile of [undefined, other]) {
        const failure = await failureOf(opened({ caFile }).ping());
        expect(failure).toMatchObject({ kind: 'upstream-failed', message: /certificate of the table store is not t/ });
      }
      expect(gateway.connections()).toBe(before);
    });

    it('refuses a certificate of another host', async () => {
      const failure = await failureOf(opened({ url: gateway.url.replace('localhost', '127.0.0.1') }).ping());
      expect(failure).toMatchObject({ kind: 'upstream-failed', message: /ERR_TLS_CERT_ALTNAME_INVALID/ });
    });

    it('says that it is refused with wrong credentials, and never shows them', async () => {
      const wrong = 'Bearer wrong-secret';
      const failure = await failureOf(keysOf(opened({ authorization: wrong }).scan(table, [{ start: '' }])));
      expect(failure).toMatchObject({ kind: 'upstream-failed', message: /refuses this service \(HTTP 401\)/ });
      expect(JSON.stringify([failure, String(failure.cause), failure.stack])).not.toContain('wrong-secret');
    });

    it('takes a wrong path for a failure, not for an empty table', async () => {
      const store = opened({ url: gateway.url.replace('/default/', '/other/') });
      expect(await failureOf(store.tables())).toMatchObject({ kind: 'upstream-failed' });
      expect(await failureOf(store.get(table, ['k_007']))).toMatchObject({ kind: 'upstream-failed' });
    });

    it('says which file of certificates can not be read', () => {
      expect(() => opened({ caFile: join(folder, 'none.pem') })).toThrow(/HBASE_CA=.*none\.pem can't be read/);
    });
  });
}
