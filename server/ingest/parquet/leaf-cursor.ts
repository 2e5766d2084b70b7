import type { FileHandle } from 'node:fs/promises';
import { type ColumnChunk, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { PortalError } from '#domain/failure.ts';
import { PageStream } from './page-stream.ts';
import { type Leaf, singlePageFile } from './part-file.ts';

/** Takes the null-able groups off a value: `[[x]]` → `x`, `[]` → null. */
function unwrapped(value: unknown, nesting: number): unknown {
  let inner = value;
  for (let level = 0; level < nesting; level++) inner = Array.isArray(inner) ? inner[0] : undefined;
  return inner ?? null;
}

/** Gives out the values of one column of single values, page by page: what was taken is forgotten. */
export class LeafCursor {
  readonly leaf: Leaf;
  readonly #chunk: ColumnChunk;
  readonly #pages: PageStream;
  #dictionary: Uint8Array | undefined;
  #ready: unknown[] = [];

  constructor(handle: FileHandle, leaf: Leaf, chunk: ColumnChunk) {
    this.leaf = leaf;
    this.#chunk = chunk;
    const meta = chunk.meta_data;
    if (meta === undefined) throw new PortalError('corrupt', 'a column of the file has no metadata');
    const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
    this.#pages = new PageStream(handle, start, start + Number(meta.total_compressed_size));
  }

  async #decode(page: Uint8Array, rows: number): Promise<unknown[]> {
    const { file, metadata } = singlePageFile(this.leaf, this.#chunk, { dictionary: this.#dictionary, page, rows });
    const values: unknown[] = [];
    const { nesting } = this.leaf;
    await parquetRead({
      file,
      metadata,
      compressors,
      utf8: false,
      onPage: ({ columnData }) => {
        for (const value of columnData) values.push(unwrapped(value, nesting));
      },
    });
    if (values.length !== rows) throw new PortalError('corrupt', 'a page of the file has fewer values than it says');
    return values;
  }

  /**
   * The next `count` values, null where there is none.
   * @throws {PortalError} `corrupt` when the column ends before
   */
  async take(count: number): Promise<readonly unknown[]> {
    while (this.#ready.length < count) {
      const page = await this.#pages.next();
      if (page === undefined) throw new PortalError('corrupt', `the column ${this.leaf.path.join('.')} is cut off`);
      if (page.isDictionary) this.#dictionary = page.bytes;
      else this.#ready = this.#ready.concat(await this.#decode(page.bytes, page.values));
    }
    const taken = this.#ready.slice(0, count);
    this.#ready = this.#ready.slice(count);
    return taken;
  }
}
