'use client';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import type { StampFrame } from '#domain/stamps/frame.ts';
import type { Epoch } from '../epoch.ts';
import { frameUrl } from '../frame-url.ts';
import { signOf } from '../sign.ts';
import { minuteFromMjd } from '../stamp-words.ts';
import { useEpochs } from '../use-epochs.ts';
import { useFrame } from '../use-frame.ts';
import { colourEpochs, comparedStamps, isOfEpochs, type NamedStamp, otherEpoch, type Side } from './compare.ts';

/** `r 2021-11-12 07:22`. */
export function epochName(epoch: Epoch | undefined): string {
  return epoch ? `${epoch.band} ${minuteFromMjd(epoch.mjd)}` : 'this epoch';
}

function useUrlOf(): (epoch: Epoch | undefined) => string | null {
  const { survey, objectId } = useObjectPage().facts;
  return (epoch) => (epoch ? frameUrl(survey, objectId, epoch.alertId) : null);
}

function useSideOf(): (epoch: Epoch | undefined, frame: StampFrame | undefined) => Side {
  const { facts } = useObjectPage();
  const { sign: shown } = useView();
  return (epoch, frame) => {
    const { sign } = signOf(facts.stamps.negative, epoch?.negative, shown);
    return { frame, sign, name: epochName(epoch) };
  };
}

/** The stamps that are blinked or swiped; `image` of a survey where it is there. */
export function useComparedStamps(frame: StampFrame, alertId: string, image: NamedStamp | null): readonly NamedStamp[] {
  const { pair, against, pinned, compare } = useView();
  const epochs = useEpochs();
  const urlOf = useUrlOf();
  const sideOf = useSideOf();
  const own = epochs?.find((epoch) => epoch.alertId === alertId);
  const other = otherEpoch(epochs ?? [], alertId, against ?? pinned.at(-1) ?? null);
  const isWanted = compare !== 'rgb' && isOfEpochs(pair);
  const otherFrame = useFrame(isWanted ? urlOf(other) : null).frame;
  return comparedStamps(pair, sideOf(own, frame), { epoch: sideOf(other, otherFrame), image });
}

export type ColourStamps = readonly [NamedStamp, NamedStamp, NamedStamp];

/** The stamps that are red, green and blue; undefined where there are too few epochs, or while they are on their way. */
export function useColourStamps(frame: StampFrame, alertId: string): ColourStamps | undefined {
  const { facts } = useObjectPage();
  const { colours, compare } = useView();
  const epochs = useEpochs();
  const urlOf = useUrlOf();
  const rules = { by: colours, alertId, bands: facts.bands };
  const [red, green, blue] = (compare === 'rgb' ? colourEpochs(epochs ?? [], rules) : undefined) ?? [];
  const frames = [useFrame(urlOf(red)).frame, useFrame(urlOf(green)).frame, useFrame(urlOf(blue)).frame];
  const stamps = [red, green, blue].flatMap((epoch, at): NamedStamp[] => {
    const plane = (epoch?.alertId === alertId ? frame : frames[at])?.Science;
    return epoch && plane ? [{ kind: 'Science', plane, sign: 1, name: epochName(epoch) }] : [];
  });
  const [first, second, third] = stamps;
  return first && second && third ? [first, second, third] : undefined;
}
