import { asinhSoftening, logExponent, type StretchName, sigmoidGain } from '#domain/stamps/stretch.ts';

/** Stands for a missing pixel in a texture: comparisons with it work on every card, tests for NaN don't. */
export const missing = 3e38;
const missingFrom = '2.9e38';

/** Number of each stretch in the shader. */
export const stretchCodes: Readonly<Record<StretchName, number>> = {
  linear: 0,
  zscale: 0,
  sqrt: 1,
  log: 2,
  asinh: 3,
  power: 4,
  sigmoid: 5,
};

export const vertexSource = `#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

const float = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** domain/stamps/picture.ts in GLSL: place → plane → value → brightness → colour. */
export const fragmentSource = `#version 300 es
precision highp float;
precision highp sampler2D;
precision highp int;
uniform sampler2D uPlane0, uPlane1, uPlane2, uTable;
uniform int uLayers;
uniform vec2 uTarget;
uniform vec3 uEmpty;
uniform mat3 uTo[3];
uniform vec3 uCuts[3];
uniform ivec2 uLook[3];
out vec4 colour;

float logistic(float t) {
  return 1.0 / (1.0 + exp(${float(sigmoidGain)} * (0.5 - t)));
}

float curve(float t, int code) {
  if (code == 1) return sqrt(t);
  if (code == 2) return log(1.0 + ${float(logExponent)} * t) / log(1.0 + ${float(logExponent)});
  if (code == 3) return asinh(t / ${float(asinhSoftening)}) / asinh(1.0 / ${float(asinhSoftening)});
  if (code == 4) return t * t;
  if (code == 5) return (logistic(t) - logistic(0.0)) / (logistic(1.0) - logistic(0.0));
  return t;
}

float pixel(sampler2D plane, ivec2 at) {
  ivec2 size = textureSize(plane, 0);
  if (at.x < 0 || at.y < 0 || at.x >= size.x || at.y >= size.y) return ${missing.toExponential()};
  return texelFetch(plane, at, 0).r;
}

float mixed(float a, float b, float share) {
  if (share == 0.0) return a;
  return max(a, b) > ${missingFrom} ? ${missing.toExponential()} : a + (b - a) * share;
}

/* Negative: no pixel. */
float level(sampler2D plane, mat3 to, vec3 cuts, ivec2 look, vec2 place) {
  vec3 seen = to * vec3(place, 1.0);
  vec2 at = seen.xy / seen.z;
  float value;
  if (look.y == 0) {
    value = pixel(plane, ivec2(floor(at)));
  } else {
    vec2 corner = floor(at - 0.5);
    vec2 share = at - 0.5 - corner;
    ivec2 low = ivec2(corner);
    float lower = mixed(pixel(plane, low), pixel(plane, low + ivec2(1, 0)), share.x);
    float upper = mixed(pixel(plane, low + ivec2(0, 1)), pixel(plane, low + ivec2(1, 1)), share.x);
    value = mixed(lower, upper, share.y);
  }
  if (value > ${missingFrom}) return -1.0;
  return curve(clamp((value * cuts.z - cuts.x) / (cuts.y - cuts.x), 0.0, 1.0), look.x);
}

float byteOf(float value) {
  return floor(max(value, 0.0) * 255.0 + 0.5);
}

void main() {
  vec2 place = vec2(gl_FragCoord.x, uTarget.y - gl_FragCoord.y) / uTarget;
  float first = level(uPlane0, uTo[0], uCuts[0], uLook[0], place);
  if (uLayers == 1) {
    colour = vec4(first < 0.0 ? uEmpty : texelFetch(uTable, ivec2(int(byteOf(first)), 0), 0).rgb, 1.0);
    return;
  }
  float second = level(uPlane1, uTo[1], uCuts[1], uLook[1], place);
  float third = level(uPlane2, uTo[2], uCuts[2], uLook[2], place);
  bool none = first < 0.0 && second < 0.0 && third < 0.0;
  colour = vec4(none ? uEmpty : vec3(byteOf(first), byteOf(second), byteOf(third)) / 255.0, 1.0);
}`;
