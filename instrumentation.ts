/** Once a process, before it takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { installServerHooks } = await import('#server/bff/server-hooks.ts');
  const { installResponseStatus } = await import('./app/response-status.ts');
  const { getPortal } = await import('#server/bff/portal.ts');
  installServerHooks();
  installResponseStatus();
  // A wrong setting ends the start, not the first request.
  getPortal();
}
