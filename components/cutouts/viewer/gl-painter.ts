import type { Layer, Picture } from '#domain/stamps/picture.ts';
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

/** A program that may still be in the making: to ask for its state waits for it. */
function startedProgram(gl: WebGL2RenderingContext): WebGLProgram | undefined {
  const program = gl.createProgram();
  const vertex = compiled(gl, gl.VERTEX_SHADER, vertexSource);
  const fragment = compiled(gl, gl.FRAGMENT_SHADER, fragmentSource);
  if (!program || !vertex || !fragment) return undefined;
  gl.attachShader(program, vertex);
  gl.attachShader(program, fragment);
  gl.linkProgram(program);
  return program;
}

/** True where the browser computes the pictures itself, although it did not say so when it gave the context. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const told = gl.getExtension('WEBGL_debug_renderer_info');
  return /swiftshader|llvmpipe|software|basic render/i.test(
    String(gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER)),
  );
}

/** Everything that is lost with a context. */
function sceneOf(gl: WebGL2RenderingContext, program = startedProgram(gl)) {
  if (!program || !gl.getProgramParameter(program, gl.LINK_STATUS)) return undefined;
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

/** A painter in the making. */
export interface GlStart {
  /** True when `finish` need not wait for the compiler; where the browser can't tell it is always true. */
  readonly isCompiled: () => boolean;
  readonly finish: () => GlPainter | undefined;
}

/** Begins to compile for the one WebGL2 context of a page. Undefined where there is none worth it. */
export function startGlPainter({ evenInSoftware = false }: GlOptions = {}): GlStart | undefined {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    failIfMajorPerformanceCaveat: !evenInSoftware,
    powerPreference: 'low-power',
  });
  if (!gl || (!evenInSoftware && isSoftware(gl))) return undefined;
  const parallel = gl.getExtension('KHR_parallel_shader_compile');
  const program = startedProgram(gl);
  if (!program) return undefined;
  return {
    isCompiled: () => parallel === null || gl.getProgramParameter(program, parallel.COMPLETION_STATUS_KHR) === true,
    finish: () => glPainterOn(canvas, gl, program),
  };
}

/** The one WebGL2 context of a page, waited for. Undefined where there is none worth it. */
export function createGlPainter(options?: GlOptions): GlPainter | undefined {
  return startGlPainter(options)?.finish();
}

/** Where each layer lies, its cuts and its looks. */
function tellLayers(
  gl: WebGL2RenderingContext,
  at: Readonly<Record<string, WebGLUniformLocation | null>>,
  layers: readonly Layer[],
): void {
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
}

/** Draws each tile on a canvas of its own, then copies it. */
function glPainterOn(
  canvas: HTMLCanvasElement,
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
): GlPainter | undefined {
  let scene = sceneOf(gl, program);
  if (!scene) return undefined;

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
    tellLayers(gl, at, layers);
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
