import { type FailureKind, PortalError } from '#domain/failure.ts';
import { type Answer, htmlType, jsonType, problemType } from './answer.ts';
import { reprDict } from './python-repr.ts';
import { Refusal } from './refusal.ts';

/** Total: a new kind of failure does not compile until it has a status. 499: the client left before the answer. */
export const httpStatus = {
  'bad-request': 400,
  'not-found': 404,
  gone: 410,
  'too-large': 413,
  'rate-limited': 429,
  overloaded: 503,
  unavailable: 503,
  'upstream-failed': 502,
  'upstream-timeout': 504,
  aborted: 499,
  corrupt: 500,
  internal: 500,
} as const satisfies Record<FailureKind, number>;

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** True where the caller asks for JSON by name and does not say that anything will do. */
export function wantsProblem(accept: string | null | undefined): boolean {
  if (!accept || accept.includes('*/*')) return false;
  return /\bapplication\/(?:[a-z.-]+\+)?json\b/i.test(accept);
}

/** Unknown errors become `internal`, so that nothing of theirs reaches the client. */
export function portalErrorFrom(error: unknown): PortalError {
  if (error instanceof PortalError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new PortalError('aborted', 'The request was aborted.', { cause: error });
  }
  return new PortalError('internal', 'Internal Server Error', { cause: error });
}

export function statusOf(error: PortalError): number {
  return (error instanceof Refusal ? error.status : undefined) ?? httpStatus[error.kind];
}

function problemBody(error: PortalError, status: number, requestId: string): string {
  return JSON.stringify({
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    detail: error.message.trim(),
    kind: error.kind,
    argument: error.argument,
    dependency: error.dependency,
    requestId,
  });
}

function wireBody(error: PortalError, status: number): { contentType: string; body: string } {
  if (error instanceof Refusal && error.form === 'plain') return { contentType: htmlType, body: error.message };
  if (error instanceof Refusal && error.form !== 'message') {
    const exception = error.form === 'exception' ? error.exception : undefined;
    return { contentType: htmlType, body: reprDict(error.message, exception) };
  }
  if (error instanceof Refusal || status >= 500) {
    return { contentType: jsonType, body: `{"message": ${JSON.stringify(error.message)}}\n` };
  }
  return { contentType: htmlType, body: reprDict(`${error.message.trimEnd()}\n`) };
}

/** The answer to a failed request: problem+json where asked for, else the forms of Fink's APIs. Never cached. */
export function errorAnswer(error: PortalError, options: { accept?: string | null; requestId: string }): Answer {
  const status = statusOf(error);
  const own = error instanceof Refusal ? error.headers : {};
  const headers: Record<string, string> = { 'cache-control': 'no-store', ...own };
  if (error.retryAfterSeconds !== undefined) headers['retry-after'] = String(Math.ceil(error.retryAfterSeconds));
  if (wantsProblem(options.accept)) {
    return { status, contentType: problemType, headers, body: problemBody(error, status, options.requestId) };
  }
  return { status, headers, ...wireBody(error, status) };
}
