import { type FailureKind, PortalError } from '#domain/failure.ts';

/**
 * How the words of a refusal are written on the wire: `text` is the repr-dict, `exception` a repr-dict that shows a Python exception,
 * `message` the JSON `{"message": …}` of the framework in front, `plain` the words alone.
 */
export type RefusalForm = 'text' | 'exception' | 'message' | 'plain';

export interface RefusalDetail {
  readonly form?: RefusalForm;
  /** Where the kind's own status isn't the one: 405, 415. */
  readonly status?: number;
  /** Python's name of the exception, for the form `exception`. */
  readonly exception?: string;
  readonly argument?: string;
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal whose words go on the wire exactly as given (a trailing line feed included). */
export class Refusal extends PortalError {
  readonly form: RefusalForm;
  readonly status: number | undefined;
  readonly exception: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: FailureKind, text: string, detail: RefusalDetail = {}) {
    super(kind, text, { argument: detail.argument });
    this.form = detail.form ?? 'text';
    this.status = detail.status;
    this.exception = detail.exception ?? 'ValueError';
    this.headers = detail.headers ?? {};
  }
}

/** The exact words of Fink's APIs for a required argument that is absent. */
export function missingArgument(name: string): Refusal {
  const text = `A value for \`${name}\` is required. See https://api.ztf.fink-portal.org \n`;
  return new Refusal('bad-request', text, { argument: name });
}

export const malformedBody = (): Refusal =>
  new Refusal('bad-request', 'The browser (or proxy) sent a request that this server could not understand.', {
    form: 'message',
  });

export const notJson = (): Refusal =>
  new Refusal(
    'bad-request',
    "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.",
    { form: 'message', status: 415 },
  );

export const wrongMethod = (): Refusal =>
  new Refusal('bad-request', 'The method is not allowed for the requested URL.', { form: 'message', status: 405 });

/** Nobody may do this here, whoever they are. */
export const forbidden = (words: string): Refusal =>
  new Refusal('bad-request', words, { form: 'message', status: 403 });

/** Whoever shows the right token may do this. */
export const unauthorized = (words: string): Refusal =>
  new Refusal('bad-request', words, { form: 'message', status: 401, headers: { 'www-authenticate': 'Bearer' } });

export const bodyTooLarge = (limitBytes: number): Refusal =>
  new Refusal('too-large', `The body of a request may have at most ${limitBytes} bytes.`, { form: 'message' });
