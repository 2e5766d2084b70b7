import { expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { isMissingTable } from './missing-table.ts';

const failed = (words: string) => new PortalError('upstream-failed', words, { dependency: 'table store' });

test('a table that a store was set up without is told from every other failure', () => {
  expect(isMissingTable(failed('The table store has no table ztf.forced.'), 'ztf.forced')).toBe(true);
  expect(isMissingTable(failed('The table store has no table ztf.'), 'ztf.forced')).toBe(false);
  expect(isMissingTable(failed('The table store answered 500.'), 'ztf.forced')).toBe(false);
  expect(isMissingTable(new Error('The table store has no table ztf.forced.'), 'ztf.forced')).toBe(false);
});
