import { expect, test } from 'vitest';
import { nameQuestion } from './object-name.ts';

test.each(['SN 2021abc', 'sn2021abc', 'AT_2021abc', 'at 2021abc '])('%s is a designation of the TNS', (text) => {
  expect(nameQuestion(text)).toEqual({ of: 'tns', designation: '2021abc' });
});

test.each(['M31', 'NGC 1068', 'Mrk 421', '3C 273', 'V838 Mon', '[HB89] 1219+755', 'PKS 2155-304'])(
  '%s may be a name of SIMBAD',
  (text) => {
    expect(nameQuestion(text)).toEqual({ of: 'simbad', name: text });
  },
);

test.each(['ZTF2', 'TRCK_1', '12 34', '', '!', 'class=SN', 'a'.repeat(81), '<b>'])('%s is no name', (text) => {
  expect(nameQuestion(text)).toBeUndefined();
});
