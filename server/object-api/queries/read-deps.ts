import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import type { RowBlock } from './row-block.ts';
import type { SchemaReader } from './schema.ts';

/** What every query reads from. */
export interface ReadDeps {
  readonly store: WideRowStore;
  readonly schemas: SchemaReader;
  /** Of the program: another one may write the same rows in another way. */
  readonly version: string;
}

/** Tells answers apart that are made of nothing but these rows. */
export function answerStamp({ version }: Pick<ReadDeps, 'version'>, block: RowBlock): string {
  return `${version} ${block.stamp()}`;
}
