import { existsSync } from 'node:fs';

const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A browser without root: `CHROMIUM_PATH`, else an installed Chrome, else the one inside @sparticuz/chromium (Linux x64);
 * undefined leaves it to Playwright's own download.
 */
export async function browserPath(): Promise<string | undefined> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const found = installed.find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // Makes the package unpack the system libraries that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** Pages are painted without a graphics process, several times faster where there is no card; WebGL still works. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--font-render-hinting=none',
];
