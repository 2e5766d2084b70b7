'use client';
import { type ComponentType, type ReactNode, use, useEffect, useReducer } from 'react';
import styles from './lazy-part.module.css';
import { RetryButton } from './retry-button.tsx';

/** What stands in a part's place: a sentence with “Try again”, or what is made of the part's props and a way to load it again. */
type WhenFailed<Props> = string | ((props: Props, retry: () => void) => ReactNode);

/** Code that is asked for when somebody first needs it; null where it did not arrive. */
interface Code<Props> {
  now(): Promise<ComponentType<Props> | null>;
  /** The next one asks again, unless somebody has since `failed`. */
  forget(failed: Promise<unknown>): void;
}

function createCode<Props>(load: () => Promise<ComponentType<Props>>): Code<Props> {
  let asked: Promise<ComponentType<Props> | null> | undefined;
  return {
    now() {
      asked ??= load().catch(() => null);
      return asked;
    },
    forget(failed) {
      if (asked === failed) asked = undefined;
    },
  };
}

/**
 * A component whose code is loaded when it is first drawn; its place waits as its `Suspense` says. Code that does not arrive is
 * said in that place and asked for again by a press, or by whoever opens the part next; the page around it stays as it is.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  failed: WhenFailed<Props>,
): ComponentType<Props> {
  const code = createCode(load);
  return (props) => <Part code={code} failed={failed} props={props} />;
}

interface PartProps<Props> {
  readonly code: Code<Props>;
  readonly failed: WhenFailed<Props>;
  readonly props: Props;
}

function Part<Props extends object>({ code, failed, props }: PartProps<Props>) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const asked = code.now();
  const Loaded = use(asked);
  const hasFailed = Loaded === null;
  useEffect(() => (hasFailed ? () => code.forget(asked) : undefined), [hasFailed, code, asked]);
  if (Loaded !== null) return <Loaded {...props} />;
  const retry = () => {
    code.forget(asked);
    redraw();
  };
  return typeof failed === 'string' ? <PartFailed says={failed} onRetry={retry} /> : failed(props, retry);
}

export interface PartFailedProps {
  /** What did not arrive, in a sentence. */
  readonly says: string;
  readonly onRetry: () => void;
}

/** Stands where a part of the page should be. */
export function PartFailed({ says, onRetry }: PartFailedProps) {
  return (
    <span className={styles.failed} role="status">
      {says} <RetryButton look="outlined" onRetry={onRetry} />
    </span>
  );
}
