import type { Metadata } from 'next';
import { AboutText } from '#components/ui/about-text.tsx';
import { portalVersion } from '../addresses.ts';

export const metadata: Metadata = {
  title: 'About',
  description: 'Whose data this portal shows, how to cite them, and how to report a fault.',
};

interface AboutProps {
  readonly searchParams: Promise<{ report?: string | string[] }>;
}

export default async function AboutPage({ searchParams }: AboutProps) {
  const { report } = await searchParams;
  return <AboutText version={portalVersion()} report={[report].flat()[0]?.slice(0, 200)} />;
}
