// Every package that we ship or build with must have a licence that fits an Apache-2.0 project, and NOTICE must name what asks for it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, Stop } from './lib/project.mjs';

const fitting = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Zlib',
  'Python-2.0',
  'PSF-2.0',
  'OFL-1.1',
  'MPL-2.0',
  'WTFPL',
  'BSD',
  'MIT*',
  'Public Domain',
]);
/** Licences under which a package may be used, but must be named in NOTICE. */
const toBeNamed = new Set(['OFL-1.1', 'MPL-2.0', 'CC-BY-4.0']);
/** Loaded as they are, from files of their own that anyone can replace; NOTICE says so. */
const replaceable = /^(?:@img\/sharp-libvips-|aladin-lite$)/;
/** Packages whose package.json is silent or unusual, looked up by hand: name → licence found in its files. */
const lookedUp = JSON.parse(readFileSync(join(root, 'scripts/licences-looked-up.json'), 'utf8'));

const fits = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => fitting.has(licence.trim())));

await run(() => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
  const refused = [];
  let seen = 0;
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const file = join(root, path, 'package.json');
    if (!existsSync(file)) continue;
    seen += 1;
    const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
    const stated =
      lookedUp[name] ??
      license?.type ??
      license ??
      licenses?.map((one) => one.type ?? one).join(' OR ') ??
      entry.license ??
      'none stated';
    if (replaceable.test(name) && stated.startsWith('LGPL-3.0')) continue;
    if (!fits(stated)) refused.push(`${name}: ${stated}`);
    else if (!entry.dev && toBeNamed.has(stated) && !notice.includes(name))
      refused.push(`${name} (${stated}) is not named in NOTICE`);
  }
  if (refused.length > 0) throw new Stop(`Licences that do not fit:\n  ${refused.join('\n  ')}`);
  process.stdout.write(`${seen} packages, all licences fit\n`);
});
