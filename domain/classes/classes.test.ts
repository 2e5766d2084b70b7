import { expect, test } from 'vitest';
import { finkClassNames } from '#domain/classes/fink-classes.ts';
import { simbadLabels } from '#domain/classes/simbad-labels.ts';
import { tnsTypes } from '#domain/classes/tns-types.ts';

test('the lists are as long as those of the broker, and name nothing twice', () => {
  expect(new Set(finkClassNames).size).toBe(11);
  expect(new Set(tnsTypes).size).toBe(43);
  expect(new Set(simbadLabels).size).toBe(316);
  expect([finkClassNames.length, tnsTypes.length, simbadLabels.length]).toEqual([11, 43, 316]);
});

test('older and newer labels of SIMBAD are both there', () => {
  for (const label of ['Candidate_YSO', 'YSO_Candidate', 'BlueCompG', 'BlueCompactG', 'IR<10um', 'Unknown']) {
    expect(simbadLabels).toContain(label);
  }
});
