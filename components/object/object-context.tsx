'use client';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { CurveUnit } from '#components/lightcurve/curve-fields.ts';
import type { Band, SurveyId, SurveyStamps } from '#domain/surveys/survey.ts';
import { queryFromView, type ViewState, viewFromQuery } from './view-state.ts';
import { type AddressBar, createViewStore, type ViewStore } from './view-store.ts';

/** What every panel of an object page knows about its object. */
export interface ObjectFacts {
  readonly objectId: string;
  readonly survey: SurveyId;
  readonly bands: readonly Band[];
  readonly timeScale: 'UTC' | 'TAI';
  readonly defaultUnit: CurveUnit;
  /** Local noon at the telescope as share of the UTC day. */
  readonly noonUtcDays: number;
  readonly stamps: SurveyStamps;
  /** Where the survey's telescope stands. */
  readonly observatory: string;
  readonly latestAlertId: string;
  /** ICRS J2000, degrees: of the latest alert. */
  readonly raDeg: number;
  readonly decDeg: number;
  readonly solarSystemName: string | null;
  readonly trackletName: string | null;
}

interface ObjectPage {
  readonly facts: ObjectFacts;
  readonly view: ViewStore;
}

const Context = createContext<ObjectPage | null>(null);

const browserBar: AddressBar = {
  query: () => new URLSearchParams(location.search),
  push: (query) => history.pushState(null, '', location.pathname + query + location.hash),
  replace: (query) => history.replaceState(null, '', location.pathname + query + location.hash),
  nowMs: () => performance.now(),
};

/**
 * Back and Forward between views of this page are the page's own affair. The router would ask the server for the whole page anew
 * when the step was made before a reload, and load it from scratch when a second Back comes meanwhile.
 */
function keepViewOnTraversal(view: ViewStore): () => void {
  const { pathname } = location;
  const routerState: unknown = history.state;
  const reread = (event: PopStateEvent) => {
    if (location.pathname !== pathname) return;
    event.stopImmediatePropagation();
    history.replaceState(routerState, '', location.href);
    // The router learns the address this way, and that no other tree belongs to it.
    history.replaceState(null, '', location.href);
    view.reread();
  };
  // Captured: before the router's own listener, whichever was there first.
  addEventListener('popstate', reread, { capture: true });
  return () => removeEventListener('popstate', reread, { capture: true });
}

/** `query` is the view of the first HTML as its address says it: with all that is not chosen it would be longer than the facts. */
export function ObjectProvider(props: { facts: ObjectFacts; query: string; children: ReactNode }) {
  const [page] = useState<ObjectPage>(() => ({
    facts: props.facts,
    view: createViewStore(viewFromQuery(new URLSearchParams(props.query)), browserBar),
  }));
  useEffect(() => keepViewOnTraversal(page.view), [page]);
  return <Context value={page}>{props.children}</Context>;
}

export function useObjectPage(): ObjectPage {
  const page = useContext(Context);
  if (!page) throw new Error('A panel of an object page needs its provider.');
  return page;
}

export function useView(): ViewState {
  const { view } = useObjectPage();
  return useSyncExternalStore(view.subscribe, view.get, view.get);
}

/** The alert that stamps, crosshair and facts speak about. */
export function useSelectedAlertId(): string {
  const { facts } = useObjectPage();
  return useView().alert ?? facts.latestAlertId;
}

/** Selects an alert; the latest is what an address means that names none. */
export function useSelectAlert(): (alertId: string) => void {
  const { facts, view } = useObjectPage();
  return (alertId) => view.set({ alert: alertId === facts.latestAlertId ? null : alertId });
}

/** A link to this page as it is seen now. */
export function currentLink(view: ViewState): string {
  return location.origin + location.pathname + queryFromView(view);
}
