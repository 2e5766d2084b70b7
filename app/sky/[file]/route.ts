import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

interface Parts {
  readonly params: Promise<{ readonly file: string }>;
}

/** `/sky/aladin-lite-….js`: the sky viewer, asked for when somebody opens it. */
export async function GET(request: Request, { params }: Parts): Promise<Response> {
  return getPortal().binary.skyLibrary(request, (await params).file);
}
