import { oembedFor } from '#components/object/oembed.ts';
import { publicUrl } from '../addresses.ts';

export const dynamic = 'force-dynamic';

const problem = (status: number, detail: string): Response =>
  Response.json({ status, detail }, { status, headers: { 'cache-control': 'no-store' } });

function sizeOf(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? '';
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}

/** `/oembed?url=…`: how a page of an object is embedded, for editors that ask. Nothing else is asked to answer it. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const format = query.get('format') ?? 'json';
  if (format !== 'json') return problem(501, 'Only format=json is answered.');
  const sizes = { maxWidth: sizeOf(query, 'maxwidth'), maxHeight: sizeOf(query, 'maxheight') };
  const answer = oembedFor(query.get('url') ?? '', { publicUrl: publicUrl(), ...sizes });
  if (answer === undefined) return problem(404, 'url= must be the address of an object page of this portal.');
  return Response.json(answer, {
    headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
  });
}
