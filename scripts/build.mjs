import { buildServices, buildWeb } from './lib/build.mjs';
import { ensureInstalled, run } from './lib/project.mjs';

await run(async () => {
  ensureInstalled();
  await buildServices();
  await buildWeb({ quiet: false });
});
