import { runAdmin } from './cli.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
let isHeard = true;
// Whoever reads the output may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  isHeard = false;
  stop.abort();
});

process.exitCode = await runAdmin(process.argv.slice(2), {
  env: process.env,
  signal: stop.signal,
  out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  err: (text) => void (isHeard && process.stderr.write(text)),
});
