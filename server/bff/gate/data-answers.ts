import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WideLog } from '#server/telemetry/wide-log.ts';
import type { BinaryAnswer, BinaryRequest } from '../binary/respond.ts';
import type { BinaryAnswers } from '../binary/routes.ts';
import { pathOf } from './address-rules.ts';

/** Answers a request for data, which is true then; the rest is Next's. */
export type AnswerData = (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) => boolean;

const prefix = '/data/';
/** An address without escapes, in the form that our pages write. */
const plainPath = /^\/data(?:\/[A-Za-z0-9._-]+){2,4}$/;

function beginAnswer(answers: BinaryAnswers, path: string, request: BinaryRequest): Promise<BinaryAnswer> {
  const [survey = '', objectId = '', alertId = '', file] = path.slice(prefix.length).split('/');
  if (file !== undefined) return answers.fits(request, { survey, objectId, alertId, file });
  if (alertId !== '') return answers.stamps(request, { survey, objectId, file: alertId });
  return answers.arrow(request, { survey, file: objectId });
}

function send(response: ServerResponse, { status, headers, bytes }: BinaryAnswer): void {
  if (response.destroyed) return;
  for (const name in headers) response.setHeader(name, headers[name] ?? '');
  response.writeHead(status).end(bytes ?? undefined);
}

/**
 * `/data/…` as `app/data` answers it, without Next between: its own work takes longer than a frame of stamps that is known.
 * Addresses with escapes are left to it.
 */
export function createDataAnswers(answers: BinaryAnswers, log: WideLog): AnswerData {
  return (incoming, response, signal) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const path = pathOf(url);
    if ((method !== 'GET' && method !== 'HEAD') || !plainPath.test(path)) return false;
    const get = (name: string): string | null => [headers[name]].flat().join(', ') || null;
    const request = { method, url: `http://portal${url}`, headers: { get }, signal };
    beginAnswer(answers, path, request).then(
      (whole) => send(response, whole),
      (error) => {
        log.error('data could not be answered', error);
        response.destroy();
      },
    );
    return true;
  };
}
