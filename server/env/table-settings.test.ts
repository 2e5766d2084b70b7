import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';
import { checkTableEnv, tableEnvShape, tableSettingsFrom } from './table-settings.ts';

const schema = z.object(tableEnvShape).check(checkTableEnv);
const settingsOf = (env: Record<string, string>) => tableSettingsFrom(parseSettings(schema, env), '/data');
const hbase = { TABLE_STORE: 'hbase', HBASE_URL: 'https://knox.site:8443/gateway/default/hbase' };

test('left out, the tables are in the data folder', () => {
  expect(settingsOf({})).toEqual({ store: 'lmdb', path: '/data/tables' });
});

test('a user and a password, or a token, become the header that HBase REST is sent', () => {
  expect(settingsOf(hbase)).toMatchObject({ store: 'hbase', url: hbase.HBASE_URL, authorization: undefined });
  expect(settingsOf({ ...hbase, HBASE_USER: 'portal', HBASE_PASSWORD: 'a:b' })).toMatchObject({
    authorization: `Basic ${Buffer.from('portal:a:b').toString('base64')}`,
  });
  expect(settingsOf({ ...hbase, HBASE_TOKEN: 'abc.def' })).toMatchObject({ authorization: 'Bearer abc.def' });
});

test('everything that is wrong is named at once, and no secret is shown', () => {
  expect(() => settingsOf({ TABLE_STORE: 'hbase', HBASE_USER: 'portal' })).toThrow(
    /HBASE_URL.*needed[\s\S]*HBASE_USER.*go together/,
  );
  const both = () => settingsOf({ ...hbase, HBASE_USER: 'u', HBASE_PASSWORD: 'word-1', HBASE_TOKEN: 'token-1' });
  expect(both).toThrow(/HBASE_TOKEN.*not both/);
  expect(both).not.toThrow(/token-1|word-1/);
  expect(() => settingsOf({ ...hbase, HBASE_URL: 'http://u:p@host' })).toThrow(/HBASE_URL/);
  expect(() => settingsOf({ TABLE_STORE: 'cassandra' })).toThrow(/TABLE_STORE=cassandra/);
});
