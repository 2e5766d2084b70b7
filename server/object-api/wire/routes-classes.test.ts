import { describe, expect } from 'vitest';
import { finkClassNames } from '#domain/classes/fink-classes.ts';
import { tnsTypes } from '#domain/classes/tns-types.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { firstJd } from './wire-data.ts';
import { html, json, testRows, valuesOf, type WireObject, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const latests = '/api/v1/latests';
const of = (name: string, more = ''): string => `${latests}?class=${encodeURIComponent(name)}${more}`;
const objectsAre =
  (...ids: readonly string[]) =>
  (rows: readonly WireObject[]) =>
    expect(valuesOf(rows, 'i:objectId')).toEqual(ids);
const early = 'Early SN Ia candidate';
const low = '(CTA) Blazar low state';
const names = (rows: readonly WireObject[]): string[] => Object.keys(rows[0] ?? {});

describe('latests', () => {
  testRows(wire, '4.3', [
    {
      says: 'alerts of a class of Fink, newest first',
      get: of(early),
      rows: objectsAre('ZTF21aaxtctx', 'ZTF21aaxtctw'),
    },
    { says: 'a class of SIMBAD by its bare name', get: of('QSO'), rows: 5 },
    { says: 'a class of SIMBAD by its full name is the same', get: of('(SIMBAD) QSO'), rows: 5 },
    { says: 'a type of TNS by its own table', get: of('(TNS) SN Ia'), rows: objectsAre('ZTF21aaxtctw') },
    { says: 'a type that begins like another is another', get: of('(TNS) SN I'), rows: 0 },
    { says: 'what TNS has no such type of is a class that nothing has', get: of('(TNS) Unheard of'), text: '[]' },
    { says: 'a class that begins like another is another', get: of('Early SN Ia'), text: '[]' },
    {
      says: 'blazars in low state by their own table, each by its latest alert',
      get: of(low),
      rows: objectsAre('ZTF22aaaaaaa'),
    },
    {
      says: 'blazars in high state by their own table',
      get: of('(CTA) Blazar high state'),
      rows: objectsAre('ZTF22aaaaaab'),
    },
    {
      says: 'superluminous supernovae by their own table',
      get: of('SLSN candidate'),
      rows: objectsAre('ZTF22aaaaaac'),
    },
    {
      says: 'Unknown is a class too',
      get: of('Unknown', '&n=100&columns=i:objectId'),
      rows: (rows) => expect(rows.length).toBeGreaterThan(5),
    },
    {
      says: 'n is 10 unless given',
      get: of('Unknown', '&columns=i:jd'),
      rows: 10,
      headers: { 'x-result-truncated': '10' },
    },
    {
      says: 'n alerts, the newest',
      get: of('QSO', '&n=1&columns=i:jd'),
      rows: ([row]) => expect(row?.['i:jd']).toBeCloseTo(firstJd + 4.008, 8),
    },
    {
      says: 'startdate and stopdate enclose',
      get: of('QSO', '&startdate=2023-02-26&stopdate=2023-02-28%2012:00&columns=i:jd'),
      rows: 3,
    },
    {
      says: 'a day’s first hours are found',
      get: of('QSO', `&startdate=${firstJd - 0.001}&stopdate=${firstJd + 0.05}`),
      rows: 1,
    },
    { says: 'rising keeps what gets brighter', get: of(early, '&trend=rising'), rows: objectsAre('ZTF21aaxtctw') },
    { says: 'fading keeps what gets fainter', get: of(early, '&trend=fading'), rows: objectsAre('ZTF21aaxtctx') },
    {
      says: 'rising works without its column among those named',
      get: of(early, '&trend=rising&columns=i:objectId'),
      rows: objectsAre('ZTF21aaxtctw'),
    },
    { says: 'low_state leaves nothing out', get: of(low, '&trend=low_state'), rows: 1 },
    {
      says: 'new_low_state keeps what has just fallen',
      get: of(low, '&trend=new_low_state&columns=i:objectId'),
      rows: objectsAre('ZTF22aaaaaaa'),
    },
    {
      says: 'a trend that there is none of is refused in plain text',
      get: of(early, '&trend=sideways'),
      status: 400,
      type: html,
      text: /^\n {8}sideways is not a valid trend\.\n {8}Trend must be among: rising, fading, low_state, new_low_state/,
    },
    ...['low_state', 'new_low_state'].map((trend) => ({
      says: `${trend} of another class is refused in plain text`,
      get: of(early, `&trend=${trend}`),
      status: 400,
      type: html,
      text: new RegExp(
        `^\\n {8}${trend} trend is only implemented for the \`\\(CTA\\) Blazar low state\` class\\.\\n {8}${early} class can accept trend among: rising, fading\\.`,
      ),
    })),
    {
      says: 'all columns: class, dates, lapse and constellation are computed',
      get: of(early),
      rows: (rows) =>
        expect(names(rows).filter((name) => name.startsWith('v:'))).toEqual([
          'v:classification',
          'v:lastdate',
          'v:firstdate',
          'v:lapse',
          'v:constellation',
        ]),
    },
    {
      says: 'color adds rates and colours',
      get: of(early, '&color=True'),
      rows: (rows) => expect(names(rows)).toContain('v:rate(g-r)'),
    },
    {
      says: 'only the columns of the index are there',
      get: of(early),
      rows: (rows) => expect(names(rows)).not.toContain('i:pdiffimfilename'),
    },
    {
      says: 'named columns only',
      get: of(early, '&columns=i:jd,i:magpsf'),
      rows: (rows) => expect(names(rows)).toEqual(['i:jd', 'i:magpsf']),
    },
    { says: 'a class is data, whatever it holds', get: of('key:key:ZTF21:regex'), text: '[]' },
  ]);
});

const simbad = 'Cross-match with SIMBAD (see http://simbad.u-strasbg.fr/simbad/sim-display?data=otypes)';

describe('classes', () => {
  testRows(wire, '4.4', [
    {
      says: 'three groups, sorted, each sorted whatever the case of its letters',
      get: '/api/v1/classes',
      type: json,
      check({ text }) {
        const groups: Record<string, string[]> = JSON.parse(text);
        expect(Object.keys(groups)).toEqual([simbad, 'Cross-match with TNS', 'Fink classifiers']);
        expect(Object.values(groups).map((list) => list.length)).toEqual([315, 43, 11]);
        for (const list of Object.values(groups)) {
          const lower = list.map((name) => name.toLowerCase());
          expect(lower).toEqual(lower.toSorted());
        }
        expect(groups['Fink classifiers']).toEqual(finkClassNames);
        expect(groups['Cross-match with TNS']).toContain('(TNS) SN Iax[02cx-like]');
        expect(groups['Cross-match with TNS']?.toSorted()).toEqual(tnsTypes.map((type) => `(TNS) ${type}`).toSorted());
        expect(groups[simbad]).toContain('(SIMBAD) YSO_Candidate');
        expect(groups[simbad]).not.toContain('(SIMBAD) Unknown');
      },
    },
    { says: 'arguments change nothing', get: '/api/v1/classes?x=1', text: /^\{"Cross-match with SIMBAD/ },
    { says: 'POST is refused', post: ['/api/v1/classes', {}], status: 405 },
  ]);

  testRows(
    wire,
    '4.4',
    finkClassNames.map((name) => ({ says: `latests takes ${name}`, get: of(name, '&n=1') })),
  );
});
