import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { Message } from '#components/ui/message.tsx';
import type { FailureKind } from '#domain/failure.ts';

export interface SearchFailedProps {
  /** Address that asks again. */
  readonly again: string;
  /** What the person asked for, in one sentence. */
  readonly asked: string;
  readonly kind: FailureKind;
  /** `object API`, … */
  readonly dependency: string;
  readonly message: string;
  readonly requestId: string;
  readonly status: number;
  /** `1` where the message is the page. */
  readonly level: 1 | 3;
}

const said: Partial<Record<FailureKind, string>> = {
  'upstream-timeout': 'did not answer in time',
  'rate-limited': 'asks us to slow down',
  overloaded: 'has too much to do',
  unavailable: 'does not answer',
  'bad-request': 'refused this search',
  'too-large': 'refused this search',
};

/** A list that could not be asked for: which service, try again, and what to quote when reporting it. */
export function SearchFailed(props: SearchFailedProps) {
  const { again, asked, kind, dependency, message, requestId, status, level } = props;
  const report = `search: ${dependency} ${status}, request ${requestId}`;
  return (
    <Message
      level={level}
      title={`The ${dependency} ${said[kind] ?? 'did not answer as it should'}`}
      detail={`Request ${requestId} · HTTP ${status}`}
      actions={
        <>
          <a className={controlStyles.primary} href={again}>
            <Icon name="retry" />
            Try again
          </a>
          <a className={controlStyles.outlined} href={`/about?report=${encodeURIComponent(report)}#report`}>
            Report it
          </a>
        </>
      }
    >
      <p>{message}</p>
      <p>{asked}</p>
    </Message>
  );
}
