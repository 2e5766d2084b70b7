import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realData } from '#fixtures/real-data.ts';
import { dumpStore, ingestInto, scratchFolder, withStore } from '#server/ingest/testing/scratch.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { readTableTypes } from '#server/storage/tables/schema-rows.ts';
import { admin } from './testing/run-admin.ts';

const data = realData();
const folder = scratchFolder();
afterAll(folder.remove);
const at = (name: string): string => join(folder.path, name);

describe.skipIf(data === undefined)('tables of real alerts', () => {
  const whole = at('whole');
  beforeAll(
    () =>
      ingestInto(
        whole,
        ['ztf/avro', 'ztf/parquet', 'lsst'].map((path) => join(data ?? '', path)),
      ),
    120_000,
  );

  test('dumped and put again are the same bytes, times and types included', { timeout: 120_000 }, async () => {
    const copy = at('copy');
    const rows = await dumpStore(whole);
    const tables = new Set(rows.map((line) => line.slice(0, line.indexOf(' '))));
    expect(tables.size).toBeGreaterThan(15);
    for (const table of tables) {
      const { status, out, err } = await admin(whole, 'dump', table);
      expect({ status, err }).toEqual({ status: 0, err: '' });
      writeFileSync(at('dump.ndjson'), out);
      const put = await admin(copy, 'put', table, at('dump.ndjson'));
      expect(put).toMatchObject({ status: 0, err: '' });
      expect((await admin(copy, 'dump', table)).out).toBe(out);
    }
    expect(await dumpStore(copy)).toEqual(rows);
  });

  test('are dumped by prefix, without schema rows, ids exact', async () => {
    const { out } = await admin(whole, 'dump', 'ztf', 'ZTF23abjjnqm_');
    const lines = out.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '').cells).toMatchObject({ 'i:objectId': 'ZTF23abjjnqm' });
    expect(out).toMatch(/"i:candid":"24754338\d{11}"/);
    const { out: schema } = await admin(whole, 'dump', 'ztf', 'schema');
    expect(JSON.parse(schema.split('\n')[0] ?? '').cells).toMatchObject({ 'i:candid': 'long' });
  });
});

describe('put', () => {
  const dataDir = at('put');
  const file = at('rows.ndjson');
  const row = (key: string, cells: object, types: object = {}): string => JSON.stringify({ key, types, cells });

  test('names lines that do not fit, and stores the rest', async () => {
    const names = { 'd:internal_name': 'string' };
    writeFileSync(
      file,
      `${[
        row('ZTF99aaaaaaa', { 'd:internal_name': 'one' }, names),
        'nonsense',
        row('ZTF99aaaaaab', { 'd:internal_name': 7 }, names),
        '',
        row('ZTF99aaaaaac', { 'd:internal_name': 'three' }),
      ].join('\r\n')}\n`,
    );
    const { status, out, err } = await admin(dataDir, 'put', 'ztf.metadata', file);
    expect(status).toBe(3);
    expect(out).toBe('2 rows put into ztf.metadata, 2 lines refused\n');
    expect(err).toBe('line 2: it is not JSON\nline 3: d:internal_name is 7, which is not string\n');
    const types = await withStore(dataDir, (store) => readTableTypes(store, ztfTables.byName.metadata.name));
    expect([...types]).toEqual([['d:internal_name', 'string']]);
  });

  test('learns new columns beside those it knows, and keeps a column to its type', async () => {
    writeFileSync(file, row('ZTF99aaaaaad', { 'd:stars': 3 }, { 'd:stars': 'integer' }));
    expect(await admin(dataDir, 'put', 'ztf.metadata', file)).toMatchObject({ status: 0 });
    writeFileSync(file, row('ZTF99aaaaaad', { 'd:stars': 3 }, { 'd:stars': 'float' }));
    expect(await admin(dataDir, 'put', 'ztf.metadata', file)).toMatchObject({
      status: 3,
      err: 'line 1: d:stars is float here, but integer in the table\n',
    });
    const types = await withStore(dataDir, (store) => readTableTypes(store, ztfTables.byName.metadata.name));
    expect(types).toEqual(
      new Map([
        ['d:internal_name', 'string'],
        ['d:stars', 'integer'],
      ]),
    );
  });

  test('says in a sentence what can not be done', async () => {
    expect(await admin(dataDir, 'put', 'ztf.nothing', file)).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringMatching(/^There is no table ztf\.nothing; there are: .*ztf\.metadata.*\.\n$/),
    });
    expect(await admin(dataDir, 'put', 'ztf.metadata', at('nowhere'))).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^The file .+nowhere can't be read: .+\.\n$/),
    });
    expect(await admin(at('empty'), 'dump', 'ztf')).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^There is no data yet in .+\.\n$/),
    });
  });
});

describe('the command line', () => {
  test('tells of all verbs, and of each', async () => {
    const { status, out } = await admin(at('none'), '--help');
    expect(status).toBe(0);
    for (const verb of ['put', 'dump', 'rebuild', 'load', 'backup', 'restore', 'verify', 'migrate']) {
      expect(out).toContain(`  ${verb}`);
      const help = await admin(at('none'), verb, '--help');
      expect(help).toMatchObject({ status: 0, out: expect.stringContaining(`npm run admin -- ${verb}`) });
    }
  });

  test.each([
    [['nothing'], /^There is no verb nothing; there are: put, dump, /],
    [['dump'], /^The verb dump needs more arguments: npm run admin -- dump TABLE \[PREFIX\]\n$/],
    [['dump', 'a', 'b', 'c'], /^The verb dump takes fewer arguments: /],
    [['put', 'a', '--fast'], /^There is no option --fast of put: /],
  ])('%j is status 2 and a sentence', async (args, sentence) => {
    expect(await admin(at('none'), ...args)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(sentence),
    });
  });

  test('refuses settings that are wrong', async () => {
    const { runAdmin } = await import('./cli.ts');
    let err = '';
    const status = await runAdmin(['verify'], {
      env: { TABLE_STORE: 'paper' },
      signal: new AbortController().signal,
      out: async () => {},
      err(text) {
        err += text;
      },
    });
    expect(status).toBe(1);
    expect(err).toContain('TABLE_STORE=paper');
  });
});
