/** Every way in which a call of this system can fail. Each transport has one total table from kind to its own codes. */
export type FailureKind =
  | 'bad-request'
  | 'not-found'
  | 'gone'
  | 'too-large'
  | 'rate-limited'
  | 'overloaded'
  | 'unavailable'
  | 'upstream-failed'
  | 'upstream-timeout'
  | 'aborted'
  | 'corrupt'
  | 'internal';

export interface FailureDetail {
  /** Name of the argument that was refused, as the caller spelled it. */
  readonly argument?: string;
  /** Name of the dependency that failed, as people know it: `object API`, `cutout API`, `table store`, `lake`. */
  readonly dependency?: string;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** The one error class of the system; `message` is fit to be shown to the person who made the request. */
export class PortalError extends Error {
  override readonly name = 'PortalError';
  readonly kind: FailureKind;
  readonly argument: string | undefined;
  readonly dependency: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: FailureKind, message: string, detail: FailureDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.kind = kind;
    this.argument = detail.argument;
    this.dependency = detail.dependency;
    this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlCharacters = /[\u0000-\u001f\u007f]/g;

/** `value` cut to 80 characters with control characters made visible, for use inside messages. */
export function shownValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const visible = text
    .slice(0, 81)
    .replace(controlCharacters, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return visible.length > 80 ? `${visible.slice(0, 80)}…` : visible;
}
