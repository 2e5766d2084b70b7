import type { ClassSubject } from './summary.ts';

/** First match wins. Left: class names of Fink, SIMBAD (old and new labels) and TNS. */
const rules: readonly (readonly [RegExp, ClassSubject])[] = [
  [/^Early SN Ia/i, 'early'],
  [/kilonova|^KN$/i, 'kn'],
  [/microlens|^LensingEv|^Lev$/i, 'mulens'],
  [/^solar system|^tracklet|^sso$|^asteroid|^comet/i, 'sso'],
  [/blazar|bllac|bl lac|qso|quasar|seyfert|^sy[g12G]?$|agn|liner|^lin$/i, 'agn'],
  [/^SLSN|^SN|^Candidate_SN|supernova|^TDE|tidal|transient|^LRN$|^ILRT$/i, 'sn'],
  [/catacly|^CV|candidate_cv|nova|^XB|[HL]MXB|^[HL]XB|symbiotic|^WD|candidate_wd|white dwarf|x-ray binary/i, 'cv'],
  [
    /galax|^G$|Gin|^EmG$|^ClG$|StarburstG|HII_G|BClG|LSB_G|BlueCompG|PairG|GroupG|PartofG|lensedimage|^rG$|^H2G$/i,
    'gal',
  ],
  [
    /\*|star$|^star|eclips|^EclBin|^EB|rrlyr|cepheid|mira|puls|eruptive|varstar|variable|lpv|agb|redsg|bluesg|periodic|yso|^V$/i,
    'var',
  ],
];

/** The colour group of a class; `unknown` for names that say where something shines (Radio, IR, X) rather than what it is. */
export function subjectOfClass(name: string): ClassSubject {
  if (name === 'non-periodic') return 'var';
  return rules.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
}
