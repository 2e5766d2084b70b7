import type { EphemerisNames } from '#domain/object/reading.ts';

/** Columns of Miriade (IMCCE), as the object APIs pass them on. */
export const miriadeNames: EphemerisNames = {
  ra: 'RA',
  dec: 'DEC',
  phase: 'Phase',
  observerDistance: 'Dobs',
  sunDistance: 'Dhelio',
  mag: { g: 'SDSS:g', r: 'SDSS:r' },
};
