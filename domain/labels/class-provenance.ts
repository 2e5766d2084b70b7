import type { Provenance } from './provenance.ts';
import { ads } from './sources.ts';

export type ClassProvenance = Provenance;

const fink = ads('Möller et al. 2021, MNRAS 501, 3272', '2021MNRAS.501.3272M');
const docs = 'https://fink-broker.readthedocs.io/en/latest/broker/classification/';
const producer = 'Filter of the Fink broker';
const version = 'rules of fink-filters 7.40';

const rule = (says: string, inputs: string, threshold: string, caution: string): ClassProvenance => ({
  says,
  producer,
  version,
  inputs,
  threshold,
  caution,
  references: [fink],
  docs,
});

const isReal = 'drb above 0.5 and classtar above 0.4';
const noStar = 'no SIMBAD type, or one of a galaxy';

/** Classes that the broker gives by rules of its own. */
export const finkClassProvenance: Readonly<Record<string, ClassProvenance>> = {
  'SN candidate': rule(
    'The light curve looks like that of a supernova.',
    `SuperNNova scores, ${noStar}, drb, classtar, age, number of detections, Solar System code`,
    `SN Ia or supernova score above 0.5, ${isReal}, at most 90 days old, more than 1 detection, not a known Solar System object`,
    'A candidate: without a spectrum a flaring nucleus of a galaxy or a cataclysmic variable can look the same.',
  ),
  'Early SN Ia candidate': rule(
    'The rise looks like that of a supernova Ia before its maximum.',
    `Random forest score on the rise, SuperNNova scores, ${noStar}, drb, classtar, number of detections`,
    `Early SN Ia score above 0.5 and a SuperNNova score above 0.5, ${isReal}, at most 20 detections`,
    'It is judged on few points and only while they rise; after the maximum the score says nothing.',
  ),
  'Kilonova candidate': rule(
    'A young, fast transient whose light curve looks like that of a kilonova.',
    `Kilonova score, ${noStar}, drb, classtar, age, number of detections, Solar System code`,
    `Kilonova score above 0.5, ${isReal}, less than 5 days old, fewer than 20 detections`,
    'Most are young supernovae and flares of cataclysmic variables.',
  ),
  'Microlensing candidate': rule(
    'The light curve looks like that of a star magnified by another.',
    'Microlensing score in both bands',
    'Score above 0',
    'Any score at all is enough: periodic and long variables are among them.',
  ),
  'SLSN candidate': rule(
    'The light curve looks like that of a superluminous supernova.',
    'Score of the superluminous supernova classifier on the whole light curve',
    'Score of the classifier; the broker applies its filter of transients first',
    'Slow flares of active nuclei rise alike; the redshift decides, and the classifier has none.',
  ),
  'Solar System MPC': rule(
    'A known Solar System object is where and as bright as this alert.',
    'Distance to the nearest object of the Minor Planet Center at that time, distance to sources of Pan-STARRS 1',
    'Within 5″ and nearer than any Pan-STARRS 1 source; at most 5 detections at this place',
    'Place and time decide, not motion: a transient at rest on the path of an asteroid gets it too.',
  ),
  'Solar System candidate': rule(
    'A new point-like source that was not there before and may move: an unknown Solar System object.',
    'Number of detections here, star score and distance of Pan-STARRS 1 sources, spacing of the two detections',
    'At most 2 detections, no Pan-STARRS 1 source within 5″, two detections at most 30 minutes apart',
    'The first alerts of a new transient at rest look the same.',
  ),
  Tracklet: rule(
    'Part of a line of alerts of one exposure or night: a satellite or debris.',
    'Positions and times of all alerts of the night without other explanation',
    'Named `TRCK_` by the broker',
    'Bad subtractions that line up by chance are among them.',
  ),
  Ambiguous: rule(
    'At least two rules that exclude each other hold.',
    'Rules of microlensing, supernova, Solar System candidate and known Solar System object',
    'Two or more of them',
    'No class of its own: the scores tell which rules it was.',
  ),
  '(CTA) Blazar low state': rule(
    'A blazar that the Cherenkov Telescope Array watches is fainter than it usually is.',
    'Flux of the source over its median, over months; thresholds by source from ZTF data releases',
    'Flux and its mean over 30 days at most the threshold of the source',
    'Only watched sources have thresholds; of any other the class says nothing.',
  ),
  '(CTA) Blazar high state': rule(
    'A blazar that the Cherenkov Telescope Array watches is brighter than it usually is.',
    'Flux of the source over its median, over months; thresholds by source from ZTF data releases',
    'Flux and its mean over 30 days at least the threshold of the source',
    'Only watched sources have thresholds; of any other the class says nothing.',
  ),
};

export const unknownProvenance: ClassProvenance = {
  says: 'No catalogue knows a source here, and no rule of the broker holds.',
  producer: 'Fink broker',
  version,
  inputs: 'All crossmatches and scores of the alert',
  caution:
    'It does not mean new or uninteresting: catalogues are matched within about an arcsecond, and most rules want several detections.',
  references: [fink],
  docs,
};

/** The words for the classes of CATS. */
export const catsClassNames: readonly string[] = [
  'Supernova-like',
  'Fast transient',
  'Long transient',
  'Periodic variable',
  'Non-periodic variable',
];

/** Rubin: the class with the highest probability. */
export const catsProvenance: ClassProvenance = {
  says: 'The broad class that a neural network finds most probable.',
  producer: 'CATS, run by the Fink broker',
  inputs: 'Difference fluxes, errors, times and bands of the object so far',
  threshold: 'None: the highest of five probabilities',
  caution: 'Trained on simulations of Rubin data, before real ones existed.',
  references: [{ text: 'Fraga et al. 2024, A&A 692, A208', url: 'https://arxiv.org/abs/2404.08798' }],
  docs: 'https://fink-broker.readthedocs.io/en/latest/broker/science_modules/',
};
