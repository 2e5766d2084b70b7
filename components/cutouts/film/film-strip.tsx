'use client';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { phoneBelowPx, phoneMargins, wideMargins } from '#components/lightcurve/lightcurve-geometry.ts';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import { epochsFromCurve } from '../epoch.ts';
import { signOf } from '../sign.ts';
import { type CommonCuts, createCommonCuts } from './common-cuts.ts';
import styles from './film.module.css';
import { FilmCap } from './film-cap.tsx';
import { FilmFrame } from './film-frame.tsx';
import { epochsWithin, filmLayout, frameWidth, mountedFrames, scrollTo } from './film-layout.ts';
import { useFilmPlay } from './use-film-play.ts';
import { useScrub } from './use-scrub.ts';

export interface FilmStripProps {
  readonly curve: Lightcurve;
  /** Ends of the light curve's time axis, MJD in the survey's own scale; null: all epochs in order. */
  readonly xRange: { readonly from: number; readonly to: number } | null;
  readonly selectedAlertId: string;
  readonly onSelect: (alertId: string) => void;
}

/** Left end of the frames: beside the caption, or the whole width of a phone. */
const capWidth = 290;

interface Size {
  /** Of the whole panel. */
  readonly panel: number;
  readonly isPhone: boolean;
}

function useSize(): readonly [Size, React.RefObject<HTMLDivElement | null>] {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ panel: 0, isPhone: false });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setSize({ panel: element.clientWidth, isPhone: innerWidth < phoneBelowPx });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [size, ref];
}

/** Where frames and times are, of what is seen of the axis. */
function useGeometry({ curve, xRange }: FilmStripProps, { panel, isPhone }: Size) {
  const all = useMemo(() => epochsFromCurve(curve), [curve]);
  const epochs = useMemo(() => epochsWithin(all, xRange), [all, xRange]);
  const start = isPhone ? 0 : capWidth;
  const width = Math.max(frameWidth, panel - start);
  const margins = isPhone ? phoneMargins : wideMargins;
  const from = xRange?.from ?? all[0]?.mjd ?? 0;
  const to = xRange?.to ?? all.at(-1)?.mjd ?? 1;
  return useMemo(() => {
    const plotWidth = panel - margins.left - margins.right;
    const timeX = (mjd: number) => margins.left + ((mjd - from) / (to - from || 1)) * plotWidth;
    const layout = filmLayout(epochs, { width, placeOf: (mjd) => timeX(mjd) - start });
    return { count: all.length, epochs, start, width, timeX, layout };
  }, [all, epochs, start, width, panel, margins, from, to]);
}

type Geometry = ReturnType<typeof useGeometry>;

/** All epochs in the order of time, each under its place on the light curve's axis; moving over it is moving through time. */
export function FilmStrip(props: FilmStripProps) {
  const { selectedAlertId, onSelect } = props;
  const { facts } = useObjectPage();
  const { stretch, cuts: percent, strip } = useView();
  const [size, box] = useSize();
  const [asked, setAsked] = useState(false);
  const geometry = useGeometry(props, size);
  const { epochs } = geometry;
  const at = epochs.findIndex(({ alertId }) => alertId === selectedAlertId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one pair of cuts for an object and a way of looking
  const cuts = useMemo(
    () =>
      createCommonCuts({
        symmetric: strip === 'Difference',
        stretch,
        percent: percent && { low: percent.from, high: percent.to },
      }),
    [strip, stretch, percent, facts.objectId],
  );
  const play = useFilmPlay({ epochs, at, onSelect });
  const ask = () => setAsked(true);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: looking at the film is asking for its stamps
    <div ref={box} className={styles.film} onPointerEnter={ask} onFocus={ask} onTouchStart={ask}>
      <FilmCap epochs={epochs} at={at} all={geometry.count} play={play} onSelect={onSelect} onAsk={ask} cuts={cuts} />
      {strip === 'off' ? null : (
        <Reel
          geometry={geometry}
          kind={strip}
          asked={asked}
          at={at}
          panel={size.panel}
          cuts={cuts}
          onSelect={onSelect}
        />
      )}
    </div>
  );
}

interface ReelProps {
  readonly geometry: Geometry;
  readonly kind: StampKind;
  readonly asked: boolean;
  /** Index of the selected epoch. */
  readonly at: number;
  readonly panel: number;
  readonly cuts: CommonCuts;
  readonly onSelect: (alertId: string) => void;
}

/** The frames that are in view, and their leaders. */
function Reel({ geometry, kind, asked, at, panel, cuts, onSelect }: ReelProps) {
  const { facts } = useObjectPage();
  const { stretch, map, sign: shown } = useView();
  const { epochs, start, width, timeX, layout } = geometry;
  const scroller = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(0);
  const [, changeCuts] = useState(0);
  const scrub = useScrub({ layout, epochs, onSelect });
  useEffect(() => {
    const element = scroller.current;
    if (element) element.scrollLeft = scrollTo(layout, at, { scroll: element.scrollLeft, width });
  }, [layout, at, width]);
  const [begin, end] = mountedFrames(layout, { scroll, width });
  const mounted = epochs.slice(begin, end).map((epoch, index) => ({
    epoch,
    left: layout.lefts[begin + index] ?? 0,
    selected: begin + index === at,
  }));
  return (
    <>
      <Leads
        lines={mounted.map(({ epoch, left, selected }) => ({
          key: epoch.alertId,
          time: timeX(epoch.mjd),
          frame: start + left + frameWidth / 2 - scroll,
          selected,
        }))}
        bounds={[start, panel]}
      />
      <div
        ref={scroller}
        className={styles.scroller}
        style={{ left: start }}
        data-scrolls=""
        onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
        {...scrub}
      >
        <div className={styles.reel} style={{ width: layout.length }}>
          {mounted.map(({ epoch, left, selected }) => (
            <FilmFrame
              key={`${epoch.alertId} ${kind}`}
              epoch={epoch}
              kind={kind}
              left={left}
              asked={asked || selected}
              selected={selected}
              looks={{ stretch, map, sign: signOf(facts.stamps.negative, epoch.negative, shown).sign }}
              cuts={cuts.now()}
              onPlane={(plane) => {
                if (cuts.add(epoch.alertId, plane)) changeCuts((before) => before + 1);
              }}
              onSelect={() => onSelect(epoch.alertId)}
            />
          ))}
        </div>
      </div>
    </>
  );
}

interface Lead {
  readonly key: string;
  readonly time: number;
  readonly frame: number;
  readonly selected: boolean;
}

/** From each frame up to its time. */
function Leads({ lines, bounds }: { readonly lines: readonly Lead[]; readonly bounds: readonly [number, number] }) {
  const inside = lines.filter(({ frame }) => frame >= bounds[0] && frame <= bounds[1]);
  return (
    <svg className={styles.leads} aria-hidden="true">
      {inside.map(({ key, time, frame, selected }) => (
        <path key={key} data-selected={selected || undefined} d={`M${time.toFixed(1)} 0V5L${frame.toFixed(1)} 19V22`} />
      ))}
    </svg>
  );
}
