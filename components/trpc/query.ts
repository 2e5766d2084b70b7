import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { PortalRouter } from '#server/bff/routers/router.ts';

type Inputs = inferRouterInputs<PortalRouter>;
type Outputs = inferRouterOutputs<PortalRouter>;
export type Procedure = keyof Inputs & keyof Outputs;

interface Answer<Data> {
  readonly result?: { readonly data: Data };
  readonly error?: {
    readonly message: string;
    readonly data?: { readonly kind?: string; readonly requestId?: string };
  };
}

/** A procedure that failed, in the words of the server. */
export class ProcedureError extends Error {
  override readonly name = 'ProcedureError';
  /** `not-found`, `upstream-timeout`, …; `unknown` where the answer was not the BFF's. */
  readonly kind: string;
  readonly requestId: string | undefined;

  constructor(message: string, kind: string, requestId: string | undefined) {
    super(message);
    this.kind = kind;
    this.requestId = requestId;
  }
}

/**
 * One procedure of the BFF from the browser, in tRPC's plain GET form, typed by the router: tRPC's own client would cost 17 kB before
 * the first interaction.
 * @throws {ProcedureError} with the server's sentence and the request id.
 */
export async function queryPortal<Name extends Procedure>(
  name: Name,
  input: Inputs[Name],
  signal?: AbortSignal,
): Promise<Outputs[Name]> {
  const response = await fetch(`/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, { signal });
  const answer = await answerOf<Outputs[Name]>(response);
  if (answer.result !== undefined) return answer.result.data;
  const { message = `HTTP ${response.status}`, data } = answer.error ?? {};
  throw new ProcedureError(
    message,
    data?.kind ?? 'unknown',
    data?.requestId ?? response.headers.get('x-request-id') ?? undefined,
  );
}

/** The server's outputs are checked there, against the schemas that these types come from. */
async function answerOf<Data>(response: Response): Promise<Answer<Data>> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return {};
  return (await response.json()) as Answer<Data>;
}
