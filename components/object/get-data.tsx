'use client';
import { Suspense } from 'react';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import { useView } from './object-context.tsx';

const GetDataPane = lazyPart(
  async () => (await import('./get-data-pane.tsx')).GetDataPane,
  'The ways to get these data did not arrive.',
);

export interface GetDataProps {
  /** The survey's object API as people outside reach it. */
  readonly apiUrl: string;
}

/** How to get these numbers into a program of one's own; loaded and written when the tab is opened. */
export function GetData(props: GetDataProps) {
  const isOpen = useView().tab === 'data';
  // The numbers of the LaTeX table are asked for in the browser only.
  return useHydrated() && isOpen ? (
    <Suspense fallback={null}>
      <GetDataPane {...props} />
    </Suspense>
  ) : null;
}
