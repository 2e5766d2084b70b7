/** Images of the whole sky as tiles: folders on a server of the CDS, as its list of HiPS names them. */
interface SkyImage {
  readonly title: string;
  readonly path: string;
  /** Declinations that it covers, degrees. */
  readonly fromDec: number;
  readonly toDec: number;
}

export const skyImageNames = ['ps1', 'dss', 'sdss', '2mass', 'allwise', 'galex'] as const;
export type SkyImageName = (typeof skyImageNames)[number];

export const skyImages: Readonly<Record<SkyImageName, SkyImage>> = {
  ps1: { title: 'Pan-STARRS', path: 'Pan-STARRS/DR1/color-z-zg-g', fromDec: -30, toDec: 90 },
  dss: { title: 'DSS', path: 'DSS/DSSColor', fromDec: -90, toDec: 90 },
  sdss: { title: 'SDSS', path: 'SDSS/DR9/color', fromDec: -20, toDec: 90 },
  '2mass': { title: '2MASS', path: '2MASS/Color', fromDec: -90, toDec: 90 },
  allwise: { title: 'AllWISE', path: 'AllWISE/RGB-W4-W2-W1', fromDec: -90, toDec: 90 },
  galex: { title: 'GALEX', path: 'GALEX/GALEXGR6_7_NUV', fromDec: -90, toDec: 90 },
};

/** Images that have something at a declination, the best first. */
export function imagesAt(decDeg: number): readonly SkyImageName[] {
  return skyImageNames.filter((name) => decDeg >= skyImages[name].fromDec && decDeg <= skyImages[name].toDec);
}
