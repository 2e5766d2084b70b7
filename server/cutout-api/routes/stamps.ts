import { argumentsOf, stampsArguments, stampsPath } from '#server/contracts/cutout-api.ts';
import { stampsBody } from '#server/contracts/stamps-body.ts';
import { bytesType, immutableCache, jsonAnswer } from '#server/http/answer.ts';
import type { Route } from '#server/http/request-context.ts';
import { allKinds, type StampReader } from '../reading/stamp-reader.ts';

/** `/api/v1/stamps`: the three original FITS of an alert in one body. */
export function stampsRoute(reader: StampReader): Route {
  return {
    name: 'stamps',
    paths: [stampsPath],
    methods: ['GET', 'POST'],
    emptyGet: jsonAnswer({ args: argumentsOf(stampsArguments) }),
    async handle(context) {
      const request = context.parse(stampsArguments);
      const stamps = await reader.read(request, allKinds, context);
      const body = context.trace.span('encode', () => stampsBody(stamps));
      return { contentType: bytesType, headers: { 'cache-control': immutableCache }, body };
    },
  };
}
