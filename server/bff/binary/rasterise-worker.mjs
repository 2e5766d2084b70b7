// In a thread of its own, so that no other request waits for a picture: SVG in, PNG out. Started by rasterise.ts, by its path.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const { resolve } = createRequire(import.meta.url);
const [engine, ...fontBuffers] = await Promise.all(
  [
    '@resvg/resvg-wasm/index_bg.wasm',
    '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
    '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  ].map((name) => readFile(resolve(name))),
);
await initWasm(engine);

function pngFromSvg(svg) {
  const options = { font: { fontBuffers, defaultFontFamily: 'Inter', loadSystemFonts: false } };
  const drawing = new Resvg(svg, options);
  // Memory of the engine is not collected: what is not freed is lost.
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

parentPort.on('message', ({ id, svg }) => {
  try {
    const png = pngFromSvg(svg);
    parentPort.postMessage({ id, png }, [png.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error) });
  }
});
