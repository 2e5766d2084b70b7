import { createHash, timingSafeEqual } from 'node:crypto';
import { metadataArguments, metadataPostArguments } from '#server/contracts/arguments/ztf-lists.ts';
import type { Answer } from '#server/http/answer.ts';
import { forbidden, unauthorized } from '#server/http/refusal.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import { metadataRow, thanksAnswer, ztfMetadata } from '../queries/metadata.ts';
import type { ApiDeps, Handler } from './api-deps.ts';

/** Same time whatever the text: digests of equal length are compared. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

const bearer = /^Bearer +(\S+) *$/i;

/** @throws {Refusal} 403 where nothing can be written, 401 without the right token. */
function checkToken(context: RequestContext, token: string | undefined): void {
  if (token === undefined) throw forbidden('Metadata can only be read here: no METADATA_TOKEN is set.');
  const given = bearer.exec(context.header('authorization') ?? '')?.[1];
  if (given === undefined || !isSame(given, token)) {
    throw unauthorized('Writing metadata needs the header `Authorization: Bearer TOKEN` with the right token.');
  }
}

async function write(deps: ApiDeps, context: RequestContext): Promise<Answer> {
  const { notebook } = deps;
  checkToken(context, notebook?.token);
  const given = context.parse(metadataPostArguments);
  context.trace.note('metadataObject', given.objectId);
  context.trace.note('metadataName', given.internal_name);
  context.trace.note('metadataUser', given.username);
  const row = metadataRow(given, deps.now());
  await context.trace.span('write', async () => notebook?.write(row.table.name, row, context.signal));
  return thanksAnswer(given, deps.portalUrl);
}

/** `/api/v1/metadata`: reading for everybody, writing for those who know the token. */
export function metadataHandler(deps: ApiDeps): Handler {
  return (context) =>
    context.method === 'POST' ? write(deps, context) : ztfMetadata(deps, context.parse(metadataArguments), context);
}
