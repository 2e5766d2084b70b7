import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import type { SchemaReader } from './schema.ts';

/** What every query reads from. */
export interface ReadDeps {
  readonly store: WideRowStore;
  readonly schemas: SchemaReader;
}
