import type { Metadata } from 'next';
import { MigrationText } from '#components/migration/migration-text.tsx';
import { defaultApiUrl } from '../addresses.ts';

export const metadata: Metadata = {
  title: 'Moving to the object API',
  description: 'Where each old address of the portal’s API went, what stayed the same, what was fixed and what is new.',
};

/** The address comes from the settings of the process, so the page is made when it is asked for. */
export const dynamic = 'force-dynamic';

export default function MigrationPage() {
  return <MigrationText apiUrl={defaultApiUrl()} />;
}
