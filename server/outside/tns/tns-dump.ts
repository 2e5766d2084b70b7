import { PortalError } from '#domain/failure.ts';
import type { Fetch } from '../service/outside-http.ts';

const dependency = 'Transient Name Server';

/** Who asks: the service gives its lists to registered bots only. */
export interface TnsBot {
  readonly id: string;
  readonly name: string;
  readonly apiKey: string;
}

export interface TnsDumpDeps {
  /** Where the service is, without a slash at the end; undefined where it is switched off. */
  readonly baseUrl: string | undefined;
  /** Undefined where nobody was registered. */
  readonly bot: TnsBot | undefined;
  /** Longest silence that is waited for: before the first byte, and between two pieces. */
  readonly silenceMs: number;
  readonly fetch?: Fetch;
}

export interface TnsDump {
  /**
   * The list of public objects as the service packs it (one CSV file in a ZIP file): the whole one, or the changes of one UTC day
   * (`YYYY-MM-DD`), piece by piece.
   * @throws {PortalError} `unavailable` where it is switched off, nobody is registered or it can't be reached; `not-found` for a
   * day without a list; `rate-limited`; `upstream-timeout` after too long a silence; `upstream-failed` for anything else than a ZIP file.
   */
  list(day: string | undefined, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

function nameOf(day: string | undefined): string {
  return `tns_public_objects${day === undefined ? '' : `_${day.replaceAll('-', '')}`}.csv.zip`;
}

/** The service wants to be told who asks in this header, as JSON behind a word of its own. */
function markerOf({ id, name }: TnsBot): string {
  return `tns_marker${JSON.stringify({ tns_id: /^\d{1,15}$/.test(id) ? Number(id) : id, type: 'bot', name })}`;
}

function failureOf(status: number, day: string | undefined): PortalError {
  if (status === 404)
    return new PortalError('not-found', `The ${dependency} has no list${day === undefined ? '' : ` of ${day}`}.`);
  if (status === 401 || status === 403)
    return new PortalError(
      'upstream-failed',
      `The ${dependency} refused TNS_BOT_ID, TNS_BOT_NAME and TNS_API_KEY (${status}).`,
      { dependency },
    );
  const kind = status === 429 ? 'rate-limited' : status === 503 ? 'unavailable' : 'upstream-failed';
  return new PortalError(kind, `The ${dependency} answered ${status}.`, { dependency });
}

/** The Transient Name Server's list of public objects, for {@link loadTns}. Nothing is repeated: the service counts what a bot asks. */
export function createTnsDump({ baseUrl, bot, silenceMs, fetch = globalThis.fetch }: TnsDumpDeps): TnsDump {
  return {
    async *list(day, signal) {
      if (baseUrl === undefined)
        throw new PortalError('unavailable', `The ${dependency} is switched off here (TNS_URL=none).`, { dependency });
      if (bot === undefined)
        throw new PortalError(
          'unavailable',
          `The ${dependency} gives its list to registered bots: set TNS_BOT_ID, TNS_BOT_NAME and TNS_API_KEY.`,
          { dependency },
        );
      const quiet = silence(silenceMs, signal);
      try {
        const response = await fetch(`${baseUrl}/system/files/tns_public_objects/${nameOf(day)}`, {
          method: 'POST',
          redirect: 'error',
          signal: quiet.signal,
          headers: { 'user-agent': markerOf(bot), 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ api_key: bot.apiKey }).toString(),
        });
        if (response.status !== 200) throw failureOf(response.status, day);
        yield* zipPieces(response, quiet.heard);
      } catch (error) {
        if (error instanceof PortalError) throw error;
        if (quiet.signal.aborted) throw quiet.reason();
        throw new PortalError('unavailable', `The ${dependency} can't be reached.`, { dependency, cause: error });
      } finally {
        quiet.end();
      }
    },
  };
}

/** Pieces of a body that begins as ZIP files do: an error page is not taken for a list. */
async function* zipPieces(response: Response, heard: () => void): AsyncGenerator<Uint8Array> {
  const start: number[] = [];
  for await (const piece of response.body ?? []) {
    heard();
    for (const byte of piece.subarray(0, Math.max(0, 4 - start.length))) start.push(byte);
    if (start.some((byte, place) => byte !== [0x50, 0x4b, 0x03, 0x04][place])) break;
    yield piece;
  }
  if (start.join() !== '80,75,3,4')
    throw new PortalError('upstream-failed', `The ${dependency} sent something else than a ZIP file.`, { dependency });
}

/** A signal that fires after so long without a word, or with the caller's. */
function silence(silenceMs: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const late = new PortalError('upstream-timeout', `The ${dependency} fell silent for ${silenceMs / 1000} s.`, {
    dependency,
  });
  const onAbort = (): void => controller.abort(new PortalError('aborted', 'Stopped.'));
  const timer = setTimeout(() => controller.abort(late), silenceMs);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    heard: () => void timer.refresh(),
    reason: (): unknown => controller.signal.reason,
    end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
