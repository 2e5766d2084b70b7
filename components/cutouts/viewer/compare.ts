import type { DecodedPlane, StampFrame } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { Band } from '#domain/surveys/survey.ts';
import type { Epoch } from '../epoch.ts';
import type { Stamp } from './layers.ts';

/** A stamp of a comparison and how it is called while it is shown. */
export interface NamedStamp extends Stamp {
  readonly plane: DecodedPlane;
  readonly name: string;
}

/** An alert's stamps as they take part. */
export interface Side {
  readonly frame: StampFrame | undefined;
  readonly sign: 1 | -1;
  /** `g 2021-11-12 07:22`, of the epoch. */
  readonly name: string;
}

const kindOfLetter: Readonly<Record<string, StampKind>> = { s: 'Science', t: 'Template', d: 'Difference' };

function named(side: Side, kind: StampKind, name: string): NamedStamp[] {
  const plane = side.frame?.[kind];
  return plane ? [{ kind, plane, sign: side.sign, name }] : [];
}

/** True for pairs of two epochs. */
export function isOfEpochs(pair: string): boolean {
  return pair.startsWith('e');
}

/** True for pairs of a stamp and the image of a survey. */
export function isOfImage(pair: string): boolean {
  return pair.endsWith('i');
}

/** What takes part beside the stamps of the alert. */
export interface OtherSides {
  readonly epoch: Side;
  /** Of a survey; null while there is none. */
  readonly image: NamedStamp | null;
}

/** What is shown in turn; stamps that are missing, or on their way, are left out. */
export function comparedStamps(pair: string, own: Side, { epoch: other, image }: OtherSides): readonly NamedStamp[] {
  if (isOfImage(pair)) {
    const kind = kindOfLetter[pair.slice(0, 1)] ?? 'Science';
    return [...named(own, kind, kind), ...(image ? [image] : [])];
  }
  if (isOfEpochs(pair)) {
    const kind = kindOfLetter[pair.slice(1)] ?? 'Science';
    return [other, own].flatMap((side) => named(side, kind, side.name));
  }
  return Array.from(pair, (letter) => kindOfLetter[letter] ?? 'Science').flatMap((kind) => named(own, kind, kind));
}

/** The alert that two epochs are compared by: the pinned one, else the one before, else the one after. */
export function otherEpoch(epochs: readonly Epoch[], alertId: string, pinned: string | null): Epoch | undefined {
  const kept = pinned === alertId ? undefined : epochs.find((epoch) => epoch.alertId === pinned);
  const at = epochs.findIndex((epoch) => epoch.alertId === alertId);
  return kept ?? epochs[at - 1] ?? (at < 0 ? undefined : epochs[at + 1]);
}

/** Epochs for red, green and blue. */
export type ColourEpochs = readonly [red: Epoch, green: Epoch, blue: Epoch];

/** The epoch before, this and the one after, the oldest in blue; at the ends of the curve the next ones inwards. */
function neighbouringEpochs(epochs: readonly Epoch[], alertId: string): ColourEpochs | undefined {
  const at = epochs.findIndex((epoch) => epoch.alertId === alertId);
  const from = Math.min(Math.max(0, at - 1), epochs.length - 3);
  const [blue, green, red] = from < 0 || at < 0 ? [] : epochs.slice(from, from + 3);
  return red && green && blue ? [red, green, blue] : undefined;
}

/** The nearest epoch in each band, the longest wavelength in red; of two bands the redder one is also green. */
function bandEpochs(epochs: readonly Epoch[], alertId: string, bands: readonly Band[]): ColourEpochs | undefined {
  const middle = epochs.find((epoch) => epoch.alertId === alertId)?.mjd ?? Number.NaN;
  const away = (epoch: Epoch): number => Math.abs(epoch.mjd - middle);
  const nearest = bands
    .toSorted((a, b) => b.wavelengthNm - a.wavelengthNm)
    .flatMap(({ name }) => epochs.filter(({ band }) => band === name).toSorted((a, b) => away(a) - away(b))[0] ?? []);
  const [red, second, third] = nearest.length > 3 ? threeAround(nearest, alertId) : nearest;
  if (!red || !second) return undefined;
  return third ? [red, second, third] : [red, red, second];
}

/** Three neighbours in wavelength, the band of this alert in the middle where it can be. */
function threeAround(nearest: readonly Epoch[], alertId: string): readonly Epoch[] {
  const at = nearest.findIndex((epoch) => epoch.alertId === alertId);
  const from = Math.min(Math.max(0, at - 1), nearest.length - 3);
  return nearest.slice(from, from + 3);
}

export interface ColourRules {
  readonly by: 'bands' | 'epochs';
  readonly alertId: string;
  readonly bands: readonly Band[];
}

/** Epochs that make a picture in colours; undefined where there are too few of them. */
export function colourEpochs(epochs: readonly Epoch[], { by, alertId, bands }: ColourRules): ColourEpochs | undefined {
  return by === 'bands' ? bandEpochs(epochs, alertId, bands) : neighbouringEpochs(epochs, alertId);
}
