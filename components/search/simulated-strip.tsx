import { Strip } from '#components/ui/strip.tsx';
import type { ResultRow } from '#domain/search/result.ts';

/** Says that rows come from the demo survey; nothing where none does. */
export function SimulatedStrip({ rows }: { readonly rows: readonly ResultRow[] }) {
  const count = rows.filter((row) => row.simulated).length;
  if (count === 0) return null;
  return (
    <Strip tone="plain" icon="flask">
      Simulated: {count === rows.length ? 'these objects belong' : `${count} of these ${rows.length} objects belong`} to
      the demo survey and were never seen in the sky.
    </Strip>
  );
}
