/** Once a process, before it takes requests. */
export async function register(): Promise<void> {
  // In this form the bundler leaves it out of what it builds for the edge, which has no signals.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { installGate } = await import('#server/bff/gate/install-gate.ts');
    const { getPortal } = await import('#server/bff/portal.ts');
    // A wrong setting ends the start, not the first request.
    const { gate, flush, openMetrics } = getPortal();
    installGate(gate);
    await openMetrics();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void flush());
  }
}
