import { PortalError } from '#domain/failure.ts';
import { type Answer, bytesType, htmlType, jsonType } from '#server/http/answer.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import { type Behaviour, slowMs } from './failures.ts';

/** What is asked for decides how an answer is malformed. */
export type Asked = 'rows' | 'stamps';

const endsInTheMiddle = '[{"i:objectId":"ZTF99malfaaa","i:candid":9210000000007000000,"i:jd":24613';

/** Resolves after `ms`, never without; rejects when the caller has gone. */
export function wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function* brokenBody(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
  await new Promise((resolve) => setTimeout(resolve, 20));
  throw new PortalError('internal', 'This body breaks off, as its name says.');
}

function malformed(asked: Asked): Answer {
  if (asked === 'rows') return { contentType: jsonType, body: endsInTheMiddle };
  return { contentType: bytesType, body: Buffer.from('these bytes are no FITS file') };
}

function cut(asked: Asked): Answer {
  const contentType = asked === 'rows' ? jsonType : bytesType;
  return {
    contentType,
    body: brokenBody(Buffer.from(asked === 'rows' ? endsInTheMiddle : '\u0000\u0000\u004e\u00c0SIMPLE')),
  };
}

const retry = { retryAfterSeconds: 1 };

/**
 * Does what the failure's name says. Undefined: the request is to be answered as usual (after the wait, for slow ones).
 * @throws {PortalError} of the kind that the failure plays.
 */
export async function behave(behaviour: Behaviour, asked: Asked, context: RequestContext): Promise<Answer | undefined> {
  switch (behaviour) {
    case 'slow':
      await wait(slowMs, context.signal);
      return undefined;
    case 'hang':
      await wait(undefined, context.signal);
      return undefined;
    case 'fail':
      throw new PortalError('internal', 'Internal Server Error');
    case 'busy':
      throw new PortalError('overloaded', 'Too many requests are under way.', retry);
    case 'limited':
      throw new PortalError('rate-limited', 'Too many requests.', retry);
    case 'gone':
      if (asked === 'stamps') throw new PortalError('not-found', 'The alert has no stamps any more.');
      throw new PortalError('gone', 'The object was withdrawn.');
    case 'proxy':
      return {
        status: 504,
        contentType: htmlType,
        body: '<html><head><title>504</title></head><body>504 Gateway Time-out</body></html>',
      };
    case 'malformed':
      return malformed(asked);
    case 'cut':
      return cut(asked);
    case 'empty':
      return asked === 'rows' ? { contentType: jsonType, body: '[]' } : undefined;
    default:
      return undefined;
  }
}
