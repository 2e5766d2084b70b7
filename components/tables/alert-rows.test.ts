import { expect, test } from 'vitest';
import { testCurve } from '#components/lightcurve/test-curve.ts';
import { alertRows, sortedRows } from './alert-rows.ts';

const rows = alertRows(
  testCurve([
    { mjd: 59000, kind: 'limit', limitMag: 20.5 },
    { mjd: 59001, mag: 18.2, magErr: 0.04, alertId: '999999999999999999' },
    { mjd: 59002, mag: 17.4, magErr: 0.02, negative: true, alertId: '1786383461515015008' },
  ]),
);

test('ids are text, to the last digit', () => {
  expect(rows.map(({ alertId }) => alertId)).toEqual(['', '999999999999999999', '1786383461515015008']);
});

test('rows say what they are and write value and error in the same digits', () => {
  expect(rows.map(({ kind, magText }) => `${kind} ${magText}`)).toEqual([
    'limit –',
    'detection 18.200 ± 0.040',
    'negative 17.400 ± 0.020',
  ]);
});

test('missing values are last in both directions', () => {
  const order = (descending: boolean) => sortedRows(rows, 'mag', descending).map(({ row }) => row);
  expect(order(false)).toEqual([2, 1, 0]);
  expect(order(true)).toEqual([1, 2, 0]);
});

test('ids sort as the numbers that they are', () => {
  expect(sortedRows(rows, 'alertId', true).map(({ row }) => row)).toEqual([2, 1, 0]);
});
