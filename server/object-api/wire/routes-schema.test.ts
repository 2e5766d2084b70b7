import { describe, expect } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { json, testRows, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);

/** Names of the schema pages, as Appendix A lists them. */
const floats = `aimage aimagerat bimage bimagerat chinr chipsf classtar clrcoeff clrcounc clrmed clrrms diffmaglim distnr distpsnr1
  distpsnr2 distpsnr3 drb dsdiff dsnrms elong exptime fwhm magap magapbig magdiff magfromlim maggaia maggaiabright magnr magpsf
  magzpsci magzpscirms magzpsciunc mindtoedge neargaia neargaiabright rb seeratio sgmag1 sgmag2 sgmag3 sgscore1 sgscore2 sgscore3
  sharpnr sigmagap sigmagapbig sigmagnr sigmapsf simag1 simag2 simag3 sky srmag1 srmag2 srmag3 ssdistnr ssmagnr ssnrms sumrat szmag1
  szmag2 szmag3 xpos ypos zpclrcov zpmed`;
const doubles = 'dec decnr jd jdendhist jdendref jdstarthist jdstartref ra ranr scorr';
const ints = 'fid field nbad ncovhist ndethist nframesref nid nmatches nmtchps nneg programid rcid tooflag';
const longs = 'objectidps1 objectidps2 objectidps3 pid rfid tblid candid';
const strings = `drbversion isdiffpos pdiffimfilename programpi rbversion ssnamenr fink_broker_version fink_science_version objectId
  publisher schemavsn`;
const fink: Readonly<Record<string, string>> = {
  string: `cdsxmatch gcvs vsx DR3Name x3hsp x4lac mangrove_HyperLEDA_name mangrove_2MASS_name mangrove_lum_dist mangrove_ang_dist
    spicy_id spicy_class tracklet lc_features_g lc_features_r tag tns`,
  double: `Plx e_Plx mulens rf_snia_vs_nonia rf_kn_vs_nonkn snn_sn_vs_all snn_snia_vs_nonia anomaly_score jd_first_real_det
    jdstarthist_dt mag_rate sigma_rate lower_rate upper_rate delta_time`,
  int: 'roid nalerthist gaiaVarFlag',
  boolean: 'from_upper is_transient',
  float: `blazar_stats_instantness_low blazar_stats_robustness_low blazar_stats_instantness_high blazar_stats_robustness_high
    blazar_stats_m0 blazar_stats_m1 blazar_stats_m2 slsn_score`,
  str: 'gaiaClass',
};
const list = (text: string): string[] => text.trim().split(/\s+/);

describe('schema', () => {
  const groups = [
    'Fink on-the-fly added values (v:)',
    'Fink science module outputs (d:)',
    'ZTF original cutouts (b:)',
    'ZTF original fields (i:)',
  ] as const;
  type Page = Readonly<Record<string, Readonly<Record<string, { readonly doc: string; readonly type: unknown }>>>>;
  const namesOf = (page: Page, group: string): string[] => Object.keys(page[group] ?? {});
  const typed = (page: Page, group: string, type: string): string[] =>
    Object.entries(page[group] ?? {}).flatMap(([name, entry]) => (entry.type === type ? [name] : []));
  const schemaRow = (says: string, check: (page: Page) => void) => ({
    says,
    get: '/api/v1/schema',
    type: json,
    check: ({ text }: { readonly text: string }) => check(JSON.parse(text)),
  });
  testRows(wire, '4.12', [
    schemaRow('four groups, all names sorted', (page) => {
      expect(Object.keys(page)).toEqual(groups);
      for (const group of groups) expect(namesOf(page, group)).toEqual(namesOf(page, group).toSorted());
    }),
    schemaRow('each name has its meaning and its type', (page) => {
      for (const group of groups)
        for (const [name, { doc, type }] of Object.entries(page[group] ?? {}))
          expect([name, doc.length > 0, type === undefined]).toEqual([name, true, false]);
    }),
    schemaRow('three stamps', (page) => expect(namesOf(page, groups[2])).toHaveLength(3)),
    schemaRow('eleven computed values', (page) =>
      expect(namesOf(page, groups[0])).toEqual(
        [
          'classification',
          'constellation',
          'firstdate',
          'g-r',
          'lapse',
          'lastdate',
          'rate',
          'rate(g-r)',
          'sigma(g-r)',
          'sigma(rate(g-r))',
          'sigma(rate)',
        ].toSorted(),
      ),
    ),
    schemaRow('46 values that Fink adds, each of its announced type', (page) => {
      expect(namesOf(page, groups[1])).toHaveLength(46);
      for (const [type, names] of Object.entries(fink))
        expect([type, typed(page, groups[1], type)]).toEqual([type, list(names).toSorted()]);
    }),
    schemaRow('every field of a packet of ZTF', (page) => {
      const all = [floats, doubles, ints, longs, strings].flatMap(list);
      expect(namesOf(page, groups[3])).toEqual(all.toSorted());
    }),
    { says: 'POST is refused', post: ['/api/v1/schema', {}], status: 405 },
    { says: 'arguments change nothing', get: '/api/v1/schema?endpoint=x', text: /^\{"Fink on-the-fly/ },
  ]);
});
