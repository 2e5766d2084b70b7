'use client';
import '#components/ui/tokens.css';
import '#components/ui/base.css';
import PageError, { type PageErrorProps } from './error.tsx';

/** When the frame around the pages itself broke. */
export default function GlobalError(props: PageErrorProps) {
  return (
    <html lang="en">
      <body>
        <main>
          <PageError {...props} />
        </main>
      </body>
    </html>
  );
}
