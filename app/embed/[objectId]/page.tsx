import type { Metadata } from 'next';
import { EmbeddedCurve } from '#components/object/embedded-curve.tsx';
import { viewFromQuery } from '#components/object/view-state.ts';
import { Message } from '#components/ui/message.tsx';
import { publicUrl } from '../../addresses.ts';
import { answerWith, embedRoute, failureOf, queryOf, segmentText, startObject } from '../../object-page.ts';

export const metadata: Metadata = { robots: { index: false, follow: false } };

interface EmbedProps {
  readonly params: Promise<{ objectId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The light curve alone, for frames on other people's pages. Waits for the numbers: there is nothing else to show. */
export default async function EmbedPage({ params, searchParams }: EmbedProps) {
  const objectId = segmentText((await params).objectId);
  const { work } = await startObject(objectId, embedRoute);
  try {
    const { survey, summary, curve } = await work;
    const view = viewFromQuery(queryOf(await searchParams));
    return (
      <EmbeddedCurve survey={survey} summary={summary} curve={curve} view={view} href={`${publicUrl()}/${objectId}`} />
    );
  } catch (error) {
    const { failure, status } = failureOf(error);
    answerWith(status);
    return (
      <Message title={`${objectId} can’t be shown`} level={1} detail={`HTTP ${status}`}>
        <p>{failure.message}</p>
      </Message>
    );
  }
}
