import type { Reference } from './provenance.ts';

/** A paper by its code at the Astrophysics Data System. */
export const ads = (text: string, bibcode: string): Reference => ({
  text,
  url: `https://ui.adsabs.harvard.edu/abs/${bibcode}`,
});

/** The data system of ZTF. */
export const masci = ads('Masci et al. 2019, PASP 131, 018003', '2019PASP..131a8003M');

/** Fields of a ZTF packet; tables of Rubin's alerts; modules of the broker that compute scores. */
export const ztfPacketDocs = 'https://zwickytransientfacility.github.io/ztf-avro-alert/schema.html';
export const rubinSchemaDocs = 'https://sdm-schemas.lsst.io/apdb.html';
export const moduleDocs = 'https://fink-broker.readthedocs.io/en/latest/broker/science_modules/';
