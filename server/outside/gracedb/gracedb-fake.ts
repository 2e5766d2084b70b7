import type { FakeServiceHandler } from '../testing/fake-service.ts';

/** Files of superevents as GraceDB serves them: `S230518h/bayestar.fits.gz` → bytes. */
export type FakeSkymaps = Readonly<Record<string, Uint8Array>>;

/** Answers as GraceDB does; what it doesn't have is 404 with its JSON sentence. */
export function gracedbHandler(files: FakeSkymaps): FakeServiceHandler {
  return ({ url }) => {
    const match = /^\/api\/superevents\/([^/]+)\/files\/([^/]+)$/.exec(url.pathname);
    const file = match && files[`${decodeURIComponent(match[1] ?? '')}/${decodeURIComponent(match[2] ?? '')}`];
    if (file) return { contentType: 'application/octet-stream', body: file };
    return { status: 404, contentType: 'application/json', body: '{"detail":"Not found."}' };
  };
}
