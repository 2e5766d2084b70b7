import type { SurveyId } from '#domain/surveys/survey.ts';
import type { Provenance, Reference } from './provenance.ts';
import { ads, masci, moduleDocs, rubinSchemaDocs, ztfPacketDocs } from './sources.ts';

const rubinIssues = 'https://doc.lsst.fink-broker.org/en/latest/data/issues/';
const rubinPhotometry = 'https://doc.lsst.fink-broker.org/en/latest/data/photometry/';

const gaia = ads('Gaia Collaboration 2023, A&A 674, A1', '2023A&A...674A...1G');

type Words = Pick<Provenance, 'says' | 'inputs'> & { readonly caution: string };

const ofZtf = (words: Words): Provenance => ({
  producer: 'ZTF, Infrared Processing and Analysis Center',
  references: [masci],
  docs: ztfPacketDocs,
  ...words,
});

const ofRubin = (words: Words, docs = rubinPhotometry): Provenance => ({
  producer: 'Alert production of the Rubin Observatory',
  references: [],
  docs,
  ...words,
});

const history = {
  inputs: 'Epochs of the same field and quadrant of the camera, since the survey began',
  caution:
    'Fields overlap: what another field or quadrant saw is not counted. Raw detections from a signal to noise of 3 on are.',
} as const;

/** Measurements that are easily taken for something else, by column on the wire: what they are and what they are not. */
export const fieldProvenance: Readonly<Record<string, Provenance>> = {
  'i:magpsf': ofZtf({
    says: 'Magnitude of the change against the reference image, by a fit of the point spread function.',
    inputs: 'Difference image of this exposure',
    caution:
      'It is no magnitude of the object: a variable star of magnitude 15 that fades a little is faint here, and a negative difference has a magnitude too.',
  }),
  'i:magap': ofZtf({
    says: 'Magnitude of the change against the reference image, within a circle of 14 pixels across.',
    inputs: 'Difference image of this exposure',
    caution: 'Whatever else changed within the circle, and residues of bright neighbours, are in it.',
  }),
  'i:diffmaglim': ofZtf({
    says: 'Magnitude that a source of five times the noise would have in this difference image.',
    inputs: 'Noise of the whole quadrant',
    caution: 'One number for a quadrant: on a bright galaxy the limit is not as deep.',
  }),
  'i:fwhm': ofZtf({
    says: 'Width of this source at half its height, in pixels, its core taken as Gaussian.',
    inputs: 'Shape of the source in the difference image',
    caution: 'It is of the source and not of the exposure: residues and streaks are wider than the seeing.',
  }),
  'i:distnr': ofZtf({
    says: 'Distance to the nearest source of the reference image.',
    inputs: 'Catalogue of the reference image, within 30 pixels',
    caution: 'The nearest source need not be the host, and within 1.5″ it may be the object itself.',
  }),
  'i:magnr': ofZtf({
    says: 'Magnitude of the nearest source of the reference image.',
    inputs: 'Reference image, made of exposures from before',
    caution: 'Where the reference was made while the object shone, its light is missing from every difference.',
  }),
  'i:distpsnr1': ofZtf({
    says: 'Distance to the nearest source of Pan-STARRS 1.',
    inputs: 'Catalogue of Pan-STARRS 1, within 30″',
    caution: 'The nearest need not be the host: large galaxies are split into several sources there.',
  }),
  'i:neargaia': ofZtf({
    says: 'Distance to the nearest source of Gaia, however faint.',
    inputs: 'Gaia DR1, within 90″',
    caution: 'Places are of 2015: a star of high proper motion has moved on.',
  }),
  'd:Plx': {
    says: 'Parallax of the star of Gaia DR3 that is matched to this place.',
    producer: 'Gaia, matched by Fink',
    inputs: 'Nearest source of Gaia DR3 within about an arcsecond',
    caution: 'Small and negative values are noise, not distances. A quasar has one too.',
    references: [gaia],
    docs: 'https://www.cosmos.esa.int/web/gaia/dr3',
  },
  'i:ssdistnr': ofZtf({
    says: 'Distance to where the nearest known Solar System object was predicted.',
    inputs: 'Objects of the Minor Planet Center, within 30″ at the time of the exposure',
    caution: 'One of them is near by chance in many fields along the ecliptic. The broker asks for 5″.',
  }),
  'i:ndethist': ofZtf({ says: 'Detections within 1.5″ of this place.', ...history }),
  'i:ncovhist': ofZtf({ says: 'Times that this place was on a chip, detected or not.', ...history }),
  'd:nalerthist': {
    says: 'Detections that the packet of this alert carries, this one included.',
    producer: 'Fink broker',
    inputs: 'History of the packet: the 30 days before the alert',
    caution: 'Not the number of all detections: older ones are in no packet of today.',
    references: [],
    docs: moduleDocs,
  },
  'r:psfFlux': ofRubin({
    says: 'Flux of the change against the template, by a fit of the point spread function.',
    inputs: 'Difference image of this visit, at the place where the source was found',
    caution:
      'It is not the flux in the visit less that in the template: the images are matched before they are subtracted.',
  }),
  'r:scienceFlux': ofRubin({
    says: 'Flux in the image of the visit, measured where the difference found the source.',
    inputs: 'Image of this visit; position of the difference',
    caution:
      'A host galaxy under the place is in it, and forced photometry at the place of the object differs a little.',
  }),
  'r:templateFlux': ofRubin({
    says: 'Flux in the template, measured where the difference found the source.',
    inputs: 'Template, an addition of visits from before; position of the difference',
    caution: 'A host galaxy under the place is in it. Templates are made anew as the survey goes on.',
  }),
  'f:xm_legacydr8_zphot': {
    says: 'Photometric redshift of the nearest galaxy of the Legacy Surveys.',
    producer: 'DESI Legacy Imaging Surveys DR8, matched by Fink',
    inputs: 'Colours of the catalogued source',
    caution: 'Of that source, from its colours: it may be a star, and need not be the host.',
    references: [ads('Duncan 2022, MNRAS 512, 3662', '2022MNRAS.512.3662D')],
    docs: 'https://www.legacysurvey.org/dr8/',
  },
  'r:visit': ofRubin(
    {
      says: 'The visit, two exposures at most, in which the source was found.',
      inputs: 'Camera and time',
      caution:
        'Sources of visits less than six minutes apart can’t be joined, so one object may have several identifiers. Search a few arcseconds around it.',
    },
    rubinIssues,
  ),
};

