import type { Layer } from '#domain/stamps/picture.ts';

type Plane = Layer['plane'];

/** Planes that stay on the card: a film strip and a few epochs. */
const mostTextures = 96;
const largest = 2e38;

function newTexture(gl: WebGL2RenderingContext): WebGLTexture | null {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
  return texture;
}

/** Uploads each plane once, and forgets those that were drawn longest ago. */
export function createPlaneTextures(gl: WebGL2RenderingContext, missing: number) {
  const kept = new Map<Float32Array, WebGLTexture | null>();
  const upload = ({ width, height, pixels }: Plane): WebGLTexture | null => {
    const texture = newTexture(gl);
    const values = pixels.map((value) =>
      Number.isNaN(value) ? missing : Math.min(largest, Math.max(-largest, value)),
    );
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, width, height, 0, gl.RED, gl.FLOAT, values);
    return texture;
  };
  return {
    bind(unit: number, plane: Plane): void {
      gl.activeTexture(gl.TEXTURE0 + unit);
      const known = kept.get(plane.pixels);
      kept.delete(plane.pixels);
      const texture = known ?? upload(plane);
      kept.set(plane.pixels, texture);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      for (const [pixels, old] of kept) {
        if (kept.size <= mostTextures) break;
        gl.deleteTexture(old);
        kept.delete(pixels);
      }
    },
  };
}

/** A colour map as a row of 256 texels. */
export function createTableTextures(gl: WebGL2RenderingContext) {
  const kept = new Map<string, WebGLTexture | null>();
  return {
    bind(unit: number, table: Uint8Array): void {
      gl.activeTexture(gl.TEXTURE0 + unit);
      const key = table.join();
      let texture = kept.get(key);
      if (texture === undefined) {
        texture = newTexture(gl);
        gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, 256, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, table);
        kept.set(key, texture);
      }
      gl.bindTexture(gl.TEXTURE_2D, texture);
    },
  };
}
