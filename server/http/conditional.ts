import type { Answer } from './answer.ts';
import { type ContentCoding, codingFor, isCompressible } from './compress.ts';

/** The strong entity tag of what `tag` names, under a coding: other bytes on the wire need another tag. */
export function codedTag(tag: string, coding: ContentCoding | undefined): string {
  return coding === undefined ? tag : tag.replace(/"$/, `-${coding}"`);
}

/** Opaque tags of an If-None-Match; it compares weakly, so the mark of weak ones is left out. `*` stands for any. */
function tagsOf(ifNoneMatch: string): readonly string[] {
  if (ifNoneMatch.trim() === '*') return ['*'];
  return ifNoneMatch.match(/"[^"]*"/g) ?? [];
}

/**
 * The 304 to a request whose client has the representation that it would get: as it is, or under the coding that its Accept-Encoding
 * asks for. Undefined where it must be sent.
 */
export function notModified(
  tag: string,
  contentType: string,
  header: (name: string) => string | undefined,
): Answer | undefined {
  const ifNoneMatch = header('if-none-match');
  if (ifNoneMatch === undefined) return undefined;
  const held = tagsOf(ifNoneMatch);
  const coding = isCompressible(contentType) ? codingFor(header('accept-encoding')) : undefined;
  const same = [codedTag(tag, coding), tag].find((one) => held.includes(one) || held.includes('*'));
  if (same === undefined) return undefined;
  return { status: 304, contentType, headers: { etag: same, 'cache-control': 'no-cache' }, body: null };
}
