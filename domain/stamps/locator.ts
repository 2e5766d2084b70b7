export const stampKinds = ['Science', 'Template', 'Difference'] as const;
export type StampKind = (typeof stampKinds)[number];

/** Where the page of one stamp is inside its Parquet file: byte offset of the page header, bytes of header + body, row in the page. */
export interface StampPage {
  readonly offset: number;
  readonly length: number;
  readonly row: number;
}

/** Where the three stamps of an alert are. A kind that the alert lacks is null. `path` is relative to the lake's root. */
export interface StampLocator {
  readonly path: string;
  readonly pages: Readonly<Record<StampKind, StampPage | null>>;
}

/**
 * The text kept in the cutouts row: `1 <path> <o>,<l>,<r> <o>,<l>,<r> <o>,<l>,<r>` in the order of {@link stampKinds}, `-` where there is none.
 * The leading number is the version of this form. Paths hold no spaces (they are ours, or Spark's).
 */
export function textFromLocator(locator: StampLocator): string {
  const pages = stampKinds.map((kind) => {
    const page = locator.pages[kind];
    return page === null ? '-' : `${page.offset},${page.length},${page.row}`;
  });
  return ['1', locator.path, ...pages].join(' ');
}

const pagePattern = /^(\d{1,15}),(\d{1,9}),(\d{1,9})$/;

/** The inverse of {@link textFromLocator}; undefined for text of another version or form. */
export function locatorFromText(text: string): StampLocator | undefined {
  const [version, path, ...rest] = text.split(' ');
  if (version !== '1' || !path || rest.length !== stampKinds.length) return undefined;
  const pages: Partial<Record<StampKind, StampPage | null>> = {};
  for (const [index, kind] of stampKinds.entries()) {
    const part = rest[index] ?? '';
    const match = pagePattern.exec(part);
    if (part !== '-' && !match) return undefined;
    pages[kind] = match ? { offset: Number(match[1]), length: Number(match[2]), row: Number(match[3]) } : null;
  }
  const { Science = null, Template = null, Difference = null } = pages;
  return { path, pages: { Science, Template, Difference } };
}
