import { expect, test } from 'vitest';
import { finkClassNames } from '#domain/classes/fink-classes.ts';
import { simbadLabels } from '#domain/classes/simbad-labels.ts';
import { tnsTypes } from '#domain/classes/tns-types.ts';
import { readingOf } from '#domain/object/readings.ts';
import { surveys } from '#domain/surveys/index.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { factColumnOf } from './fact-column.ts';
import { fieldProvenance, knownIssues } from './field-provenance.ts';
import { provenanceOfClass, provenanceOfColumn } from './provenance.ts';

const readings = Object.values(surveys).map(({ id }) => readingOf(id));

test('every number that the portal shows as a score, or keeps for each alert, has a provenance', () => {
  const shown = readings.flatMap(({ alertFacts, groups, scoreColumns }) => [
    ...[...alertFacts, ...groups.flatMap(({ rules }) => rules)].flatMap(({ score, column }) => (score ? [column] : [])),
    ...scoreColumns,
  ]);
  expect(new Set(shown).size).toBeGreaterThan(15);
  expect(shown.filter((column) => provenanceOfColumn(column) === undefined)).toEqual([]);
});

test('every class that the broker gives has rules of its own', () => {
  const found = finkClassNames.map((name) => provenanceOfClass(name, 'Fink'));
  expect(new Set(found.map(({ says }) => says)).size).toBe(finkClassNames.length);
  expect(found.filter(({ threshold }) => threshold === undefined)).toEqual([]);
});

test('classes of catalogues and classifiers say whose they are, whatever they are called', () => {
  for (const name of simbadLabels.filter((label) => label !== 'Unknown'))
    expect(provenanceOfClass(name, 'SIMBAD').producer).toContain('SIMBAD');
  for (const name of tnsTypes) expect(provenanceOfClass(name, 'TNS').producer).toContain('Transient Name Server');
  for (const code of [11, 12, 13, 21, 22]) {
    const { text } = readingOf('lsst').classOf({ 'f:clf_cats_class': code });
    expect(provenanceOfClass(text).producer).toContain('CATS');
  }
  expect(provenanceOfClass('QSO').producer).toContain('SIMBAD');
  expect(provenanceOfClass('source 0.4″', 'ZTF reference').producer).toContain('ZTF');
  expect(provenanceOfClass('Solar System MPC', 'MPC').says).toContain('known Solar System object');
  expect(provenanceOfClass('Unknown', 'Fink').says).toContain('No catalogue');
});

test('every label that a reading can make has a provenance with words, inputs and documentation', () => {
  const rows: readonly WireRow[] = [
    {},
    { 'd:cdsxmatch': 'QSO' },
    { 'd:tns': 'SN Ia', 'i:distnr': 0.3, 'd:roid': 3 },
    {
      'i:ssnamenr': '8467',
      'd:tracklet': 'TRCK_20231213_133612_00',
      'd:gcvs': 'RRAB',
      'd:vsx': 'M',
      'i:distpsnr1': 0.2,
      'i:neargaia': 1,
    },
    { 'f:clf_cats_class': 21, 'f:xm_tns_type': 'SN II', 'f:xm_tns_fullname': 'SN 2026a' },
  ];
  for (const reading of readings)
    for (const row of rows)
      for (const { text, source } of reading.labelsOf(row, undefined)) {
        const { says, producer, inputs, docs } = provenanceOfClass(text, source);
        for (const words of [says, producer, inputs]) expect(words.length).toBeGreaterThan(3);
        expect(docs).toMatch(/^https:\/\//);
      }
});

/** Facts that explain themselves: identifiers, places, and what a catalogue calls a source. */
const plain =
  /^(i:(sigma|ra$|dec$|field|candid|maggaia|srmag1|ssnamenr|ssmagnr)|d:(cdsxmatch|tns|DR3Name|gcvs|vsx|x3hsp|x4lac|mangrove|spicy|tracklet)|r:(snr|ra|dec|detector|diaSourceId)|f:xm_(simbad|tns|gaiadr3|vsx|gcvs|x3hsp|x4lac|mangrove|spicy))/;

test('what a class, a score or a measurement does not mean is said beside it, with where to read on', () => {
  const labels = finkClassNames.filter((name) => provenanceOfClass(name, 'Fink').caution === undefined);
  expect(labels).toEqual([]);
  const columns = readings.flatMap(({ alertFacts, groups, scoreColumns }) => [
    ...[...alertFacts, ...groups.flatMap(({ rules }) => rules)].map(({ column }) => column),
    ...scoreColumns,
  ]);
  const silent = columns.filter((column) => !plain.test(column) && !provenanceOfColumn(column)?.caution);
  expect(silent).toEqual([]);
  for (const source of ['SIMBAD', 'TNS', 'ZTF reference', 'GCVS', 'VSX', 'PS1', 'Gaia', 'MPC match', 'Fink tracklet'])
    expect(provenanceOfClass('x', source).caution).toBeTruthy();
});

test('caveats are of numbers that a page shows, found by the words that it shows them with', () => {
  for (const { survey, alertFacts, groups } of readings)
    for (const { column, label } of [...alertFacts, ...groups.flatMap(({ rules }) => rules)])
      if (fieldProvenance[column] !== undefined) expect(factColumnOf(survey, label)).toBe(column);
  const shown = readings.flatMap(({ alertFacts, groups }) =>
    [...alertFacts, ...groups.flatMap(({ rules }) => rules)].map(({ column }) => column),
  );
  expect(Object.keys(fieldProvenance).filter((column) => !shown.includes(column))).toEqual([]);
});

test('what is known of all alerts of a survey names its source', () => {
  for (const { id } of surveys) {
    expect(knownIssues[id].length).toBeGreaterThan(1);
    for (const { source } of knownIssues[id]) expect(source.url).toMatch(/^https:\/\//);
  }
});
