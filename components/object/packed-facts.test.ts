import { expect, test } from 'vitest';
import { packAlertFacts, packFacts, packGroups } from './packed-facts.ts';

const score = { column: 'i:drb', label: 'Real/bogus', value: '0.9507', source: 'ZTF', score: 0.950734, doc: 'long' };

test('a fact travels as what is shown of it, and nothing more', () => {
  expect(packFacts([score, { column: 'x', label: 'Field', value: '2280' }])).toEqual([
    ['Real/bogus', '0.9507', '', 'ZTF', '', 0.951],
    ['Field', '2280', ''],
  ]);
  expect(
    packFacts([{ column: 'x', label: 'Rate', value: '0.08', error: '0.02', unit: 'mag/d', band: 'g', doc: 'y' }]),
  ).toEqual([['Rate', '0.08', 'mag/d', '', '0.02', '', 'g']]);
});

test('a fact of an alert travels without what only facts of an object show', () => {
  expect(packAlertFacts([score])).toEqual([['Real/bogus', '0.9507', '']]);
});

test('a band that the label names is not said twice', () => {
  expect(packFacts([{ column: 'x', label: 'Latest g', value: '18', unit: 'mag', band: 'g' }])).toEqual([
    ['Latest g', '18', 'mag'],
  ]);
});

test('a group without a note has none', () => {
  const [group] = packGroups([{ title: 'Scores', facts: [score] }]);
  expect(Object.keys(group ?? {})).toEqual(['title', 'facts']);
});
