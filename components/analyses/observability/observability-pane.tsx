'use client';
import { useEffect, useMemo, useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { Select } from '#components/ui/control.tsx';
import { Message } from '#components/ui/message.tsx';
import sections from '#components/ui/section.module.css';
import { dateAfter } from '#domain/observability/civil-time.ts';
import { nightOf, tonight } from '#domain/observability/night.ts';
import { textFromSite } from '#domain/observability/place.ts';
import { createSkyPath } from '#domain/observability/sky-path.ts';
import { chosenSites, ownId, sitesForView } from './chosen-sites.ts';
import { DateControls } from './date-controls.tsx';
import { sharedSpan } from './night-figure.ts';
import { NightView } from './night-view.tsx';
import styles from './observability.module.css';
import { OwnPlaceForm } from './own-place-form.tsx';
import { SiteControls } from './site-controls.tsx';
import { useTarget } from './use-target.ts';
import { YearsPanel } from './years-panel.tsx';

/** Nights that the year shows, and that an ephemeris covers. */
const yearNights = 366;
const altitudes = ['10', '20', '25', '30', '40', '50', '60'] as const;

/** The time, again every minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** When and from where an object can be observed: a night and the next 12 months, at several sites. */
export default function ObservabilityPane() {
  return (
    <Queries>
      <Observability />
    </Queries>
  );
}

function Observability() {
  const { facts, view: store } = useObjectPage();
  const view = useView();
  const nowMs = useNow();
  const [path] = useState(createSkyPath);
  const { sites: chosen, place } = view;
  const home = facts.observatory;
  const { ids, sites, own } = useMemo(() => chosenSites({ sites: chosen, place }, home), [chosen, place, home]);
  const first = sites[0];
  const tonightDate = first ? tonight(nowMs, first, path) : new Date(nowMs).toISOString().slice(0, 10);
  /** A night that is dragged over, before it is let go. */
  const [dragged, setDragged] = useState<string>();
  const date = dragged ?? (view.night === null ? tonightDate : dateAfter(view.night, 0));
  const year = useTarget(tonightDate, yearNights);
  const isInYear = date >= tonightDate && date < dateAfter(tonightDate, yearNights);
  const { target, words } = useTarget(isInYear ? tonightDate : date, isInYear ? yearNights : 1);
  const nights = useMemo(
    () => sites.map((site) => ({ scene: { site, target, path }, night: nightOf(date, site, path) })),
    [sites, target, path, date],
  );
  const shown = useMemo(() => sharedSpan(nights.map(({ night }) => night)), [nights]);
  const setDate = (next: string | null) => {
    setDragged(undefined);
    store.set({ night: next === tonightDate ? null : next });
  };
  return (
    <div className={styles.pane}>
      <div className={sections.bar}>
        <h2>Observability</h2>
        <SiteControls ids={ids} onChange={(next) => store.set({ sites: sitesForView(next, home) })} />
        <DateControls date={date} isTonight={date === tonightDate} onDate={setDate} />
        <LeastElevation />
      </div>
      {ids.includes(ownId) && <OwnPlaceForm own={own} onPlace={(site) => store.set({ place: textFromSite(site) })} />}
      {words === '' ? null : <p className={styles.quiet}>{words}</p>}
      {nights.length === 0 ? (
        <Message title="No place yet">Fill in where you are, or choose an observatory.</Message>
      ) : null}
      {nights.map((one) => (
        <NightView
          key={one.scene.site.id}
          {...one}
          shown={shown}
          minAltDeg={view.minAlt}
          nowMs={nowMs}
          isAlone={nights.length === 1}
        />
      ))}
      <YearsPanel
        sites={sites}
        points={year.points}
        start={tonightDate}
        minAltDeg={view.minAlt}
        date={date}
        onDate={(next, settled) => (settled ? setDate(next) : setDragged(next))}
      />
    </div>
  );
}

function LeastElevation() {
  const { view: store } = useObjectPage();
  const { minAlt } = useView();
  const options = [...new Set([...altitudes, String(minAlt)])].sort((a, b) => Number(a) - Number(b));
  return (
    <>
      <span className={sections.label}>above</span>
      <Select
        label="Least elevation"
        value={String(minAlt)}
        options={options.map((value) => ({ value, label: `${value}°` }))}
        onChange={(value) => store.set({ minAlt: Number(value) })}
      />
    </>
  );
}
