'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { lightcurveQuery } from '#components/lightcurve/lightcurve-query.ts';
import { type ObjectFacts, useObjectPage } from '#components/object/object-context.tsx';
import { portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { isoFromMjd } from '#domain/object/format-value.ts';
import { type AladinLibrary, loadAladin, type SkyViewer } from './aladin.ts';
import styles from './sky-panel.module.css';
import { useReachable } from './use-reachable.ts';

export interface SkyViewProps {
  readonly imageUrl: string;
  readonly title: string;
}

const simbadUrl = 'https://axel.cds.unistra.fr/HiPSCatService/SIMBAD';
const alertColour = '#ffd34d';
const referenceColour = '#52e0a8';
const fieldDeg = 0.025;

function openViewer(
  library: AladinLibrary,
  place: HTMLElement,
  { facts, imageUrl }: { facts: ObjectFacts; imageUrl: string },
) {
  const viewer = library.aladin(place, {
    survey: imageUrl,
    target: `${facts.raDeg} ${facts.decDeg}`,
    cooFrame: 'ICRSd',
    fov: fieldDeg,
    log: false,
    samp: false,
    reticleColor: alertColour,
    reticleSize: 28,
    showProjectionControl: false,
    showShareControl: false,
    showSettingsControl: false,
    showLayersControl: false,
    showStackLayerControl: false,
    showContextMenu: true,
    showCooLocation: false,
    showFrame: false,
    showCooGridControl: true,
    showFullscreenControl: true,
    showZoomControl: true,
  });
  viewer.addCatalog(library.catalogHiPS(simbadUrl, { onClick: 'showTable', name: 'SIMBAD', color: '#7fb2ff' }));
  return viewer;
}

function addAlerts(library: AladinLibrary, viewer: SkyViewer, curve: Lightcurve): void {
  const alerts = library.catalog({
    name: 'Alerts',
    shape: 'circle',
    color: alertColour,
    sourceSize: 10,
    onClick: 'showPopup',
  });
  const sources = Array.from(curve.mjd.keys()).flatMap((row) => {
    const [ra, dec] = [curve.raDeg[row] ?? Number.NaN, curve.decDeg[row] ?? Number.NaN];
    if (!Number.isFinite(ra + dec)) return [];
    const mag = (curve.mag[row] ?? Number.NaN).toFixed(2);
    return [
      library.source(ra, dec, {
        alert: curve.alertId[row],
        band: curve.band[row],
        mag,
        time: isoFromMjd(curve.mjd[row] ?? 0),
      }),
    ];
  });
  alerts.addSources(sources);
  viewer.addCatalog(alerts);
}

function addReference(library: AladinLibrary, viewer: SkyViewer, { raDeg, decDeg }: SkyPosition): void {
  const reference = library.catalog({
    name: 'Reference source',
    shape: 'plus',
    color: referenceColour,
    sourceSize: 16,
    onClick: 'showPopup',
  });
  reference.addSources([library.source(raDeg, decDeg, { source: 'nearest of the reference image' })]);
  viewer.addCatalog(reference);
}

interface Opened {
  readonly library: AladinLibrary;
  readonly viewer: SkyViewer;
}

function useViewer(imageUrl: string) {
  const { facts } = useObjectPage();
  const place = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the image is changed below, the object never
  useEffect(() => {
    let left = false;
    loadAladin().then(
      (library) => {
        if (left || place.current === null) return;
        setOpened({ library, viewer: openViewer(library, place.current, { facts, imageUrl }) });
      },
      (error: unknown) => !left && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      left = true;
      place.current?.replaceChildren();
    };
  }, []);
  const first = useRef(imageUrl);
  useEffect(() => {
    if (opened === null || first.current === imageUrl) return;
    first.current = imageUrl;
    opened.viewer.setImageSurvey(imageUrl);
  }, [opened, imageUrl]);
  return { place, opened, failure };
}

/** What our own data know of the place: a failure of theirs leaves the sky as it is. */
function useMarks(opened: Opened | null) {
  const { facts } = useObjectPage();
  const curve = useQuery(lightcurveQuery(facts)).data;
  const summary = useQuery(portalTrpc().summary.queryOptions({ objectId: facts.objectId })).data;
  useEffect(() => {
    if (opened !== null && curve !== undefined) addAlerts(opened.library, opened.viewer, curve);
  }, [opened, curve]);
  const reference = summary?.referencePlace ?? null;
  useEffect(() => {
    if (opened !== null && reference !== null) addReference(opened.library, opened.viewer, reference);
  }, [opened, reference]);
  return { alerts: curve !== undefined, reference: reference !== null };
}

interface TroubleProps {
  readonly what: string;
  readonly onRetry: () => void;
}

function Trouble({ what, onRetry }: TroubleProps) {
  return (
    <div className={styles.sky}>
      <div className={styles.failed} role="status">
        <p>{what}</p>
        <RetryButton look="outlined" onRetry={onRetry} />
      </div>
    </div>
  );
}

/** The viewer itself; it asks again and again for images that don’t answer, so it is drawn only where they do. */
function Viewer({ imageUrl, title, onRetry }: SkyViewProps & Pick<TroubleProps, 'onRetry'>) {
  const { place, opened, failure } = useViewer(imageUrl);
  const marks = useMarks(opened);
  if (failure !== null) return <Trouble what={`The sky view did not start: ${failure}.`} onRetry={onRetry} />;
  return (
    <>
      <div
        className={styles.sky}
        data-waiting={opened === null ? '' : undefined}
        data-sky={opened === null ? undefined : ''}
      >
        <div ref={place} />
      </div>
      <p className={styles.legend}>
        {marks.alerts ? (
          <span>
            <svg viewBox="-6 -6 12 12" aria-hidden="true">
              <circle r="4.5" />
            </svg>
            alerts
          </span>
        ) : null}
        {marks.reference ? (
          <span>
            <svg viewBox="-6 -6 12 12" aria-hidden="true">
              <path d="M-5 0H5M0-5V5" />
            </svg>
            reference source
          </span>
        ) : null}
        <span>SIMBAD on a click · {title}, CDS</span>
      </p>
    </>
  );
}

function Sky({ imageUrl, title }: SkyViewProps) {
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<string | null>(null);
  const reachable = useReachable(imageUrl, attempt);
  useEffect(() => {
    if (reachable) setShown(imageUrl);
  }, [reachable, imageUrl]);
  const again = () => setAttempt(attempt + 1);
  if (reachable === false) return <Trouble what={`The images of ${title} can’t be reached now.`} onRetry={again} />;
  // Until the next image is known to be there, the one before stays.
  if (shown !== null) return <Viewer key={attempt} imageUrl={shown} title={title} onRetry={again} />;
  return <div className={styles.sky} data-waiting="" role="status" aria-label="The sky is loading" />;
}

/** Aladin Lite at the object, with the alerts’ positions, the reference source and SIMBAD. */
export function SkyView(props: SkyViewProps) {
  return (
    <Queries>
      <Sky {...props} />
    </Queries>
  );
}
