/** What else an object is called; null: nothing. */
export interface OtherNames {
  readonly given: string | null;
  readonly tns: { readonly name: string; readonly type: string } | null;
}

interface Answer {
  readonly result?: { readonly data?: OtherNames };
}

/**
 * The procedure `names` by plain fetch: a page that nobody touches loads no query library for two words.
 * @throws {Error} with the status of an answer that is none.
 */
export async function readOtherNames(objectId: string, signal: AbortSignal): Promise<OtherNames> {
  const input = encodeURIComponent(JSON.stringify({ objectId }));
  const response = await fetch(`/api/trpc/names?input=${input}`, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}, request ${response.headers.get('x-request-id') ?? '–'}`);
  const { result }: Answer = await response.json();
  if (result?.data === undefined) throw new Error('an answer without names');
  return result.data;
}
