import { initTRPC, TRPCError } from '@trpc/server';
import type { BffContext } from './context.ts';
import { codeOfFailure, shownFailure, statusOfFailure } from './status.ts';

const trpc = initTRPC.context<BffContext>().create({
  errorFormatter({ shape, error, ctx }) {
    const failure = failureOf(error);
    return {
      ...shape,
      message: failure?.message ?? shape.message,
      data: {
        code: shape.data.code,
        httpStatus: failure === undefined ? shape.data.httpStatus : statusOfFailure[failure.kind],
        path: shape.data.path,
        kind: failure?.kind ?? 'bad-request',
        dependency: failure?.dependency,
        retryAfterSeconds: failure?.retryAfterSeconds,
        requestId: ctx?.scope.trace.requestId,
      },
    };
  },
});

/** Every procedure is a stage of its request, and its failures are ours. */
const measured = trpc.middleware(async ({ ctx, path, next }) => {
  const result = await ctx.scope.trace.span(`procedure.${path}`, () => next());
  if (result.ok) return result;
  const failure = failureOf(result.error) ?? result.error;
  ctx.scope.failed(failure);
  if (result.error.code !== 'INTERNAL_SERVER_ERROR') return result;
  const shown = shownFailure(result.error.cause ?? result.error);
  throw new TRPCError({ code: codeOfFailure[shown.kind], message: shown.message, cause: shown });
});

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;
export const procedure = trpc.procedure.use(measured);

/** The failure inside a tRPC error; undefined where tRPC itself refused the input or the path. */
export function failureOf(error: TRPCError): ReturnType<typeof shownFailure> | undefined {
  if (error.code === 'INTERNAL_SERVER_ERROR' || Object.values<string>(codeOfFailure).includes(error.code)) {
    if (error.cause === undefined && error.code !== 'INTERNAL_SERVER_ERROR') return undefined;
    const { cause } = error;
    return cause?.name === 'ZodError' && error.code === 'BAD_REQUEST' ? undefined : shownFailure(cause ?? error);
  }
  return undefined;
}
