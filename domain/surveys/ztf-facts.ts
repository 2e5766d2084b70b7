import type { FactGroupRule, FactRule } from '#domain/object/reading.ts';

/** Facts of one alert, beside its stamps. */
export const alertFacts: readonly FactRule[] = [
  { column: 'i:magpsf', label: 'PSF magnitude', error: 'i:sigmapsf', unit: 'mag', source: 'ZTF', least: 0 },
  { column: 'i:magap', label: 'Aperture magnitude', error: 'i:sigmagap', unit: 'mag', source: 'ZTF', least: 0 },
  { column: 'i:diffmaglim', label: 'Limit, 5σ', decimals: 2, unit: 'mag', source: 'ZTF', least: 0 },
  { column: 'i:rb', label: 'Real/bogus', decimals: 2, score: true, source: 'ZTF', least: 0 },
  { column: 'i:drb', label: 'Real/bogus, deep', decimals: 4, score: true, source: 'ZTF', least: 0 },
  { column: 'i:fwhm', label: 'Seeing, FWHM', decimals: 2, unit: 'px', source: 'ZTF', least: 0 },
  { column: 'i:ra', label: 'RA', decimals: 7, unit: 'deg', source: 'ZTF' },
  { column: 'i:dec', label: 'Dec', decimals: 7, unit: 'deg', source: 'ZTF' },
  { column: 'i:field', label: 'Field', source: 'ZTF' },
  { column: 'i:candid', label: 'candid', source: 'ZTF' },
];

/** The broker writes 0 where a classifier did not run: a forest may also say 0, a network never does. */
const forestWords = { '0': '0 or not run' } as const;
const networkWords = { '0': 'not computed' } as const;

const scores: FactGroupRule = {
  title: 'Scores',
  note: 'latest alert',
  rules: [
    {
      column: 'd:rf_snia_vs_nonia',
      label: 'Early SN Ia',
      decimals: 2,
      score: true,
      source: 'RF',
      least: 0,
      words: forestWords,
    },
    {
      column: 'd:snn_snia_vs_nonia',
      label: 'SN Ia',
      decimals: 3,
      score: true,
      source: 'SuperNNova',
      least: 0,
      words: networkWords,
    },
    {
      column: 'd:snn_sn_vs_all',
      label: 'Supernova',
      decimals: 3,
      score: true,
      source: 'SuperNNova',
      least: 0,
      words: networkWords,
    },
    {
      column: 'd:rf_kn_vs_nonkn',
      label: 'Kilonova',
      decimals: 2,
      score: true,
      source: 'RF',
      least: 0,
      words: forestWords,
    },
    { column: 'd:slsn_score', label: 'Superluminous SN', decimals: 2, score: true, source: 'SLSN', least: 0 },
    {
      column: 'd:mulens',
      label: 'Microlensing',
      decimals: 2,
      score: true,
      source: 'LIA',
      least: 0,
      words: forestWords,
    },
    { column: 'i:drb', label: 'Real/bogus', decimals: 4, score: true, source: 'ZTF', least: 0 },
    { column: 'i:classtar', label: 'Star-like', decimals: 2, score: true, source: 'SExtractor', least: 0 },
  ],
};

const crossmatches: FactGroupRule = {
  title: 'Crossmatches',
  rules: [
    { column: 'd:cdsxmatch', label: 'SIMBAD type', source: 'CDS', none: 'no match' },
    { column: 'd:tns', label: 'TNS type', source: 'TNS', none: 'no match' },
    {
      column: 'i:distnr',
      label: 'ZTF reference source',
      decimals: 2,
      unit: '″',
      source: 'ZTF',
      least: 0,
      none: 'none within 15″',
    },
    { column: 'i:magnr', label: 'its magnitude', error: 'i:sigmagnr', unit: 'mag', source: 'ZTF', least: 0 },
    {
      column: 'i:distpsnr1',
      label: 'PS1 source',
      decimals: 2,
      unit: '″',
      source: 'PS1',
      least: 0,
      none: 'none within 30″',
    },
    { column: 'i:sgscore1', label: 'its star score', decimals: 2, score: true, source: 'PS1', least: 0 },
    { column: 'i:srmag1', label: 'its r magnitude', decimals: 2, unit: 'mag', source: 'PS1', least: 0 },
    {
      column: 'i:neargaia',
      label: 'Gaia source',
      decimals: 2,
      unit: '″',
      source: 'Gaia',
      least: 0,
      none: 'none within 90″',
    },
    { column: 'i:maggaia', label: 'its G magnitude', decimals: 2, unit: 'mag', source: 'Gaia', least: 0 },
    { column: 'd:DR3Name', label: 'Gaia DR3', source: 'Gaia' },
    { column: 'd:Plx', label: 'its parallax', error: 'd:e_Plx', unit: 'mas', source: 'Gaia', needs: 'd:DR3Name' },
    { column: 'd:gcvs', label: 'GCVS type', source: 'GCVS' },
    { column: 'd:vsx', label: 'VSX type', source: 'AAVSO' },
    { column: 'd:x3hsp', label: '3HSP', source: '3HSP' },
    { column: 'd:x4lac', label: '4LAC', source: 'Fermi' },
    { column: 'd:mangrove_HyperLEDA_name', label: 'Mangrove galaxy', source: 'Mangrove' },
    { column: 'd:spicy_class', label: 'SPICY class', source: 'SPICY' },
  ],
};

const solarSystem: FactGroupRule = {
  title: 'Solar System',
  rules: [
    { column: 'i:ssnamenr', label: 'Nearest known object', source: 'MPC' },
    {
      column: 'i:ssdistnr',
      label: 'its distance',
      decimals: 1,
      unit: '″',
      source: 'MPC',
      least: 0,
      needs: 'i:ssnamenr',
    },
    {
      column: 'i:ssmagnr',
      label: 'its magnitude',
      decimals: 1,
      unit: 'mag',
      source: 'MPC',
      least: 0,
      needs: 'i:ssnamenr',
    },
    { column: 'd:tracklet', label: 'Tracklet', source: 'Fink' },
  ],
};

const history: FactGroupRule = {
  title: 'History',
  rules: [
    { column: 'i:ndethist', label: 'Detections, whole survey', decimals: 0, source: 'ZTF' },
    { column: 'i:ncovhist', label: 'Times on a chip', decimals: 0, source: 'ZTF' },
    { column: 'd:nalerthist', label: 'Detections in 30 days', decimals: 0, source: 'Fink' },
  ],
};

/** Facts of the object, from its latest alert. */
export const groups: readonly FactGroupRule[] = [scores, crossmatches, solarSystem, history];
