import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { Message } from '#components/ui/message.tsx';
import type { FailureKind } from '#domain/failure.ts';

export interface ObjectFailedProps {
  readonly objectId: string;
  readonly kind: FailureKind;
  /** `object API`, … */
  readonly dependency: string;
  readonly message: string;
  readonly requestId: string;
  readonly status: number;
  readonly now: string;
}

const titles: Partial<Record<FailureKind, string>> = {
  'upstream-timeout': 'did not answer in time',
  'rate-limited': 'asks us to slow down',
  overloaded: 'has too much to do',
};

/** A page whose object could not be asked for: which service, try again, and what to quote when reporting it. */
export function ObjectFailed({ objectId, kind, dependency, message, requestId, status, now }: ObjectFailedProps) {
  const subject = `${objectId}: ${dependency} ${status}, request ${requestId}`;
  return (
    <Message
      level={1}
      title={`The ${dependency} ${titles[kind] ?? 'did not answer as it should'}`}
      detail={`Request ${requestId} · ${now} UTC · HTTP ${status}`}
      actions={
        <>
          <a className={controlStyles.primary} href={`/${encodeURIComponent(objectId)}`}>
            <Icon name="retry" />
            Try again
          </a>
          <a className={controlStyles.outlined} href={`/about?report=${encodeURIComponent(subject)}#report`}>
            Report it
          </a>
        </>
      }
    >
      <p>{message}</p>
      <p>
        The address is fine and says what you asked for: {objectId}. Nothing is known about whether this object exists.
      </p>
    </Message>
  );
}
