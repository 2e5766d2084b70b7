import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkLakeEnv, hdfsPathIn, lakeEnvShape, lakeSettingsFrom } from './lake-settings.ts';
import { parseSettings } from './parse-settings.ts';

const schema = z.object(lakeEnvShape).check(checkLakeEnv);
const settingsOf = (env: Record<string, string>) => lakeSettingsFrom(parseSettings(schema, env), '/data');

test('left out, the lake is a folder of the data folder, and its paths are those of localhost', () => {
  const lake = settingsOf({});
  expect(lake).toMatchObject({ store: 'local', root: '/data/lake' });
  expect(hdfsPathIn(lake, 'year=2026/a.parquet')).toBe('hdfs://localhost:8020/year=2026/a.parquet');
});

test('on HDFS paths begin with the root and name the host of the NameNode, or the one that is set', () => {
  const env = {
    FILE_STORE: 'webhdfs',
    WEBHDFS_URL: 'https://nn1.site:9871, https://nn2.site:9871',
    LAKE_ROOT: '/user/fink/lake/',
  };
  const lake = settingsOf(env);
  expect(lake).toMatchObject({
    nameNodes: ['https://nn1.site:9871', 'https://nn2.site:9871'],
    root: '/user/fink/lake',
  });
  expect(hdfsPathIn(lake, 'a/b.parquet')).toBe('hdfs://nn1.site:8020/user/fink/lake/a/b.parquet');
  expect(hdfsPathIn(settingsOf({ ...env, HDFS_AUTHORITY: 'cluster' }), 'a')).toBe(
    'hdfs://cluster:8020/user/fink/lake/a',
  );
});

test('everything that is wrong is named at once, and no secret is shown', () => {
  const wrong = () => settingsOf({ FILE_STORE: 'webhdfs', LAKE_ROOT: 'lake' });
  expect(wrong).toThrow(/WEBHDFS_URL.*needed[\s\S]*LAKE_ROOT=lake: an absolute path/);
  const addresses = () =>
    settingsOf({ WEBHDFS_URL: 'hdfs://nn:8020', WEBHDFS_TOKEN: 'se cret', WEBHDFS_SILENT_MS: '1' });
  expect(addresses).toThrow(/WEBHDFS_URL=hdfs.*http[\s\S]*WEBHDFS_TOKEN[\s\S]*WEBHDFS_SILENT_MS/);
  expect(addresses).not.toThrow(/se cret/);
});
