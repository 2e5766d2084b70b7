import type { Metadata } from 'next';
import { controlStyles } from '#components/ui/control.tsx';
import { Message } from '#components/ui/message.tsx';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

/** An address that is no page of ours. */
export default function NotFound() {
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
