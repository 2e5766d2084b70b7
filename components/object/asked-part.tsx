import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import sections from '#components/ui/section.module.css';

export interface AskedPartProps<Data> {
  readonly className: string | undefined;
  readonly heading: ReactNode;
  /** What did not arrive, where it did not: `fields`. */
  readonly what: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** Enabled while the part is open. */
  readonly answer: Pick<UseQueryResult<Data, unknown>, 'data' | 'error' | 'isFetching' | 'refetch'>;
  readonly children: (data: Data) => ReactNode;
}

/** A part of the page whose data are asked for by a click. */
export function AskedPart<Data>({ className, heading, what, open, onOpen, answer, children }: AskedPartProps<Data>) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={className}>
      <div className={sections.bar}>
        <h3 id={titleId}>{heading}</h3>
        <button type="button" className={controlStyles.outlined} aria-expanded={open} onClick={() => onOpen(!open)}>
          {open ? 'Hide' : 'Show'}
        </button>
      </div>
      {!open ? null : answer.data ? (
        children(answer.data)
      ) : answer.error === null || answer.isFetching ? (
        <p role="status">Reading …</p>
      ) : (
        <p role="status">
          The {what} did not arrive: {wordsOfFailure(answer.error)}.{' '}
          <RetryButton look="outlined" onRetry={answer.refetch} />
        </p>
      )}
    </section>
  );
}
