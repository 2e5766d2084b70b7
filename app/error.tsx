'use client';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { Message } from '#components/ui/message.tsx';

export interface PageErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** A page that broke. What it knows of the failure is its digest, which the log has too. */
export default function PageError({ error, reset }: PageErrorProps) {
  const quoted = error.digest ?? 'no digest';
  return (
    <Message
      level={1}
      title="This page broke"
      detail={`Error ${quoted}`}
      actions={
        <>
          <button type="button" className={controlStyles.primary} onClick={reset}>
            <Icon name="retry" />
            Try again
          </button>
          <a className={controlStyles.outlined} href={`/about?report=${encodeURIComponent(`error ${quoted}`)}#report`}>
            Report it
          </a>
        </>
      }
    >
      <p>Something failed here that should not have. The address is kept; trying again may help.</p>
    </Message>
  );
}
