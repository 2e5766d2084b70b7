import { meanPosition } from '#domain/astrometry/mean-position.ts';
import type { CatalogueStar } from '#domain/astrometry/offset-stars.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { JpegSize } from '#domain/drawing/jpeg.ts';
import { bytesFromFrame, type StampPlane } from '#domain/stamps/frame.ts';
import { type ImageSurveyName, surveyImage } from '#domain/stamps/image-surveys.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import type { Gaia, GaiaStar } from '#server/outside/gaia/gaia.ts';
import type { Hips2Fits } from '#server/outside/hips2fits/hips2fits.ts';
import type { ObjectSource } from './object-source.ts';
import type { RequestScope } from './request-scope.ts';

/** Pictures that a finding chart can have. */
export const pictureNames = ['dss2', 'ps1', 'dss2-colour'] as const;
export type PictureName = (typeof pictureNames)[number];

const pictures: Readonly<
  Record<PictureName, { readonly hips: string; readonly credit: string; readonly isGrey: boolean }>
> = {
  dss2: { hips: 'CDS/P/DSS2/red', credit: 'DSS2 red, CDS hips2fits', isGrey: true },
  ps1: { hips: 'CDS/P/PanSTARRS/DR1/r', credit: 'Pan-STARRS DR1 r, CDS hips2fits', isGrey: true },
  'dss2-colour': { hips: 'CDS/P/DSS2/color', credit: 'DSS2 colour, CDS hips2fits', isGrey: false },
};

export interface FieldStars {
  /** What the field is around: mean of the detections. */
  readonly centre: { readonly raDeg: number; readonly decDeg: number };
  readonly stars: readonly CatalogueStar[];
  /** Julian year that their motion leads to. */
  readonly epoch: number;
}

export interface FieldPicture {
  readonly jpegBase64: string;
  readonly pixels: JpegSize;
  readonly credit: string;
}

export interface FieldImage {
  /** A frame of stamps whose science plane is the image; null where the survey has none of this field. */
  readonly frameBase64: string | null;
  /** Survey and band: `Pan-STARRS DR1 r`. */
  readonly label: string;
}

export interface FieldImageRequest {
  readonly objectId: string;
  readonly name: ImageSurveyName;
  /** Of the alert that the image is laid against. */
  readonly band: BandName;
  readonly fieldArcsec: number;
}

/** What is around an object, from services of other people; asked only when somebody wants a finding chart. */
export interface FieldSource {
  /** @throws {PortalError} naming Gaia, or the object API for the place. */
  stars(objectId: string, fieldArcmin: number, scope: RequestScope): Promise<FieldStars>;
  /** @throws {PortalError} naming hips2fits, or the object API for the place. */
  picture(
    of: { readonly objectId: string; readonly fieldArcmin: number; readonly name: PictureName },
    scope: RequestScope,
  ): Promise<FieldPicture>;
  /** The pixels of an image survey, north up. @throws {PortalError} naming hips2fits, or the object API for the place. */
  image(of: FieldImageRequest, scope: RequestScope): Promise<FieldImage>;
}

export interface FieldSourceDeps {
  readonly objects: ObjectSource;
  readonly gaia: Gaia;
  readonly hips2fits: Hips2Fits;
  /** Unix time, ms. */
  readonly wallMs: () => number;
}

const catalogueEpoch = 2016;
const yearMs = 365.25 * 86_400_000;
const j2000Ms = Date.UTC(2000, 0, 1, 12);
const radians = Math.PI / 180;
const faintest = 20;
const pixels = 720;
/** Image surveys have pixels of 0.25″ or larger; more of them tell nothing. */
const imageArcsecPerPixel = 0.2;
const mostImagePixels = 200;

export function createFieldSource({ objects, gaia, hips2fits, wallMs }: FieldSourceDeps): FieldSource {
  const centreOf = async (objectId: string, scope: RequestScope): Promise<SkyPosition> => {
    const { view } = await objects.see(objectId, scope);
    const { kind, raDeg, decDeg } = view.lightcurve();
    const seen = kind.flatMap((own, row) =>
      own === 'detection' ? [{ raDeg: raDeg[row] ?? Number.NaN, decDeg: decDeg[row] ?? Number.NaN }] : [],
    );
    const place = meanPosition(seen) ?? view.summary();
    // A hundredth of an arcsecond more tells nothing apart, and the answer is found again.
    return { raDeg: Number(place.raDeg.toFixed(6)), decDeg: Number(place.decDeg.toFixed(6)) };
  };
  const contextOf = (scope: RequestScope) => ({ signal: scope.call.signal, trace: scope.trace });
  return {
    async stars(objectId, fieldArcmin, scope) {
      const centre = await centreOf(objectId, scope);
      // Half the diagonal, and what moves into the field.
      const radiusArcsec = Math.ceil(fieldArcmin * 30 * Math.SQRT2 + 5);
      const found = await gaia.stars({ ...centre, radiusArcsec, faintest }, contextOf(scope));
      const epoch = Math.round(10 * (2000 + (wallMs() - j2000Ms) / yearMs)) / 10;
      return { centre, stars: found.map((star) => movedTo(star, epoch)), epoch };
    },
    async picture({ objectId, fieldArcmin, name }, scope) {
      const centre = await centreOf(objectId, scope);
      const { hips, credit, isGrey } = pictures[name];
      const request = { ...centre, hips, fieldArcmin, pixels, isInverted: isGrey };
      const { jpeg, size } = await hips2fits.picture(request, contextOf(scope));
      return { jpegBase64: Buffer.from(jpeg).toString('base64'), pixels: size, credit };
    },
    async image({ objectId, name, band, fieldArcsec }, scope) {
      const centre = await centreOf(objectId, scope);
      const { hips, label } = surveyImage(name, band);
      const side = Math.min(mostImagePixels, Math.ceil(fieldArcsec / imageArcsecPerPixel));
      const plane = await hips2fits.image({ ...centre, hips, fieldArcsec, pixels: side }, contextOf(scope));
      if (!hasLight(plane)) return { frameBase64: null, label };
      const bytes = bytesFromFrame({ Science: plane, Template: null, Difference: null });
      return { frameBase64: Buffer.from(bytes).toString('base64'), label };
    },
  };
}

/** False where a survey has not been: its pixels are missing, or all alike. */
function hasLight({ pixels: values }: StampPlane): boolean {
  let first = Number.NaN;
  for (const value of values) {
    if (!Number.isFinite(value) || value === first) continue;
    if (!Number.isNaN(first)) return true;
    first = value;
  }
  return false;
}

/** Proper motion leads from the catalogue's epoch to another, straight on. */
function movedTo({ id, mag, raDeg, decDeg, pmRaMas, pmDecMas }: GaiaStar, epoch: number): CatalogueStar {
  const years = (epoch - catalogueEpoch) / 3_600_000;
  return {
    id,
    mag,
    raDeg: (raDeg + (pmRaMas * years) / Math.cos(decDeg * radians) + 360) % 360,
    decDeg: decDeg + pmDecMas * years,
  };
}
