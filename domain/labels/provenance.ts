import { finkClassNames } from '#domain/classes/fink-classes.ts';
import {
  type ClassProvenance,
  catsClassNames,
  catsProvenance,
  finkClassProvenance,
  unknownProvenance,
} from './class-provenance.ts';
import { fieldProvenance } from './field-provenance.ts';
import { scoreProvenance } from './score-provenance.ts';
import { ads, masci, moduleDocs, ztfPacketDocs } from './sources.ts';

/** A published description. */
export interface Reference {
  readonly text: string;
  readonly url: string;
}

/** Who says a thing, from what, and from where on it means something. */
export interface Provenance {
  /** What is said, one sentence. */
  readonly says: string;
  /** Program or catalogue that says it, and who runs it. */
  readonly producer: string;
  /** Release, where it is known without the alert. */
  readonly version?: string;
  /** Column in which each alert states the release. */
  readonly versionColumn?: string;
  readonly inputs: string;
  /** From where on the broker takes it as a yes. */
  readonly threshold?: string;
  /** What misleads. */
  readonly caution?: string;
  readonly references: readonly Reference[];
  /** Documentation of the producer. */
  readonly docs: string;
}

/** Provenance of a score, or of a measurement that misleads, by its column on the wire; undefined for columns that explain themselves. */
export function provenanceOfColumn(column: string): Provenance | undefined {
  return scoreProvenance[column] ?? fieldProvenance[column];
}

const simbad: Provenance = {
  says: 'The type that SIMBAD gives the nearest of its sources. It speaks of that source, whatever this alert is.',
  producer: 'SIMBAD, Centre de Données astronomiques de Strasbourg; matched by Fink when the alert arrived',
  inputs: 'Position of the alert; nearest source within about an arcsecond',
  caution: 'A transient on a catalogued galaxy or star carries the type of that galaxy or star.',
  references: [ads('Wenger et al. 2000, A&AS 143, 9', '2000A&AS..143....9W')],
  docs: 'https://simbad.cds.unistra.fr/guide/otypes.htx',
};

const tns: Provenance = {
  says: 'A classification reported to the Transient Name Server, as a rule from a spectrum.',
  producer: 'Transient Name Server of the IAU, matched by Fink',
  inputs: 'Position of the alert; reports of the last update of the broker',
  caution: 'Reports are made by people and can be withdrawn; the TNS page of the object has the latest word.',
  references: [ads('Gal-Yam 2021, AAS 237', '2021AAS...23742305G')],
  docs: 'https://www.wis-tns.org/',
};

const reference: Provenance = {
  says: 'A source lies in the reference image under the alert or near it, so a magnitude of the object itself can be had.',
  producer: 'ZTF, Infrared Processing and Analysis Center',
  inputs: 'Catalogue of the reference image; nearest source',
  caution:
    'The nearest source need not be the host, and what the reference holds of the object itself is missing from every difference.',
  references: [masci],
  docs: ztfPacketDocs,
};

const variables = (producer: string, text: string, bibcode: string, docs: string): Provenance => ({
  says: 'The type of variability that the catalogue gives its star at this place.',
  producer,
  inputs: 'Position of the alert; nearest star within 1.5 arcsec, matched by Fink',
  caution: 'It speaks of that star: in a crowded field another may lie as near.',
  references: [ads(text, bibcode)],
  docs,
});

const nearSource = (producer: string, text: string, bibcode: string): Provenance => ({
  says: 'A catalogued source lies within 2 arcsec of the alert; the number is its distance.',
  producer,
  inputs: 'Position of the alert; nearest source, matched by ZTF when the alert was made',
  caution: 'The nearest source need not be the host, nor the star that varies.',
  references: [ads(text, bibcode)],
  docs: ztfPacketDocs,
});

const bySource: Readonly<Record<string, Provenance>> = {
  SIMBAD: simbad,
  TNS: tns,
  'ZTF reference': reference,
  GCVS: variables(
    'General Catalogue of Variable Stars, Sternberg Astronomical Institute',
    'Samus’ et al. 2017, ARep 61, 80',
    '2017ARep...61...80S',
    'https://www.sai.msu.su/gcvs/gcvs/vartype.htm',
  ),
  VSX: variables(
    'International Variable Star Index of the AAVSO',
    'Watson et al. 2006, SASS 25, 47',
    '2006SASS...25...47W',
    'https://www.aavso.org/vsx/index.php?view=about.vartypes',
  ),
  PS1: nearSource('Pan-STARRS 1', 'Chambers et al. 2016, arXiv:1612.05560', '2016arXiv161205560C'),
  Gaia: nearSource('Gaia', 'Gaia Collaboration 2016, A&A 595, A1', '2016A&A...595A...1G'),
  'MPC match': {
    says: 'A known Solar System object was predicted within 30 arcsec of the alert; this is its name or number.',
    producer: 'ZTF, with the catalogue of the Minor Planet Center',
    inputs: 'Position and time of the alert; nearest known object',
    caution: 'Within 30 arcsec many an object passes by chance; the broker asks for 5 before it calls an alert so.',
    references: [],
    docs: ztfPacketDocs,
  },
  'Fink tracklet': {
    says: 'Alerts of the same exposure lie along a line: a satellite or debris that glinted.',
    producer: 'Tracklet module of the Fink broker',
    inputs: 'Positions of alerts of one exposure that no catalogue knows',
    caution: 'A chance alignment of a few bad subtractions can look the same.',
    references: [],
    docs: moduleDocs,
  },
};

/**
 * Provenance of a class by its name, and by who is said to say it (`source` of a label) where the name alone does not tell.
 * Names that neither the broker nor a classifier of its own uses are types of SIMBAD.
 */
export function provenanceOfClass(name: string, source = ''): Provenance {
  const stated = bySource[source];
  if (stated !== undefined) return stated;
  const own: ClassProvenance | undefined = finkClassNames.includes(name) ? finkClassProvenance[name] : undefined;
  if (own !== undefined) return own;
  if (name === 'Unknown') return unknownProvenance;
  return catsClassNames.includes(name) ? catsProvenance : simbad;
}
