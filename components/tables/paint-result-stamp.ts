import { loadFrame } from '#components/cutouts/load-frame.ts';
import { colourTable, rgbaFromLevels } from '#domain/stamps/colour-map.ts';
import { cutsOf, levelsOf } from '#domain/stamps/stretch.ts';

/** Pixels that the detector lacks are as dark as the sky here: the tile is too small to tell more. */
const absent = [0, 0, 0] as const;

/** Puts the science stamp of the alert that `place` names into it. Without one the place stays empty: the row says everything else. */
export async function paintResultStamp(place: HTMLElement): Promise<void> {
  const { frame: url } = place.dataset;
  if (url === undefined) return;
  const plane = await loadFrame(url, new AbortController().signal).then(
    (frame) => frame.Science,
    () => null,
  );
  if (plane === null) {
    place.dataset.state = 'absent';
    return;
  }
  const canvas = document.createElement('canvas');
  canvas.width = plane.width;
  canvas.height = plane.height;
  const levels = levelsOf(plane.pixels, cutsOf(plane.pixels, 'asinh'), 'asinh');
  const rgba = rgbaFromLevels(levels, plane.width, colourTable('grey'), absent);
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, plane.width, plane.height), 0, 0);
  place.replaceChildren(canvas);
}
