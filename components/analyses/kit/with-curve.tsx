'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lightcurveQuery } from '#components/lightcurve/lightcurve-query.ts';
import { useObjectPage } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { Message } from '#components/ui/message.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import styles from './analysis.module.css';

export interface WithCurveProps {
  /** Draws the analysis; the same curve object for as long as the page lives. */
  readonly children: (curve: Lightcurve) => ReactNode;
}

/** An analysis of the page's own light curve, with the screens of its waiting and its failure. */
export function WithCurve({ children }: WithCurveProps) {
  return (
    <Queries>
      <CurveScreen>{children}</CurveScreen>
    </Queries>
  );
}

function CurveScreen({ children }: WithCurveProps) {
  const { facts } = useObjectPage();
  const { data, error, refetch, isFetching } = useQuery(lightcurveQuery(facts));
  if (data) return children(data);
  if (error && !isFetching)
    return (
      <Message
        title="The light curve did not arrive"
        detail={wordsOfFailure(error)}
        actions={<RetryButton look="outlined" onRetry={refetch} />}
      >
        <p>The analysis needs its numbers. What is above comes from the server’s own drawing and is right.</p>
      </Message>
    );
  return <div className={styles.waiting} role="status" aria-label="The light curve is loading" />;
}
