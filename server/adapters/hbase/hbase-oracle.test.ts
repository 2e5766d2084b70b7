import { expect, test } from 'vitest';
import { createHbaseOracle } from './hbase-oracle.ts';

test('the npm package hbase is refused everything but plain HTTP on this machine', () => {
  for (const address of ['https://127.0.0.1:8080', 'http://hbase.site:8080', 'http://127.0.0.1.site', 'hbase', ''])
    expect(() => createHbaseOracle(address)).toThrow(/plain HTTP on this machine only/);
  for (const address of ['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:8080'])
    expect(() => createHbaseOracle(address)).not.toThrow();
});
