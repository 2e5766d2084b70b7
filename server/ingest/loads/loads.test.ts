import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openIngestDeps } from '#server/ingest/deps.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { scratchFolder } from '#server/ingest/testing/scratch.ts';
import { decodeCell } from '#server/storage/cell-codec.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { readTableTypes } from '#server/storage/tables/schema-rows.ts';
import { loadSsoBulk, loadSsoft } from './load-lake-file.ts';
import { loadOrbits } from './load-orbits.ts';
import { loadSsoResolver } from './load-sso-resolver.ts';
import { loadTns } from './load-tns.ts';
import golden from './tns-zip.golden.json' with { type: 'json' };

const folder = scratchFolder();
const deps = openIngestDeps(parseDataEnv({ DATA_DIR: join(folder.path, 'data') }), () => 0);
const { store, files } = deps;
afterAll(async () => {
  await deps.close();
  folder.remove();
});

const timestampMs = 4_000_000_000_000;
let refused: string[] = [];
beforeEach(() => {
  refused = [];
});
const loading = (more: { readonly timestampMs?: number } = {}) => ({
  store,
  timestampMs,
  onRefused: (where: string, reason: string) => void refused.push(`${where}: ${reason}`),
  ...more,
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

type ColumnData = Parameters<typeof parquetWriteBuffer>[0]['columnData'];

function parquet(name: string, columnData: ColumnData): string {
  return write(name, new Uint8Array(parquetWriteBuffer({ columnData })));
}

/** Rows of a table by key, their values as the schema rows type them. */
async function rowsIn(table: string): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const types = await readTableTypes(store, table);
  const rows: Record<string, Record<string, unknown>> = {};
  for await (const row of store.scan(table, [{ start: '' }])) {
    if (isSchemaKey(row.key)) continue;
    rows[row.key] = Object.fromEntries(
      row.columns.map((name, index) => [
        name,
        decodeCell(types.get(name) ?? 'string', row.bytes, row.starts[index], row.ends[index]),
      ]),
    );
  }
  return rows;
}

const csv = (header: string, ...lines: readonly string[]): string => `${[header, ...lines].join('\n')}\n`;

describe('the list of the Transient Name Server', () => {
  const table = ztfTables.byName.tnsResolver.name;
  const header = 'name_prefix,name,ra,declination,redshift,type,discoverydate,internal_names';

  test('comes out of its ZIP file: one row for each internal name, records that do not fit named', async () => {
    const path = write('tns.csv.zip', Buffer.from(golden.zip, 'base64'));
    expect(await loadTns(loading(), path)).toEqual({ rows: 3, refused: 1, removed: 0 });
    expect(refused).toEqual(['line 7: ra is here, which is no number']);
    const sn = {
      'd:fullname': 'SN 2099sima',
      'd:ra': 210.910674,
      'd:declination': 54.31165,
      'd:type': 'SN Ia',
      'd:redshift': 0.0008,
      'd:discoverydate': '2099-01-01 04:05:06.789',
    };
    expect(await rowsIn(table)).toEqual({
      'sn 2099sima_ztf99aaaaaaa': { ...sn, 'd:internalname': 'ZTF99aaaaaaa' },
      'sn 2099sima_sim99a': { ...sn, 'd:internalname': 'SIM99a' },
      'at 2099simb_ztf99aaaaaab': {
        'd:fullname': 'AT 2099simb',
        'd:ra': 10.5,
        'd:declination': -2.25,
        'd:discoverydate': '2099-01-02 00:00:00.000',
        'd:internalname': 'ZTF99aaaaaab',
      },
    });
  });

  test('of a day adds to it, and an object that was classified is no AT any more', async () => {
    const path = write('day.csv', csv(header, 'SN,2099simb,10.5,-2.25,0.03,SN II,2099-01-02,ZTF99aaaaaab'));
    expect(await loadTns(loading(), path)).toMatchObject({ rows: 1, refused: 0 });
    expect(Object.keys(await rowsIn(table))).toEqual([
      'sn 2099sima_sim99a',
      'sn 2099sima_ztf99aaaaaaa',
      'sn 2099simb_ztf99aaaaaab',
    ]);
  });

  test('takes the place of all before it when that is asked for', async () => {
    const path = write('all.csv', csv(header, 'SN,2099simz,1,2,,,2099-02-02,SIM1'));
    const result = await loadTns(loading({ timestampMs: timestampMs + 1 }), path, { replace: true });
    expect(result).toEqual({ rows: 1, refused: 0, removed: 3 });
    expect(Object.keys(await rowsIn(table))).toEqual(['sn 2099simz_sim1']);
  });

  test('in a file that is something else is refused in a sentence', async () => {
    await expect(loadTns(loading(), write('x.csv', csv('a,b', '1,2')))).rejects.toThrow(
      /^The file .+x\.csv has no column name_prefix, name, ra, .+; it has a, b\.$/,
    );
    const bytes = Buffer.from(golden.zip, 'base64');
    await expect(loadTns(loading(), write('cut.zip', bytes.subarray(0, -30)))).rejects.toThrow('is cut off');
    await expect(loadTns(loading(), join(folder.path, 'none.csv'))).rejects.toThrow(
      /^The file .+none\.csv can't be opened\.$/,
    );
  });
});

describe('names of Solar System objects', () => {
  const table = ztfTables.byName.ssoResolver.name;
  const ceres = { 'i:name': 'Ceres', 'i:number': '1', 'i:ssnamenr': '1' };

  test('are found by name, number and the name in the alerts; the k-th object of a name has @k', async () => {
    const path = write(
      'names.csv',
      csv('ssnamenr,name,number', '1,Ceres,1', '99942,Apophis,99942', '2099SA1,2099 SA1,', 'apophis,,', ',Nobody,5'),
    );
    expect(await loadSsoResolver(loading(), path)).toEqual({ rows: 7, refused: 1, removed: 0 });
    expect(refused).toEqual(['line 6: ssnamenr is missing']);
    const rows = await rowsIn(table);
    expect(Object.keys(rows)).toEqual([
      '1@0',
      '2099 sa1@0',
      '2099sa1@0',
      '99942@0',
      'apophis@0',
      'apophis@1',
      'ceres@0',
    ]);
    expect(rows['ceres@0']).toEqual(ceres);
    expect(rows['1@0']).toEqual(ceres);
    expect(rows['2099sa1@0']).toEqual({ 'i:name': '2099 SA1', 'i:ssnamenr': '2099SA1' });
    expect(rows['apophis@1']).toEqual({ 'i:name': 'apophis', 'i:ssnamenr': 'apophis' });
  });

  test('come from a table of the SSoFT kind too', async () => {
    const path = parquet('ssoft.parquet', [
      { name: 'ssnamenr', data: ['1', '2'], type: 'STRING' },
      { name: 'sso_name', data: ['Ceres', 'Pallas'], type: 'STRING' },
      { name: 'sso_number', data: [1, 2], type: 'DOUBLE' },
    ]);
    const result = await loadSsoResolver(loading({ timestampMs: timestampMs + 1 }), path, { replace: true });
    expect(result).toEqual({ rows: 4, refused: 0, removed: 5 });
    expect((await rowsIn(table))['ceres@0']).toEqual(ceres);
  });
});

describe('candidates of fink-fat', () => {
  test('orbits go under their candidate, names without blanks', async () => {
    const path = parquet('orbital.parquet', [
      { name: 'ssoCandId', data: [19111n, 19112n], type: 'INT64' },
      { name: 'a', data: [2.5, 3.1], type: 'DOUBLE' },
      { name: 'e', data: [0.1, 0.2], type: 'DOUBLE' },
      { name: 'i', data: [5, 6], type: 'DOUBLE' },
      { name: 'long. node', data: [100, 200], type: 'DOUBLE' },
      { name: 'rms a', data: [0.01, null], type: 'DOUBLE', nullable: true },
    ]);
    expect(await loadOrbits(loading(), path)).toEqual({ rows: 2, refused: 0, removed: 0, table: 'ztf.orb_cand' });
    expect(await rowsIn('ztf.orb_cand')).toEqual({
      cand_19111: { 'd:ssoCandId': 19111n, 'd:a': 2.5, 'd:e': 0.1, 'd:i': 5, 'd:long_node': 100, 'd:rms_a': 0.01 },
      cand_19112: { 'd:ssoCandId': 19112n, 'd:a': 3.1, 'd:e': 0.2, 'd:i': 6, 'd:long_node': 200 },
    });
  });

  test('points of trajectories go by time, without what is fink-fat’s own; CSV has its types found out', async () => {
    const path = write(
      'trajectory.csv',
      csv(
        'ssoCandId,jd,ra,dec,magpsf,fid,objectId,candid,ssnamenr,not_updated',
        '19111,2461222.5,10.5,-2,18.5,1,ZTF99aaaaaaa,9200000000000000001,null,True',
        '19111,,10.5,-2,18.5,1,ZTF99aaaaaab,9200000000000000002,null,True',
        '19111,soon,10.5,-2,18.5,1,ZTF99aaaaaac,9200000000000000003,null,True',
      ),
    );
    expect(await loadOrbits(loading(), path)).toMatchObject({ rows: 1, refused: 2, table: 'ztf.sso_cand' });
    expect(refused).toEqual(['line 3: jd is missing', 'line 4: d:jd should be double, but is soon']);
    expect(await rowsIn('ztf.sso_cand')).toEqual({
      '2461222.5_19111': {
        'd:ssoCandId': 19111n,
        'd:jd': 2461222.5,
        'd:ra': 10.5,
        'd:dec': -2,
        'd:magpsf': 18.5,
        'd:fid': 1,
        'd:objectId': 'ZTF99aaaaaaa',
        'd:candid': 9200000000000000001n,
      },
    });
  });

  test('of another kind are refused', async () => {
    await expect(loadOrbits(loading(), write('o.csv', csv('a,e', '1,2')))).rejects.toThrow('has no column ssoCandId');
  });
});

describe('files for the lake', () => {
  const common = ['ssnamenr', 'sso_name', 'sso_number', 'n_obs', 'version'];
  const columns = (names: readonly string[], version: string): ColumnData =>
    names.map((name) => ({ name, data: [name === 'version' ? version : '1'], type: 'STRING' as const }));

  test.each([
    ['SOCCA', ['R_not', 'phi0', 'G1_1']],
    ['SHG1G2', ['R', 'G1_1']],
    ['HG1G2', ['G1_1']],
    ['HG', ['G_1']],
  ])('a table of %s goes under its model and month', async (flavour, own) => {
    const path = parquet('some.parquet', columns([...common, ...own], '2099.01'));
    expect(await loadSsoft(files, path)).toBe(`SSOFT/ssoft_${flavour}_2099.01.parquet`);
    const stored = await files.read(`SSOFT/ssoft_${flavour}_2099.01.parquet`, 0, 1 << 20);
    expect(Buffer.from(stored ?? []).equals(readFileSync(path))).toBe(true);
  });

  test('the name of the file tells the month, and must not lie about the model', async () => {
    const hg = columns([...common, 'G_1'], 'unknown');
    expect(await loadSsoft(files, parquet('ssoft_HG_2098.12.parquet', hg))).toBe('SSOFT/ssoft_HG_2098.12.parquet');
    await expect(loadSsoft(files, parquet('ssoft_SOCCA_2098.12.parquet', hg))).rejects.toThrow(
      'is called SOCCA, but has the columns of HG',
    );
    await expect(loadSsoft(files, parquet('hg.parquet', hg))).rejects.toThrow(
      'tells no version: call it ssoft_HG_YYYY.MM.parquet',
    );
    await expect(loadSsoft(files, write('text.parquet', 'ssnamenr,sso_name\n1,2\n'))).rejects.toThrow(
      'is no Parquet file',
    );
    mkdirSync(join(folder.path, 'sub'), { recursive: true });
    await expect(loadSsoft(files, parquet('bad.parquet', columns(['a', 'b'], '1')))).rejects.toThrow(
      'has no column ssnamenr',
    );
  });

  test('the file of all light curves goes in whole', async () => {
    const path = parquet('bulk.parquet', columns(['ssnamenr', 'cjd'], ''));
    expect(await loadSsoBulk(files, path, { name: 'sso.parquet' })).toBe('sso.parquet');
    expect((await files.stat('sso.parquet'))?.length).toBe(readFileSync(path).length);
    await expect(loadSsoBulk(files, write('no.parquet', 'PAR1 but no'), { name: 'x.parquet' })).rejects.toThrow(
      "can't be read",
    );
  });
});
