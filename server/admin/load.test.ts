import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, expect, test } from 'vitest';
import { scratchFolder } from '#server/ingest/testing/scratch.ts';
import { admin } from './testing/run-admin.ts';

const folder = scratchFolder();
const dataDir = join(folder.path, 'data');
afterAll(folder.remove);

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

const parquet = (name: string, columns: readonly string[]): string =>
  write(
    name,
    new Uint8Array(
      parquetWriteBuffer({
        columnData: columns.map((column) => ({ name: column, data: ['1'], type: 'STRING' as const })),
      }),
    ),
  );

test('load says what went where, names what it refused, and its status tells', async () => {
  const names = write('names.csv', 'ssnamenr,name,number\n1,Ceres,1\n,Nobody,2\n');
  expect(await admin(dataDir, 'load', 'sso-resolver', names)).toEqual({
    status: 3,
    out: `${names}: 2 rows in ztf.sso_resolver, 1 record refused\n`,
    err: `${names} line 3: ssnamenr is missing\n`,
  });
  const tns = write(
    'tns.csv',
    'name_prefix,name,ra,declination,redshift,type,discoverydate,internal_names\nSN,2099a,1,2,,SN Ia,2099-01-01,ZTF99aaaaaaa\n',
  );
  expect(await admin(dataDir, 'load', 'tns', tns)).toEqual({
    status: 0,
    out: `${tns}: 1 row in ztf.tns_resolver\n`,
    err: '',
  });
  const orbits = write('orbits.csv', 'ssoCandId,a,e,i\nFF2099,2.5,0.1,3\n');
  expect(await admin(dataDir, 'load', 'orbits', orbits)).toMatchObject({
    status: 0,
    out: `${orbits}: 1 row in ztf.orb_cand\n`,
  });
});

test('load puts files into the lake under the names that the services look for', async () => {
  const ssoft = parquet('ssoft_HG_2099.01.parquet', ['ssnamenr', 'sso_name', 'sso_number', 'n_obs', 'version', 'G_1']);
  expect(await admin(dataDir, 'load', 'ssoft', ssoft)).toMatchObject({
    status: 0,
    out: `${ssoft}: in the lake as SSOFT/ssoft_HG_2099.01.parquet\n`,
  });
  expect(readFileSync(join(dataDir, 'lake/SSOFT/ssoft_HG_2099.01.parquet')).equals(readFileSync(ssoft))).toBe(true);
  const bulk = parquet('bulk.parquet', ['ssnamenr']);
  const { status, out } = await admin(dataDir, 'load', 'sso-bulk', bulk);
  expect(status).toBe(0);
  expect(out).toMatch(/: in the lake as sso_ztf_lc_aggregated_\w+\.parquet\n$/);
});

test('load says in a sentence what it does not know', async () => {
  expect(await admin(dataDir, 'load', 'planets', 'x')).toMatchObject({
    status: 1,
    err: 'There is nothing to load called planets; there are: sso-resolver, tns, orbits, ssoft, sso-bulk.\n',
  });
  expect(await admin(dataDir, 'load', 'tns', join(folder.path, 'none'))).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^The file .+none can't be opened\.\n$/),
  });
  expect(await admin(dataDir, 'load', 'tns')).toMatchObject({ status: 2 });
});
