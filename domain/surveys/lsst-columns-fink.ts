import { columnsOf } from '#domain/surveys/columns-of.ts';
import type { Column } from '#domain/surveys/survey.ts';

const mangrove = 'of the nearest Mangrove galaxy within 1′';

/** The 30 columns that the broker adds to a source; family `f`. None has a stored default: absent stays absent. */
export const lsstFinkSourceColumns: readonly Column[] = columnsOf('f', [
  ['xm_simbad_otype', 'string', 'SIMBAD type of the nearest object within 1″.', undefined, 'src.class'],
  ['xm_gaiadr3_DR3Name', 'string', 'Gaia DR3 name of the nearest Gaia source within 1″.', undefined, 'meta.id.cross'],
  ['xm_gaiadr3_Plx', 'float', 'Parallax of that Gaia source.', 'mas', 'pos.parallax.trig'],
  ['xm_gaiadr3_e_Plx', 'float', 'Standard error of that parallax.', 'mas', 'stat.error;pos.parallax.trig'],
  ['xm_gaiadr3_VarFlag', 'integer', '1 when Gaia DR3 calls that source variable.', undefined, 'meta.code;src.var'],
  [
    'xm_legacydr8_zphot',
    'float',
    'Photometric redshift from Legacy Surveys DR8, within 1.5″.',
    undefined,
    'src.redshift.phot',
  ],
  ['xm_legacydr8_e_zphot', 'float', 'Uncertainty of that redshift.', undefined, 'stat.error;src.redshift.phot'],
  [
    'xm_legacydr8_pstar',
    'float',
    'Likelihood by colour that the Legacy source is a star.',
    undefined,
    'src.class.starGalaxy',
  ],
  [
    'xm_legacydr8_fqual',
    'integer',
    '1 when that photometric redshift is well constrained.',
    undefined,
    'meta.code.qual',
  ],
  ['xm_tns_type', 'string', 'Type in the Transient Name Server.', undefined, 'src.class'],
  ['xm_tns_fullname', 'string', 'Name in the Transient Name Server.', undefined, 'meta.id.cross'],
  ['xm_tns_redshift', 'float', 'Redshift in the Transient Name Server.', undefined, 'src.redshift'],
  ['xm_gcvs_type', 'string', 'Variability type in the General Catalogue of Variable Stars.', undefined, 'src.class'],
  ['xm_x3hsp_type', 'string', 'Counterpart in the 3HSP blazar catalogue within 1′.', undefined, 'meta.id.cross'],
  ['xm_x4lac_type', 'string', 'Counterpart in the Fermi 4LAC-DR3 catalogue within 1′.', undefined, 'meta.id.cross'],
  ['xm_vsx_Type', 'string', 'Variability type in the AAVSO Variable Star Index.', undefined, 'src.class'],
  [
    'xm_spicy_class',
    'string',
    'Class of the nearest young star of the SPICY catalogue within 1.2″.',
    undefined,
    'src.class',
  ],
  ['xm_mangrove_HyperLEDA_name', 'string', `HyperLEDA name ${mangrove}.`, undefined, 'meta.id.cross'],
  ['xm_mangrove_2MASS_name', 'string', `2MASS name ${mangrove}.`, undefined, 'meta.id.cross'],
  ['xm_mangrove_lum_dist', 'string', `Luminosity distance ${mangrove}, as text.`, 'Mpc', 'pos.distance;src.redshift'],
  ['xm_mangrove_ang_dist', 'string', `Angular-diameter distance ${mangrove}, as text.`, 'Mpc', 'pos.distance'],
  ['clf_earlySNIa_score', 'float', 'Score for an early type Ia supernova, 0 to 1.', undefined, 'stat.probability'],
  [
    'clf_snnSnVsOthers_score',
    'float',
    'SuperNNova score for a supernova against everything else, 0 to 1.',
    undefined,
    'stat.probability',
  ],
  [
    'clf_cats_class',
    'integer',
    'Likeliest CATS class: 11 supernova, 12 fast, 13 long, 21 periodic, 22 non-periodic, −1 not run.',
    undefined,
    'src.class',
  ],
  ['clf_cats_score', 'float', 'Probability of that CATS class, 0 to 1.', undefined, 'stat.probability'],
  [
    'clf_elephant_kstest_science',
    'float',
    'Hostless indicator of the ELEPHANT pipeline in the science stamp.',
    undefined,
    'stat.value',
  ],
  [
    'clf_elephant_kstest_template',
    'float',
    'Hostless indicator of the ELEPHANT pipeline in the template stamp.',
    undefined,
    'stat.value',
  ],
  [
    'fink_broker_version',
    'string',
    'Version of the broker software that processed the alert.',
    undefined,
    'meta.version',
  ],
  [
    'fink_science_version',
    'string',
    'Version of the science modules that processed the alert.',
    undefined,
    'meta.version',
  ],
  ['lsst_schema_version', 'string', 'Version of the alert schema of the packet.', undefined, 'meta.version'],
]);

/** The 6 columns that the broker adds to an object; family `f`. */
export const lsstFinkObjectColumns: readonly Column[] = columnsOf('f', [
  ['is_sso', 'boolean', 'True when the latest source belongs to a known Solar System object.', undefined, 'meta.code'],
  [
    'is_first',
    'boolean',
    'True when nothing was detected here before and it is no Solar System object.',
    undefined,
    'meta.code',
  ],
  [
    'is_cataloged',
    'boolean',
    'True when the latest source has a counterpart in SIMBAD or Gaia DR3.',
    undefined,
    'meta.code',
  ],
  [
    'main_label_crossmatch',
    'string',
    'Main crossmatch of the latest source, at present its SIMBAD type.',
    undefined,
    'src.class',
  ],
  [
    'main_label_classifier',
    'integer',
    'Main classifier’s answer for the latest source, at present its CATS class.',
    undefined,
    'src.class',
  ],
  [
    'firstDiaSourceMjdTaiFink',
    'double',
    'First source known to the broker, Modified Julian Date TAI.',
    'd',
    'time.start',
  ],
]);

/** Stamps as the APIs name them, family `b`; never stored in the tables. */
export const lsstCutoutColumns: readonly Column[] = columnsOf('b', [
  ['cutoutScience', 'string', 'Stamp of the visit image around the source.', undefined, 'meta.dataset;obs.image'],
  ['cutoutTemplate', 'string', 'The same field in the template.', undefined, 'meta.dataset;obs.image'],
  ['cutoutDifference', 'string', 'Visit minus template.', undefined, 'meta.dataset;obs.image'],
]);
