import type { Metadata } from 'next';
import { NoSuchPage } from '#components/ui/no-such-page.tsx';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

/** An address that is no page of ours. */
export default function NotFound() {
  return <NoSuchPage />;
}
