// Loaded into a process that is to be profiled (node --import): its parent says when the CPU profile begins, and where it is written to.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const samplingMicroseconds = 200;
const session = new Session();

async function begin() {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
  await session.post('Profiler.start');
}

async function end(file) {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  writeFileSync(file, JSON.stringify(profile));
}

const isAsked = process.send !== undefined;
if (isAsked) {
  process.on('message', async ({ profile, file }) => {
    await (profile === 'begin' ? begin() : end(file));
    process.send({ profile });
  });
  // Waiting for the parent's word is no reason to stay alive.
  process.channel.unref();
}
