/** What a piece of an answer says: a name and its text, null where it holds other elements or nothing. */
export type SesameField = readonly [name: string, text: string | null];

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const longestEntity = 10;

interface Tag {
  readonly name: string;
  readonly attributes: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** Behind the `>`. */
  readonly end: number;
}

/**
 * Attributes, then children in their order, of the first `Resolver` of a Sesame answer; undefined where there is none (nothing was found).
 *
 * A reader of just this form: no DTD, no entities of the document's own, nothing is fetched.
 * @throws {Error} for text that is no Sesame answer.
 */
export function resolverFields(xml: string): readonly SesameField[] | undefined {
  if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) throw new Error('a document type is not read');
  const plain = withoutAsides(xml);
  if (!/<(?:\w+:)?Sesame[\s>]/.test(plain)) throw new Error('no Sesame element');
  let at = 0;
  for (;;) {
    const tag = nextTag(plain, at);
    if (tag === undefined) return undefined;
    if (tag.name === 'Resolver' && tag.kind !== 'close')
      return [...attributesOf(tag.attributes), ...(tag.kind === 'empty' ? [] : childrenOf(plain, tag.end))];
    at = tag.end;
  }
}

/** The text without comments, processing instructions, and with CDATA as plain text. */
function withoutAsides(xml: string): string {
  let plain = '';
  let at = 0;
  for (;;) {
    const next = xml.indexOf('<', at);
    if (next < 0) return plain + xml.slice(at);
    plain += xml.slice(at, next);
    const aside = asides.find(({ begin }) => xml.startsWith(begin, next));
    if (aside === undefined) {
      plain += '<';
      at = next + 1;
      continue;
    }
    const end = xml.indexOf(aside.end, next + aside.begin.length);
    if (end < 0) throw new Error('something is not closed');
    if (aside.keeps) plain += escaped(xml.slice(next + aside.begin.length, end));
    at = end + aside.end.length;
  }
}

const asides = [
  { begin: '<!--', end: '-->', keeps: false },
  { begin: '<?', end: '?>', keeps: false },
  { begin: '<![CDATA[', end: ']]>', keeps: true },
] as const;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function nextTag(xml: string, from: number): Tag | undefined {
  const start = xml.indexOf('<', from);
  if (start < 0) return undefined;
  const end = xml.indexOf('>', start);
  if (end < 0) throw new Error('a tag is not closed');
  const inside = xml.slice(start + 1, end);
  const isClose = inside.startsWith('/');
  const isEmpty = inside.endsWith('/');
  const content = inside.slice(isClose ? 1 : 0, isEmpty ? -1 : undefined);
  const space = content.search(/\s/);
  const full = space < 0 ? content : content.slice(0, space);
  const attributes = space < 0 ? '' : content.slice(space);
  const name = full.slice(full.indexOf(':') + 1);
  return { name, attributes, kind: isClose ? 'close' : isEmpty ? 'empty' : 'open', end: end + 1 };
}

function attributesOf(text: string): SesameField[] {
  return Array.from(text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g), (match): SesameField => {
    const value = match[2] ?? match[3] ?? '';
    return [match[1] ?? '', plainText(value)];
  });
}

/** Children of the element whose content begins at `from`, one level down; of those with equal names the last counts. */
function childrenOf(xml: string, from: number): SesameField[] {
  const fields = new Map<string, string | null>();
  let depth = 0;
  let textFrom = from;
  let hasChildren = false;
  for (let at = from; ; ) {
    const tag = nextTag(xml, at);
    if (tag === undefined) throw new Error('an element is not closed');
    if (tag.kind === 'open') {
      if (depth === 0) textFrom = tag.end;
      hasChildren = depth > 0;
      depth++;
    } else if (tag.kind === 'empty') {
      if (depth === 0) fields.set(tag.name, null);
      else hasChildren = true;
    } else {
      if (depth === 0) return [...fields];
      depth--;
      const text = xml.slice(textFrom, xml.lastIndexOf('<', tag.end - 1));
      if (depth === 0) fields.set(tag.name, hasChildren ? null : plainText(text));
    }
    at = tag.end;
  }
}

/** Text with entities replaced and trimmed; null for nothing. An entity that XML doesn't know stays as it is. */
function plainText(text: string): string | null {
  const plain = text
    .replace(/&(#?\w+);/g, (whole, name: string) => (name.length > longestEntity ? whole : entityText(name, whole)))
    .trim();
  return plain === '' ? null : plain;
}

function entityText(name: string, whole: string): string {
  if (!name.startsWith('#')) return entities[name] ?? whole;
  const isHex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
