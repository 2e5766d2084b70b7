import { catsProvenance } from './class-provenance.ts';
import type { Provenance } from './provenance.ts';
import { ads, moduleDocs, rubinSchemaDocs, ztfPacketDocs } from './sources.ts';

const rubinQuality = 'https://doc.lsst.fink-broker.org/en/latest/data/quality/';
const versionColumn = 'i:fink_science_version';

const supernnova = {
  producer: 'SuperNNova, a recurrent neural network, run by the Fink broker',
  inputs: 'Magnitudes and errors in g and r of the last 30 days',
  references: [ads('Möller & de Boissière 2020, MNRAS 491, 4277', '2020MNRAS.491.4277M')],
  docs: moduleDocs,
} as const;

const forestIa = {
  says: 'Probability that this is a supernova Ia before its maximum.',
  producer: 'Random forest trained by active learning, run by the Fink broker',
  threshold: 'above 0.5',
  references: [
    ads('Leoni et al. 2022, A&A 663, A13', '2022A&A...663A..13L'),
    ads('Ishida et al. 2019, MNRAS 483, 2', '2019MNRAS.483....2I'),
  ],
  docs: moduleDocs,
} as const;

const blazar = {
  producer: 'Blazar module of the Fink broker, for sources that the Cherenkov Telescope Array watches',
  inputs: 'Flux of the source (reference and difference) over its median; thresholds from ZTF data releases',
  caution: '−1 means that nothing was computed.',
  references: [],
  docs: moduleDocs,
  versionColumn,
} as const;

