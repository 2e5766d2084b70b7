'use client';
import { HttpFailure, wordsOfFailure } from '#components/trpc/query-rules.ts';
import { Icon } from '#components/ui/icons.tsx';
import { Message } from '#components/ui/message.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import styles from './stamps.module.css';

export interface FrameFailedProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Says why there are no stamps; its code comes when they did not. */
export function FrameFailed({ error, onRetry }: FrameFailedProps) {
  const missing = error instanceof HttpFailure && error.status === 404;
  return (
    <div className={styles.failed}>
      <Message
        title={missing ? 'No stamps for this alert' : 'The stamps did not arrive'}
        actions={
          <RetryButton look="outlined" onRetry={onRetry}>
            <Icon name="retry" />
            Try again
          </RetryButton>
        }
        detail={`Stamps, ${wordsOfFailure(error)}`}
      >
        <p>
          {missing
            ? 'The archive has no file with this alert. Its photometry is not affected.'
            : 'Their service did not answer as it should. The light curve is not affected.'}
        </p>
      </Message>
    </div>
  );
}
