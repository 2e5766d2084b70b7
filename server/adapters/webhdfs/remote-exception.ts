import { PortalError } from '#domain/failure.ts';
import type { Answer, Peer } from './exchange.ts';

/** What Hadoop says of a request it refuses. */
export interface RemoteException {
  /** Class without package: `FileNotFoundException`. */
  readonly name: string;
  /** First line. */
  readonly message: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A field of JSON that came from outside; undefined where the value is no object. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** @throws {PortalError} `upstream-failed` for what is no JSON */
export function jsonOf({ bytes }: Answer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new PortalError('upstream-failed', 'The NameNode of the lake sent an answer that is no JSON.', {
      dependency: 'lake',
      cause,
    });
  }
}

/** The exception in an answer; undefined when it isn't one of WebHDFS. */
export function remoteExceptionIn(answer: Answer): RemoteException | undefined {
  try {
    const exception = fieldOf(JSON.parse(answer.bytes.toString('utf8')), 'RemoteException');
    const name = fieldOf(exception, 'exception');
    const [message = ''] = String(fieldOf(exception, 'message') ?? '').split('\n');
    return typeof name === 'string' ? { name: name.replace(/^.*[.$]/, ''), message } : undefined;
  } catch {
    return undefined;
  }
}

interface Rule {
  readonly name?: RegExp;
  readonly message?: RegExp;
  readonly statuses?: readonly number[];
  readonly kind: 'unavailable' | 'upstream-failed' | 'bad-request';
  readonly words: string;
}

/** From the most telling to the least; the first that fits is taken. */
const rules: readonly Rule[] = [
  { name: /^SafeModeException$/, kind: 'unavailable', words: 'its NameNode is in safe mode' },
  { message: /name node is in safe mode/i, kind: 'unavailable', words: 'its NameNode is in safe mode' },
  { name: /^StandbyException$/, kind: 'unavailable', words: 'none of its NameNodes is active' },
  { name: /^(RetriableException|ServerTooBusyException)$/, kind: 'unavailable', words: 'its NameNode is busy' },
  {
    name: /^(InvalidToken|ExpiredTokenException)$/,
    kind: 'upstream-failed',
    words: 'it refuses our token (WEBHDFS_TOKEN)',
  },
  {
    name: /^(AccessControlException|AuthorizationException|SecurityException|AuthenticationException)$/,
    kind: 'upstream-failed',
    words: 'not permitted to WEBHDFS_USER or WEBHDFS_TOKEN',
  },
  { statuses: [401, 407], kind: 'upstream-failed', words: 'it wants WEBHDFS_USER or WEBHDFS_TOKEN' },
  { name: /QuotaExceeded/, kind: 'unavailable', words: 'its quota is used up' },
  {
    message: /No active nodes contain this block|Could not obtain block|BlockMissing|Failed to find datanode/i,
    kind: 'unavailable',
    words: 'the DataNodes with the bytes are away',
  },
  { message: /could only be written to \d+ of/i, kind: 'unavailable', words: 'no DataNode has room for the bytes' },
  { name: /^InvalidPathException$/, kind: 'bad-request', words: 'HDFS takes no such path' },
  { name: /^FileAlreadyExistsException$/, kind: 'unavailable', words: 'something else is in the way' },
];

/** The failure that a refusing answer means. */
export function failureOfAnswer(answer: Answer, peer: Peer): PortalError {
  const exception = remoteExceptionIn(answer);
  const { name = '', message = '' } = exception ?? {};
  const rule = rules.find(
    (one) => one.name?.test(name) || one.message?.test(message) || one.statuses?.includes(answer.status),
  );
  const cause = new Error(`HTTP ${answer.status} ${name} ${message}`.slice(0, 500));
  const detail = { dependency: 'lake', cause };
  if (rule !== undefined) return new PortalError(rule.kind, `The lake can't do that: ${rule.words}.`, detail);
  if (exception === undefined && answer.status < 500)
    return new PortalError('upstream-failed', `The ${peer} of the lake does not answer as WebHDFS does.`, detail);
  const kind = answer.status >= 500 || exception !== undefined ? 'unavailable' : 'upstream-failed';
  return new PortalError(kind, `A ${peer} of the lake refused: ${name || `HTTP ${answer.status}`}.`, detail);
}

/** Whether an answer says that there is no such file; a 404 of anything but WebHDFS says nothing of the kind. */
export function isMissing(answer: Answer): boolean {
  return answer.status >= 400 && remoteExceptionIn(answer)?.name === 'FileNotFoundException';
}
