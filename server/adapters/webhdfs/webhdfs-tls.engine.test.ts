import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSystemClock } from '#server/resilience/clock.ts';
import { createWebHdfsFiles } from './webhdfs-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'webhdfs-tls-'));
const password = 'changeit';

/** A key with its own certificate, made by the keytool of Java. */
function makeKey(): { readonly pfx: Buffer; readonly ca: string } {
  const store = join(folder, 'key.p12');
  const keytool = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(
      'keytool',
      [...args, '-alias', 'node', '-keystore', store, '-storepass', password],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`keytool failed: ${stdout}${stderr}`);
    return stdout;
  };
  const names = ['-dname', 'CN=localhost', '-ext', 'san=dns:localhost'];
  keytool('-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-storetype', 'PKCS12', ...names);
  return { ca: keytool('-exportcert', '-rfc'), pfx: readFileSync(store) };
}

describe('over TLS', () => {
  let server: Server;
  let ca: string;
  let location = '';
  beforeAll(async () => {
    const made = makeKey();
    ca = made.ca;
    server = createServer({ pfx: made.pfx, passphrase: password }, (request, response) => {
      if (request.url?.includes('op=OPEN')) return response.writeHead(307, { location }).end();
      const FileStatus = { pathSuffix: '', type: 'FILE', length: 3, modificationTime: 1 };
      return response.end(JSON.stringify({ FileStatus }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const files = (authorities: string | undefined, host = 'localhost') =>
    createWebHdfsFiles({
      nameNodes: [`https://${host}:${(server.address() as AddressInfo).port}`],
      root: '/lake',
      ca: authorities,
      timeoutMs: 10_000,
      silentMs: 5_000,
      clock: createSystemClock(),
      random: Math.random,
      uniqueText: () => 'x',
      now: Date.now,
    });

  it('a certificate is believed when its authority is named', async () => {
    expect(await files(ca).stat('a')).toEqual({ length: 3, modifiedMs: 1 });
  });

  it('an unknown authority or another host is refused in words', async () => {
    const refusal = { kind: 'upstream-failed', message: /certificate of a NameNode/ };
    await expect(files(undefined).stat('a')).rejects.toMatchObject(refusal);
    await expect(files(ca, '127.0.0.1').stat('a')).rejects.toMatchObject(refusal);
  });

  it('nobody is sent on to plain text', async () => {
    location = 'http://localhost:1/webhdfs/v1/lake/a?op=OPEN';
    await expect(files(ca).read('a', 0, 3)).rejects.toMatchObject({ kind: 'upstream-failed', message: /not safe/ });
  });
});
