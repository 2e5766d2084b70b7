import type { Picture } from '#domain/stamps/picture.ts';
import { fragmentSource, missing, stretchCodes, vertexSource } from './gl-program.ts';
import { createPlaneTextures, createTableTextures } from './gl-textures.ts';
import type { Painter } from './painter.ts';

export interface GlPainter extends Painter {
  /** Calls back when the browser takes the context away, and when it gives it again. */
  onLost(listener: (lost: boolean) => void): void;
}

export interface GlOptions {
  /** Also where the browser computes pictures without a card, which is slower than the 2D canvas: for tests. */
  readonly evenInSoftware?: boolean;
}

function compiled(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader | null {
  const shader = gl.createShader(type);
  if (!shader) return null;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram | undefined {
  const program = gl.createProgram();
  const vertex = compiled(gl, gl.VERTEX_SHADER, vertexSource);
  const fragment = compiled(gl, gl.FRAGMENT_SHADER, fragmentSource);
  if (!program || !vertex || !fragment) return undefined;
  gl.attachShader(program, vertex);
  gl.attachShader(program, fragment);
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : undefined;
}

/** Everything that is lost with a context. */
function sceneOf(gl: WebGL2RenderingContext) {
  const program = programOf(gl);
  if (!program) return undefined;
  const places = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)]));
  const at = places([
    'uLayers',
    'uTarget',
    'uEmpty',
    'uTo',
    'uCuts',
    'uLook',
    'uTable',
    'uPlane0',
    'uPlane1',
    'uPlane2',
  ]);
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's, no hook of React
  gl.useProgram(program);
  gl.bindVertexArray(gl.createVertexArray());
  for (const [unit, name] of ['uPlane0', 'uPlane1', 'uPlane2', 'uTable'].entries())
    gl.uniform1i(at[name] ?? null, unit);
  return { at, planes: createPlaneTextures(gl, missing), tables: createTableTextures(gl) };
}

/** The one WebGL2 context of a page: draws each tile on a canvas of its own, then copies it. Undefined where there is none worth it. */
export function createGlPainter({ evenInSoftware = false }: GlOptions = {}): GlPainter | undefined {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    failIfMajorPerformanceCaveat: !evenInSoftware,
    powerPreference: 'low-power',
  });
  let scene = gl ? sceneOf(gl) : undefined;
  if (!gl || !scene) return undefined;

  const draw = (picture: Picture, width: number, height: number): void => {
    if (!scene) return;
    const { at, planes, tables } = scene;
    const layers = [0, 1, 2].map((index) => picture.layers[index] ?? picture.layers[0]);
    gl.viewport(0, 0, width, height);
    for (const [unit, layer] of layers.entries()) planes.bind(unit, layer.plane);
    tables.bind(3, picture.table);
    gl.uniform1i(at.uLayers ?? null, picture.layers.length);
    gl.uniform2f(at.uTarget ?? null, width, height);
    gl.uniform3fv(
      at.uEmpty ?? null,
      picture.empty.map((part) => part / 255),
    );
    gl.uniformMatrix3fv(
      at.uTo ?? null,
      true,
      layers.flatMap(({ toPlane }) => [...toPlane]),
    );
    gl.uniform3fv(
      at.uCuts ?? null,
      layers.flatMap(({ cuts, sign }) => [cuts.low, cuts.high, sign]),
    );
    gl.uniform2iv(
      at.uLook ?? null,
      layers.flatMap(({ stretch, smooth }) => [stretchCodes[stretch], smooth ? 1 : 0]),
    );
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };

  return {
    kind: 'gl',
    paint(target, picture) {
      const context = target.getContext('2d');
      const { width, height } = target;
      if (!context || width === 0 || height === 0) return;
      if (canvas.width < width) canvas.width = width;
      if (canvas.height < height) canvas.height = height;
      draw(picture, width, height);
      context.drawImage(canvas, 0, canvas.height - height, width, height, 0, 0, width, height);
    },
    onLost(listener) {
      canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();
        scene = undefined;
        listener(true);
      });
      canvas.addEventListener('webglcontextrestored', () => {
        scene = sceneOf(gl);
        if (scene) listener(false);
      });
    },
  };
}
