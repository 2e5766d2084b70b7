import {
  choiceField,
  flagField,
  numberField,
  rangeField,
  type StateOf,
  textField,
  type ViewField,
} from '#components/view/field.ts';
import { colourMapNames } from '#domain/stamps/colour-map.ts';
import { imageSurveyNames } from '#domain/stamps/image-surveys.ts';
import { stretchNames } from '#domain/stamps/stretch.ts';
import { boundedZoom, type StampZoom, wholeStamp } from '#domain/stamps/zoom.ts';

const zoomPattern = /^(\d{1,2}(?:\.\d{1,3})?),(-?0?\.?\d{0,6}),(-?0?\.?\d{0,6})$/;
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;

/** Enlargement and middle of all stamps, `4,0.1,-0.05`. */
const zoomField: ViewField<StampZoom> = {
  key: 'szoom',
  initial: wholeStamp,
  parse(text) {
    const [, scale, x, y] = zoomPattern.exec(text) ?? [];
    const zoom = roundedZoom({ scale: Number(scale), x: Number(x), y: Number(y) });
    return Number.isFinite(zoom.scale + zoom.x + zoom.y) ? zoom : undefined;
  },
  format: ({ scale, x, y }) => `${scale},${x},${y}`,
};

/** As the address keeps it: hundredths of a factor, ten-thousandths of a side. */
export function roundedZoom(zoom: StampZoom): StampZoom {
  const { scale, x, y } = boundedZoom({ ...zoom, scale: rounded(zoom.scale, 2) });
  // Towards the centre, so that no place beyond the stamp is shown; twice is as once.
  const kept = (at: number): number => (Math.sign(at) * Math.floor(Math.abs(at) * 1e4 + 1e-6)) / 1e4 + 0;
  return { scale, x: kept(x), y: kept(y) };
}

export const comparisons = ['off', 'blink', 'swipe', 'rgb'] as const;
export const pairs = ['st', 'sd', 'td', 'std', 'es', 'et', 'ed', 'si', 'ti', 'di'] as const;
export const stripKinds = ['Difference', 'Science', 'Template', 'off'] as const;

/** What a visitor can choose of the stamps. */
export const stampFields = {
  stretch: choiceField('stretch', stretchNames),
  map: choiceField('map', colourMapNames),
  /** Percentages below the cuts; null: what the stretch brings along. */
  cuts: rangeField('cuts', { from: 0, to: 100 }),
  stampZoom: zoomField,
  /** All tiles with north up and east left, where a WCS tells. */
  northUp: flagField('north'),
  /** What the first tile does instead of showing the science stamp. */
  compare: choiceField('cmp', comparisons),
  /** Stamps that are compared: of this alert (s, t, d), of this and the pinned one (e and which), or one and the image of a survey (which and i). */
  pair: choiceField('pair', pairs),
  /** The survey whose image stamps are laid against. */
  image: choiceField('image', imageSurveyNames),
  /** The alert that epochs are compared with; null: the last that is pinned, else the one before this. */
  against: textField('vs', /^\d{1,20}$/),
  /** Blinks a second. */
  blinkHz: numberField('hz', 2, { from: 0.25, to: 8 }),
  /** Where the curtain hangs, share of the tile. */
  swipe: numberField('swipe', 0.5, { from: 0, to: 1 }),
  /** Colours from three bands, or from three epochs. */
  colours: choiceField('rgb', ['bands', 'epochs']),
  /** Difference stamps: science minus template, or as the file has them. */
  sign: choiceField('sign', ['flux', 'file']),
  strip: choiceField('strip', stripKinds),
  /** On a narrow screen: one stamp below the other, as wide as the screen. */
  stacked: flagField('large'),
} as const;

export type StampView = StateOf<typeof stampFields>;
