'use client';
import { lazy, Suspense } from 'react';
import { useView } from './object-context.tsx';

const GetDataPane = lazy(async () => {
  const { GetDataPane } = await import('./get-data-pane.tsx');
  return { default: GetDataPane };
});

export interface GetDataProps {
  /** The survey's object API as people outside reach it. */
  readonly apiUrl: string;
}

/** How to get these numbers into a program of one's own; loaded and written when the tab is opened. */
export function GetData(props: GetDataProps) {
  return useView().tab === 'data' ? (
    <Suspense fallback={null}>
      <GetDataPane {...props} />
    </Suspense>
  ) : null;
}
