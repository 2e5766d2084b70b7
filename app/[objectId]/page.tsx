import type { Metadata } from 'next';
import { permanentRedirect, redirect } from 'next/navigation';
import { Suspense } from 'react';
import { DatasetTag } from '#components/object/dataset-tag.tsx';
import { ObjectFailed } from '#components/object/object-failed.tsx';
import { ObjectNotFound } from '#components/object/object-not-found.tsx';
import { ObjectShell } from '#components/object/object-shell.tsx';
import { ObjectView } from '#components/object/object-view.tsx';
import { PreviewTags } from '#components/object/preview-tags.tsx';
import { viewFromQuery } from '#components/object/view-state.ts';
import { PortalError } from '#domain/failure.ts';
import type { AlertDetail } from '#domain/object/summary.ts';
import { solarSystemHref, solarSystemName } from '#domain/search/solar-system-name.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import { publicApiUrl, publicUrl, skyImagesUrl } from '../addresses.ts';
import {
  answerWith,
  failureOf,
  type LoadedObject,
  objectRoute,
  queryOf,
  segmentText,
  similarTo,
  startObject,
} from '../object-page.ts';
import { pageCaller } from '../page-caller.ts';
import { linkPreview } from './link-preview.ts';

interface PageProps {
  readonly params: Promise<{ objectId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Title and description; addresses, and the picture for links pasted elsewhere, are `PreviewTags`. A late object is named only; a missing one is not indexed. */
export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const objectId = segmentText((await params).objectId);
  if (!surveyOfObjectId(objectId)) return { title: objectId, robots: { index: false } };
  const { first } = await startObject(objectId, objectRoute);
  if (first.state === 'failed') return { title: objectId, robots: { index: false } };
  if (first.state === 'late') return { title: objectId };
  const { title, description } = linkPreview(first.value.summary, first.value.survey);
  return {
    title,
    description,
    robots: first.value.summary.simulated ? { index: false } : undefined,
  };
}

/** An object by the identifier that its survey gave it. The first flush waits a little for the numbers, so that status and HTML are true. */
export default async function ObjectPage({ params, searchParams }: PageProps) {
  const objectId = segmentText((await params).objectId);
  const query = queryOf(await searchParams);
  if (!surveyOfObjectId(objectId)) return <NamedOtherwise name={objectId} query={query} />;
  const { work, first } = await startObject(objectId, objectRoute);
  if (first.state === 'done') return <Loaded object={first.value} query={query} />;
  if (first.state === 'failed') {
    answerWith(failureOf(first.error).status);
    return <Failed objectId={objectId} error={first.error} />;
  }
  return (
    <Suspense fallback={<ObjectShell objectId={objectId} />}>
      <Late objectId={objectId} work={work} query={query} />
    </Suspense>
  );
}

/** A path that no survey gave: a designation, packed or not, a name that somebody gave an object, or nothing. */
async function NamedOtherwise({ name, query }: { name: string; query: URLSearchParams }) {
  const designation = solarSystemName(name);
  if (designation !== undefined) permanentRedirect(solarSystemHref(designation));
  let objectId: string | null;
  try {
    objectId = await (await pageCaller(objectRoute)).objectCalled({ name });
  } catch (error) {
    answerWith(failureOf(error).status);
    return <Failed objectId={name} error={error} />;
  }
  if (objectId !== null) redirect(`/${objectId}${query.size > 0 ? `?${query}` : ''}`);
  answerWith(404);
  return <Failed objectId={name} error={new PortalError('not-found', 'Nobody gave an object this name.')} />;
}

async function Late({
  objectId,
  work,
  query,
}: {
  objectId: string;
  work: Promise<LoadedObject>;
  query: URLSearchParams;
}) {
  let object: LoadedObject;
  try {
    object = await work;
  } catch (error) {
    return (
      <>
        <meta name="robots" content="noindex" />
        <Failed objectId={objectId} error={error} />
      </>
    );
  }
  return <Loaded object={object} query={query} />;
}

/** The facts of the alert that the address selects; one that the object lacks is as good as none. */
async function selectedAlert(objectId: string, alertId: string | null, latest: AlertDetail): Promise<AlertDetail> {
  if (alertId === null || alertId === latest.alertId) return latest;
  try {
    return await (await pageCaller(objectRoute)).alert({ objectId, alertId });
  } catch {
    return latest;
  }
}

/** Age in the largest unit that tells two views apart. */
function ageText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

async function Loaded({ object: { survey, summary, curve }, query }: { object: LoadedObject; query: URLSearchParams }) {
  const { ageSeconds, stale } = summary.freshness;
  const view = viewFromQuery(query);
  const selected = await selectedAlert(summary.objectId, view.alert, summary.latest);
  const alert = selected.alertId === summary.latest.alertId ? null : selected.alertId;
  const preview = linkPreview(summary, survey);
  return (
    <>
      <PreviewTags {...preview} objectId={summary.objectId} portalUrl={publicUrl()} />
      {summary.simulated ? null : (
        <DatasetTag
          survey={survey}
          summary={summary}
          description={preview.description}
          url={`${publicUrl()}/${summary.objectId}`}
          dataUrl={`${publicUrl()}/data/${survey.id}/${summary.objectId}.arrow`}
        />
      )}
      <ObjectView
        survey={survey}
        summary={summary}
        curve={curve}
        view={{ ...view, alert }}
        selected={selected}
        apiUrl={publicApiUrl(survey.id)}
        skyImagesUrl={skyImagesUrl()}
        staleness={stale ? `As of ${ageText(ageSeconds)} ago: the object API does not answer now.` : undefined}
      />
    </>
  );
}

async function Failed({ objectId, error }: { objectId: string; error: unknown }) {
  const { failure, status } = failureOf(error);
  const { requestId } = await pageCaller(objectRoute);
  const withdrawn = failure.kind === 'gone';
  if (withdrawn || failure.kind === 'not-found' || failure.kind === 'bad-request') {
    return (
      <ObjectNotFound
        searched={objectId}
        surveyName={surveyOfObjectId(objectId)?.name}
        similar={await similarTo(objectId)}
        requestId={requestId}
        withdrawn={withdrawn}
      />
    );
  }
  return (
    <ObjectFailed
      objectId={objectId}
      kind={failure.kind}
      dependency={failure.dependency ?? 'portal'}
      message={failure.message}
      requestId={requestId}
      status={status}
      now={new Date().toISOString().slice(0, 19).replace('T', ' ')}
    />
  );
}