/** Numbers of an alert that somebody computed to say what it is, by column on the wire. */
export const scoreProvenance: Readonly<Record<string, Provenance>> = {
  'd:snn_snia_vs_nonia': {
    says: 'Probability that this is a supernova Ia rather than another supernova.',
    ...supernnova,
    versionColumn,
    threshold: 'above 0.5',
    caution: 'It supposes a supernova: read it together with the supernova score.',
  },
  'd:snn_sn_vs_all': {
    says: 'Probability that this is a supernova rather than anything else.',
    ...supernnova,
    versionColumn,
    threshold: 'above 0.5',
    caution: 'It knows the curve alone: a flaring nucleus or a variable star with gaps can score high.',
  },
  'd:rf_snia_vs_nonia': {
    ...forestIa,
    inputs: 'Sigmoids fitted to the rising fluxes in g and r: amplitude, steepness, quality, signal to noise',
    versionColumn,
    caution: '0 also where too few points rise to be fitted.',
  },
  'd:rf_kn_vs_nonkn': {
    says: 'Probability that this is a kilonova.',
    producer: 'Random forest, run by the Fink broker',
    inputs: 'Light curves in g and r projected on components of simulated kilonovae',
    versionColumn,
    threshold: 'above 0.5',
    caution:
      'Trained on simulations; kilonovae are so rare that nearly every high score is something else. 0 also where it did not run.',
    references: [ads('Biswas et al. 2023, A&A 677, A77', '2023A&A...677A..77B')],
    docs: moduleDocs,
  },
  'd:slsn_score': {
    says: 'Probability that this is a superluminous supernova.',
    producer: 'Classifier of superluminous supernovae of the Fink broker',
    inputs: 'Features of the whole light curve in g and r, for alerts that pass the filter of transients',
    versionColumn,
    caution: '−1: not a transient for the filter, or too few points.',
    references: [],
    docs: moduleDocs,
  },
  'd:mulens': {
    says: 'Probability that this is microlensing: the mean of the two bands.',
    producer: 'LIA, a random forest, run by the Fink broker',
    inputs: 'Statistics of the magnitudes in g and in r',
    versionColumn,
    threshold: 'above 0',
    caution: '0 also where it was not computed.',
    references: [ads('Godines et al. 2019, A&C 28, 100298', '2019A&C....2800298G')],
    docs: moduleDocs,
  },
  'd:anomaly_score': {
    says: 'How unlike others the light curve is: the lower, the stranger. It is no probability, and 0 is ordinary.',
    producer: 'Isolation forest with active anomaly discovery, run by the Fink broker',
    inputs: '25 statistics of the light curve in each of g and r; the lower score of the two',
    versionColumn,
    threshold: 'none: the broker lists the lowest of each night',
    caution: 'Strange to the statistics need not be strange to an astronomer: bad subtractions score low too.',
    references: [ads('Ishida et al. 2021, A&A 650, A195', '2021A&A...650A.195I')],
    docs: moduleDocs,
  },
  'i:rb': {
    says: 'How likely the source is real rather than an artefact of the subtraction.',
    producer: 'Random forest of ZTF',
    versionColumn: 'i:rbversion',
    inputs: 'Measurements of the source in the difference image',
    threshold: 'the broker keeps 0.55 and more',
    caution: 'It tells real from artefact, not what the source is.',
    references: [ads('Mahabal et al. 2019, PASP 131, 038002', '2019PASP..131c8002M')],
    docs: ztfPacketDocs,
  },
  'i:drb': {
    says: 'How likely the source is real rather than an artefact, by a deep network.',
    producer: 'braai, a convolutional neural network of ZTF',
    versionColumn: 'i:drbversion',
    inputs: 'The three stamps of the alert',
    threshold: 'above 0.5 in the broker’s rules',
    caution: 'It tells real from artefact, not what the source is: satellites are real too.',
    references: [ads('Duev et al. 2019, MNRAS 489, 3582', '2019MNRAS.489.3582D')],
    docs: ztfPacketDocs,
  },
  'i:classtar': {
    says: 'How star-like the source in the difference image is: 1 a point, 0 extended.',
    producer: 'SExtractor, run by ZTF',
    inputs: 'Shape of the source in the difference image',
    threshold: 'above 0.4 in the broker’s rules',
    caution: 'Of the difference image: a faint source, or one on a badly subtracted galaxy, may get anything.',
    references: [ads('Bertin & Arnouts 1996, A&AS 117, 393', '1996A&AS..117..393B')],
    docs: ztfPacketDocs,
  },
  'i:sgscore1': {
    says: 'How star-like the nearest Pan-STARRS 1 source is: 1 a star, 0 a galaxy.',
    producer: 'Random forest on Pan-STARRS 1, in the ZTF alerts',
    inputs: 'Shapes and fluxes of the source in five bands',
    threshold: 'below 0.76 a galaxy, for the Solar System code of the broker',
    caution: 'It speaks of the catalogued source, not of the alert; 0.5 also where nothing was known.',
    references: [ads('Tachibana & Miller 2018, PASP 130, 128001', '2018PASP..130l8001T')],
    docs: ztfPacketDocs,
  },
  'd:blazar_stats_m0': {
    says: 'Mean flux over the threshold of the low state, up to the alert before: below 1 the source was low.',
    ...blazar,
    threshold: 'below 1, together with m1 and m2',
  },
  'd:blazar_stats_instantness_low': {
    says: 'Flux of this alert over the threshold of the low state of this source.',
    ...blazar,
    threshold: 'at most 1',
  },
  'd:blazar_stats_robustness_low': {
    says: 'Sliding mean of the flux over the threshold of the low state of this source: a low state that lasts.',
    ...blazar,
    threshold: 'at most 1',
  },
  'd:blazar_stats_robustness_high': {
    says: 'Sliding mean of the flux over the threshold of the high state of this source: a high state that lasts.',
    ...blazar,
    threshold: 'at least 1',
  },
  'd:blazar_stats_instantness_high': {
    says: 'Flux of this alert over the threshold of the high state of this source.',
    ...blazar,
    threshold: 'at least 1',
  },
  'f:clf_earlySNIa_score': {
    ...forestIa,
    inputs: 'A blackbody that heats and cools, fitted to the fluxes in all bands at once',
    versionColumn: 'f:fink_science_version',
    caution: 'Trained on simulations of Rubin data.',
  },
  'f:clf_snnSnVsOthers_score': {
    ...supernnova,
    says: 'Probability that this is a supernova rather than anything else.',
    inputs: 'Difference fluxes and errors in all bands',
    versionColumn: 'f:fink_science_version',
    threshold: 'above 0.5',
    caution: 'Trained on simulations of Rubin data.',
  },
  'f:clf_cats_class': catsProvenance,
  'f:clf_cats_score': { ...catsProvenance, says: 'Probability of the class that CATS finds most probable.' },
  'r:reliability': {
    says: 'How likely the source is real rather than an artefact of the subtraction.',
    producer: 'Alert production of the Rubin Observatory',
    inputs: 'Stamps of the source',
    caution:
      'Not to be trusted alone yet: the model follows an instrument that is still being tuned, and changes with it. Fink judges quality by flags instead (its block b_good_quality).',
    references: [],
    docs: rubinQuality,
  },
  'r:extendedness': {
    says: 'How extended the source is: 0 a point, 1 extended.',
    producer: 'Alert production of the Rubin Observatory',
    inputs: 'Shape of the source',
    caution: 'Of the difference image: residues of a bad subtraction count as extended.',
    references: [],
    docs: rubinSchemaDocs,
  },
};
