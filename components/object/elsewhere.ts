import type { SkyPosition } from '#domain/coordinates/separation.ts';

export interface Elsewhere {
  readonly name: string;
  readonly href: string;
}

/** The same place in other people's archives. Links only: nothing is asked before a visitor clicks. */
export function elsewhereOf({ raDeg, decDeg }: SkyPosition): readonly Elsewhere[] {
  const [ra, dec] = [raDeg.toFixed(6), decDeg.toFixed(6)];
  const position = encodeURIComponent(`${ra} ${decDeg < 0 ? '' : '+'}${dec}`);
  return [
    { name: 'TNS', href: `https://www.wis-tns.org/search?ra=${ra}&decl=${dec}&radius=10&coords_unit=arcsec` },
    {
      name: 'SIMBAD',
      href: `https://simbad.cds.unistra.fr/simbad/sim-coo?Coord=${position}&Radius=10&Radius.unit=arcsec`,
    },
    {
      name: 'NED',
      href: `https://ned.ipac.caltech.edu/conesearch?search_type=Near%20Position%20Search&coordinates=${ra}d%20${dec}d&radius=0.2&in_csys=Equatorial&in_equinox=J2000`,
    },
    { name: 'VizieR', href: `https://vizier.cds.unistra.fr/viz-bin/VizieR-4?-c=${position}&-c.rs=10` },
    {
      name: 'Legacy Survey',
      href: `https://www.legacysurvey.org/viewer?ra=${ra}&dec=${dec}&zoom=15&mark=${ra},${dec}`,
    },
    { name: 'Aladin Lite', href: `https://aladin.cds.unistra.fr/AladinLite/?target=${position}&fov=0.05` },
  ];
}
