'use client';
// Not for state: every page carries it in case, and as a client component it travels as its name.
import { controlStyles } from './control.tsx';
import { Message } from './message.tsx';

/** An address that is no page. */
export function NoSuchPage() {
  return (
    <Message
      level={1}
      title="There is no such page"
      detail="404"
      actions={
        <>
          <a className={controlStyles.primary} href="/">
            To the search
          </a>
          <a className={controlStyles.outlined} href="/about">
            About this portal
          </a>
        </>
      }
    >
      <p>Objects have addresses of their own: a slash and the identifier that the survey gave them.</p>
    </Message>
  );
}
