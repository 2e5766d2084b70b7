import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import sections from '#components/ui/section.module.css';
import type { AlertField } from '#domain/object/alert-fields.ts';
import { useObjectPage } from './object-context.tsx';

export interface AskedFieldsProps {
  readonly alertId: string;
  readonly className: string | undefined;
  readonly heading: ReactNode;
  /** What did not arrive, where it did not: `fields`. */
  readonly what: string;
  readonly children: (fields: readonly AlertField[]) => ReactNode;
}

/** A part of the page that is made of every column of an alert, asked for by a click. */
export function AskedFields({ alertId, className, heading, what, children }: AskedFieldsProps) {
  const { objectId } = useObjectPage().facts;
  const [open, setOpen] = useState(false);
  const titleId = useId();
  const fields = useQuery({
    ...portalTrpc().alertFields.queryOptions({ objectId, alertId }, cancelled),
    enabled: open,
  });
  return (
    <section aria-labelledby={titleId} className={className}>
      <div className={sections.bar}>
        <h3 id={titleId}>{heading}</h3>
        <button type="button" className={controlStyles.outlined} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'}
        </button>
      </div>
      {!open ? null : fields.data ? (
        children(fields.data)
      ) : fields.error === null || fields.isFetching ? (
        <p role="status">Reading …</p>
      ) : (
        <p role="status">
          The {what} did not arrive: {wordsOfFailure(fields.error)}.{' '}
          <RetryButton look="outlined" onRetry={fields.refetch} />
        </p>
      )}
    </section>
  );
}
