'use client';
import { Suspense, useEffect, useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { colourTable } from '#domain/stamps/colour-map.ts';
import type { StampFrame } from '#domain/stamps/frame.ts';
import { nominallyPlaced } from '../alert-pixel.ts';
import { mapFor, voidColour } from '../stamp-colours.ts';
import { StampOverlay } from '../stamp-overlay.tsx';
import { EmptyTile } from '../stamp-tile.tsx';
import styles from '../stamps.module.css';
import { useEpoch } from '../use-epochs.ts';
import { isOfImage, type NamedStamp } from './compare.ts';
import type { KeyTaker, Place } from './gestures.ts';
import { type LayerRules, placedLayer } from './layers.ts';
import { LiveTile } from './live-tile.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import { SwipeHandle } from './swipe-handle.tsx';
import { type ColourStamps, useColourStamps, useComparedStamps } from './use-compared.ts';

const SurveyImageLoader = lazyPart(
  async () => (await import('./survey-image.tsx')).SurveyImageLoader,
  // The bar says it, and asks for the same code.
  () => null,
);

export interface ComparatorProps {
  readonly frame: StampFrame;
  readonly alertId: string;
  readonly looks: LayerRules;
  readonly taker: KeyTaker;
  readonly marked: Place | null;
}

/** Which of `count` is shown now; stands still while nobody can see the page. */
function useBlink(count: number, hz: number): number {
  const [turn, setTurn] = useState(0);
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    const look = () => setHidden(document.hidden);
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  useEffect(() => {
    if (hidden || count < 2) return;
    const timer = setInterval(() => setTurn((before) => before + 1), 1000 / hz);
    return () => clearInterval(timer);
  }, [hidden, count, hz]);
  return count === 0 ? 0 : turn % count;
}

function alignmentWords(count: number, isBySky: boolean, withImage: boolean): string {
  if (count < 2) return withImage ? '' : 'waiting';
  if (isBySky) return 'aligned by the WCS';
  return withImage ? 'aligned on the centre, north up is assumed' : 'aligned on the centre';
}

/** The first tile while stamps are compared: in turn, under a curtain, or as colours. */
export function Comparator({ frame, alertId, looks, taker, marked }: ComparatorProps) {
  const { facts } = useObjectPage();
  const { compare, pair } = useView();
  const [image, setImage] = useState<NamedStamp | null>(null);
  const stamps = useComparedStamps(frame, alertId, image);
  const colours = useColourStamps(frame, alertId);
  const epoch = useEpoch(alertId);
  const reference = looks.reference ?? null;
  const shown = compare === 'rgb' ? (colours ?? []) : stamps;
  if (!reference) return <EmptyTile kind="Science" />;
  const by = shown.every(({ kind, plane, sign }) => placedLayer({ kind, plane, sign }, looks).by === 'sky');
  const withImage = compare !== 'rgb' && isOfImage(pair);
  // What knows its place on the sky is laid under a stamp that doesn't as if north were up there.
  const place = { raDeg: epoch?.raDeg ?? facts.raDeg, decDeg: epoch?.decDeg ?? facts.decDeg };
  const laid = withImage ? { ...looks, reference: nominallyPlaced(reference, place, facts.stamps.scaleArcsec) } : looks;
  return (
    <figure className={styles.figure} data-compare={compare}>
      {withImage ? (
        <Suspense fallback={null}>
          <SurveyImageLoader alertId={alertId} onImage={setImage} />
        </Suspense>
      ) : null}
      <LiveTile kind="Science" taker={taker} zoomed={looks.zoom.scale > 1} marked={marked} focusable>
        {compare === 'rgb' ? (
          <Coloured stamps={colours} looks={looks} alertId={alertId} />
        ) : (
          <InTurn stamps={stamps} looks={laid} alertId={alertId} swipes={compare === 'swipe'} />
        )}
        <StampOverlay
          plane={reference}
          alert={epoch ?? {}}
          scaleArcsec={facts.stamps.scaleArcsec}
          zoom={looks.zoom}
          withScale
        />
      </LiveTile>
      <figcaption>
        <b>{{ blink: 'Blink', swipe: 'Swipe', rgb: 'Colours', off: '' }[compare]}</b>
        <span>{alignmentWords(shown.length, by, withImage)}</span>
      </figcaption>
    </figure>
  );
}

interface PictureOf {
  readonly looks: LayerRules;
  readonly alertId: string;
}

function StampPicture({
  stamp,
  looks,
  label,
  clip,
}: Omit<PictureOf, 'alertId'> & { stamp: NamedStamp; label: string; clip?: string }) {
  const { map } = useView();
  return (
    <PictureCanvas
      label={label}
      style={clip ? { position: 'absolute', inset: 0, clipPath: clip } : undefined}
      picture={(canvas) => ({
        layers: [placedLayer(stamp, looks).layer],
        table: colourTable(mapFor(stamp.kind, map)),
        empty: voidColour(canvas),
      })}
    />
  );
}

function InTurn({ stamps, looks, alertId, swipes }: PictureOf & { stamps: readonly NamedStamp[]; swipes: boolean }) {
  const { blinkHz, swipe } = useView();
  const turn = useBlink(swipes ? 0 : stamps.length, blinkHz);
  const [first, second] = stamps;
  if (!first) return null;
  if (swipes && second) {
    return (
      <>
        <StampPicture stamp={first} looks={looks} label={`${first.name} of alert ${alertId}, left of the curtain`} />
        <StampPicture
          stamp={second}
          looks={looks}
          label={`${second.name}, right of the curtain`}
          clip={`inset(0 0 0 ${swipe * 100}%)`}
        />
        <SwipeHandle names={[first.name, second.name]} />
      </>
    );
  }
  const stamp = stamps[turn] ?? first;
  const names = stamps.map(({ name }) => name).join(' and ');
  return (
    <>
      <StampPicture stamp={stamp} looks={looks} label={`${names} of alert ${alertId} in turn`} />
      <span className={styles.tag} data-turn={turn} aria-hidden="true">
        {stamp.name}
      </span>
    </>
  );
}

function Coloured({ stamps, looks, alertId }: PictureOf & { stamps: ColourStamps | undefined }) {
  if (!stamps) return null;
  const names = stamps.map(({ name }, at) => `${['red', 'green', 'blue'][at]} ${name}`).join(', ');
  return (
    <>
      <PictureCanvas
        label={`Science stamps near alert ${alertId} as colours: ${names}`}
        picture={(canvas) => {
          const [red, green, blue] = stamps;
          const layer = (stamp: NamedStamp) => placedLayer(stamp, looks).layer;
          return {
            layers: [layer(red), layer(green), layer(blue)],
            table: colourTable('grey'),
            empty: voidColour(canvas),
          };
        }}
      />
      <span className={styles.tag} aria-hidden="true">
        {stamps.map(({ name }) => name.slice(0, 1)).join(' ')}
      </span>
    </>
  );
}
