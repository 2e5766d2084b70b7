import { fitsFromPixels } from './fits-stamp.ts';
import type { Measurement } from './photometry.ts';
import { asSubtracted, atEdge, epochImages, templateImage } from './stamps.ts';
import type { SimulatedObject } from './survey.ts';

/** FITS of the three stamps of a measurement, not compressed. */
export function stampFiles(
  object: SimulatedObject,
  m: Measurement,
): { science: Uint8Array; template: Uint8Array; difference: Uint8Array } {
  const { truth, around } = object;
  const file = (image: Float32Array): Uint8Array => {
    const { pixels, width } = atEdge(image, truth, around);
    return fitsFromPixels(pixels, width);
  };
  const { science, difference } = epochImages(truth, around, m);
  return {
    science: file(science),
    template: file(templateImage(truth, around, m.exposure.fid)),
    difference: file(asSubtracted(m, difference)),
  };
}
