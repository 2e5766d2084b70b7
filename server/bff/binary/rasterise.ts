import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const fonts = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
];

/** SVG → PNG at its own size, with Inter for text. The engine and the fonts are read at the first use and kept. */
export function createRasteriser(): (svg: string) => Promise<Uint8Array> {
  // Resolved from where the process runs: a bundler must not follow these.
  const find = createRequire(join(process.cwd(), 'package.json'));
  let ready: Promise<readonly Uint8Array[]> | undefined;

  const prepare = async (): Promise<readonly Uint8Array[]> => {
    const [engine, ...fontBuffers] = await Promise.all(
      ['@resvg/resvg-wasm/index_bg.wasm', ...fonts].map((name) => readFile(find.resolve(name))),
    );
    if (engine !== undefined) await initWasm(engine).catch(unlessStarted);
    return fontBuffers;
  };

  return async (svg) => {
    ready ??= prepare();
    const fontBuffers = await ready.catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    const options = { font: { fontBuffers: [...fontBuffers], defaultFontFamily: 'Inter', loadSystemFonts: false } };
    const engine = new Resvg(svg, options);
    // Memory of the engine is not collected: what is not freed is lost.
    try {
      const image = engine.render();
      try {
        return image.asPng();
      } finally {
        image.free();
      }
    } finally {
      engine.free();
    }
  };
}

/** The engine is one a process: it refuses to be started again, which is no trouble. */
function unlessStarted(error: unknown): void {
  if (!(error instanceof Error) || !/already initialized/i.test(error.message)) throw error;
}
