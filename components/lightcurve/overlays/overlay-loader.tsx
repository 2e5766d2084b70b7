'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { coneText } from '#components/search/search-links.ts';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { lightcurveQuery } from '../lightcurve-query.ts';
import type { OverlayCurve, OverlayState } from './overlay-curve.ts';
import { seriesFromCurve, seriesFromRelease } from './overlay-from-answers.ts';
import { type OverlayChoice, otherSurvey, overlayChoices } from './overlay-list.ts';
import { overlayCurves } from './overlay-store.ts';

const matchArcsec = 1.5;

interface LoaderProps {
  readonly choice: OverlayChoice;
}

/** Gives an overlay to the light curve in each of its states, and takes it back when it is switched off. */
function usePublishedOverlay(
  { id, label, credit }: OverlayChoice,
  curve: Omit<OverlayCurve, 'id' | 'label' | 'credit'>,
) {
  const { status, series, measures } = curve;
  const reason = 'reason' in status ? status.reason : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a status is its state and reason
  useEffect(
    () => overlayCurves.publish({ id, label, credit, status, series, measures }),
    [id, label, credit, status.state, reason, series, measures],
  );
}

const noSeries = [] as const;

interface Asked {
  readonly error: unknown;
  readonly isFetching: boolean;
}

function statusOf(asked: Asked, empty: string | undefined): OverlayState {
  if (asked.error && !asked.isFetching) return { state: 'failed', reason: wordsOfFailure(asked.error) };
  if (asked.isFetching) return { state: 'waiting' };
  return empty === undefined ? { state: 'ready' } : { state: 'empty', reason: empty };
}

function ReleaseOverlay({ choice }: LoaderProps) {
  const { facts } = useObjectPage();
  const asked = useQuery(portalTrpc().release.queryOptions({ objectId: facts.objectId }, cancelled));
  const { data } = asked;
  const series = useMemo(
    () => (data === undefined ? noSeries : seriesFromRelease(data, facts.bands)),
    [data, facts.bands],
  );
  const empty = series.length === 0 ? 'no source of the release within 2″' : undefined;
  usePublishedOverlay(choice, { measures: 'apparent', status: statusOf(asked, empty), series });
  return null;
}

/** The nearest object of the other survey, by our own cone search, and its light curve. */
function SurveyOverlay({ choice }: LoaderProps) {
  const { facts } = useObjectPage();
  const other = otherSurvey(facts.survey);
  const text = coneText(facts.raDeg, facts.decDeg, matchArcsec);
  const cone = useQuery(portalTrpc().search.queryOptions({ text }, cancelled));
  const match = cone.data?.rows.find(({ survey }) => survey === other?.id);
  if (match !== undefined && other !== undefined)
    return <MatchOverlay choice={choice} survey={other} objectId={match.objectId} />;
  const unanswered = cone.data?.failures?.find(({ survey }) => survey === other?.id);
  const status: OverlayState =
    unanswered === undefined
      ? statusOf(cone, `no ${other?.name} object within ${matchArcsec}″`)
      : { state: 'failed', reason: unanswered.message };
  return <UnmatchedOverlay choice={choice} status={status} />;
}

function UnmatchedOverlay({ choice, status }: LoaderProps & { readonly status: OverlayState }) {
  usePublishedOverlay(choice, { measures: 'difference', status, series: noSeries });
  return null;
}

function MatchOverlay({
  choice,
  survey,
  objectId,
}: LoaderProps & { readonly survey: Survey; readonly objectId: string }) {
  const asked = useQuery(lightcurveQuery({ survey: survey.id, objectId }));
  const { data } = asked;
  const series = useMemo(() => (data === undefined ? noSeries : seriesFromCurve(data, survey)), [data, survey]);
  const status = statusOf(asked, series.length === 0 ? `${objectId} has no flux` : undefined);
  const label = `${choice.label} ${objectId}`;
  usePublishedOverlay({ ...choice, label }, { measures: 'difference', status, series });
  return null;
}

const loaders = { release: ReleaseOverlay, survey: SurveyOverlay } as const;

/** Asks for the overlays that are switched on, inside of the light curve's queries. Draws nothing itself: the light curve does. */
export function OverlayLoader() {
  const { facts } = useObjectPage();
  const { overlays } = useView();
  const chosen = overlayChoices(facts.survey).filter(({ id }) => overlays.includes(id));
  return chosen.map((choice) => {
    const Loader = loaders[choice.id];
    return <Loader key={choice.id} choice={choice} />;
  });
}