/** What is known to be wrong or missing in the alerts of a survey as a whole. */
export interface KnownIssue {
  readonly text: string;
  readonly source: Reference;
}

const rubinIssue = (text: string): KnownIssue => ({
  text,
  source: { text: 'Known issues of Fink’s Rubin alerts', url: rubinIssues },
});

/** By survey. */
export const knownIssues: Readonly<Record<SurveyId, readonly KnownIssue[]>> = {
  ztf: [
    {
      text: 'Stamps carry no orientation and no scale; 1.01″ a pixel is the camera’s nominal one.',
      source: { text: 'Alert schema', url: ztfPacketDocs },
    },
    {
      text: 'An alert tells of its own 30 days. Older limits are known only where an earlier alert brought them.',
      source: masci,
    },
  ],
  lsst: [
    rubinIssue(
      'Until 20 February 2026 known asteroids were not recognised: one of them may stand here as an object at rest.',
    ),
    rubinIssue('Before 17 February 2026 packets had no forced photometry.'),
    rubinIssue('Bright stars make alerts along their diffraction spikes: look at the stamps, and for a star nearby.'),
    {
      text: 'Many quality flags and other fields are not filled yet; an empty one says nothing.',
      source: { text: 'Schema of the alert tables', url: rubinSchemaDocs },
    },
  ],
};
