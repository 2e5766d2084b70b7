import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../measure.ts';
import type { Stack } from './stack.ts';

/** What a visitor or a script asks for; `check` says what is wrong with an answer that should be right. */
export interface Probe {
  readonly name: string;
  url(round: number): string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Undefined for a right answer, else in a word or two what is wrong or missing. */
  check(round: number, body: Buffer): string | undefined;
}

/** One call of a probe. */
export interface Outcome {
  readonly probe: string;
  /** When it ended, monotonic milliseconds. */
  readonly atMs: number;
  readonly ms: number;
  /** 0 where the connection broke. */
  readonly status: number;
  /** `right`, or what the caller saw instead. */
  readonly seen: string;
}

/** No deadline of ours is as long. */
const givenUpMs = 75_000;

const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** The same bytes as before the fault. */
function sameAsBefore(name: string, urls: readonly string[], expected: ReadonlyMap<string, string>): Probe {
  const url = (round: number): string => urls[round % urls.length] ?? '';
  return {
    name,
    url,
    headers: { accept: 'application/problem+json, */*;q=0.1' },
    check: (round, body) => (digestOf(body) === expected.get(url(round)) ? undefined : 'WRONG BYTES'),
  };
}

/** A right answer; a cluster that has just been started may need some tries. */
async function bytesOf(url: string, tries = 20): Promise<Buffer> {
  const answer = await call({ url });
  if (answer.status === 200) return answer.body;
  if (tries === 0) throw new Error(`${url} answered ${answer.status}: ${answer.body.subarray(0, 300)}`);
  await sleep(3_000);
  return bytesOf(url, tries - 1);
}

interface Alert {
  readonly 'i:objectId': string;
  readonly 'i:candid': string;
}

/** Alerts of the simulated survey, by object. */
export async function surveyObjects(apiUrl: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await bytesOf(`${apiUrl}/ztf/api/v1/objects?objectId=ZTF99&columns=i:objectId,i:candid&ids=string`);
  const alerts: readonly Alert[] = JSON.parse(found.toString());
  const byObject = new Map<string, string[]>();
  for (const { 'i:objectId': id, 'i:candid': candid } of alerts) {
    const ofObject = byObject.get(id);
    if (ofObject === undefined) byObject.set(id, [candid]);
    else ofObject.push(candid);
  }
  return byObject;
}

export interface Probes {
  readonly all: readonly Probe[];
  /** Forgets what the web server knows, and visits some pages so that it knows those. */
  prepare(): Promise<void>;
}

/** Probes of the stack, and the right answers of those that have one. */
export async function createProbes({ objectApi, web, restartWeb }: Stack): Promise<Probes> {
  const objects = [...(await surveyObjects(objectApi.url))].filter(([, { length }]) => length >= 15 && length <= 40);
  const some = objects.slice(0, 12);
  const curves = some.map(([id]) => `${objectApi.url}/ztf/api/v1/objects?objectId=${id}`);
  const stamps = some.flatMap(([id, candids]) =>
    candids
      .slice(0, 4)
      .map(
        (candid) =>
          `${objectApi.url}/ztf/api/v1/cutouts?objectId=${id}&candid=${candid}&kind=Science&output-format=FITS`,
      ),
  );
  const expected = new Map<string, string>();
  for (const url of [...curves, ...stamps]) expected.set(url, digestOf(await bytesOf(url)));
  const probes = [sameAsBefore('light curve', curves, expected), sameAsBefore('stamp', stamps, expected)];
  if (web === undefined) return { all: probes, prepare: async () => {} };
  const seenOnce = some.slice(0, 3).map(([id]) => id);
  const prepare = async (): Promise<void> => {
    await restartWeb();
    for (const id of seenOnce) await bytesOf(`${web.url}/${id}`);
  };
  const all = [
    ...probes,
    pageProbe('page, visited before', web.url, seenOnce),
    pageProbe(
      'page, first visit',
      web.url,
      objects.slice(12).map(([id]) => id),
    ),
    stampFrameProbe(web.url, objects.slice(12)),
  ];
  return { all, prepare };
}

function pageProbe(name: string, webUrl: string, ids: readonly string[]): Probe {
  const idOf = (round: number): string => ids[round % ids.length] ?? '';
  return {
    name,
    url: (round) => `${webUrl}/${idOf(round)}`,
    headers: { accept: 'text/html' },
    check(round, body) {
      const text = body.toString();
      const failed = /<h1[^>]*>(The [^<]*(?:did not answer|slow down|too much to do)[^<]*)</.exec(text)?.[1];
      if (failed !== undefined) return `page says: ${failed}`;
      if (!text.includes(idOf(round))) return 'PAGE WITHOUT ITS OBJECT';
      return text.includes('<circle') || text.includes('<use') ? undefined : 'page without its curve';
    },
  };
}

function stampFrameProbe(webUrl: string, objects: readonly (readonly [string, readonly string[]])[]): Probe {
  return {
    name: 'stamps of a page',
    url(round) {
      const [id = '', candids = []] = objects[round % objects.length] ?? [];
      return `${webUrl}/data/ztf/${id}/${candids[Math.floor(round / objects.length) % candids.length]}.stamps`;
    },
    check: (_, body) => (body.length > 1_000 ? undefined : 'no stamps'),
  };
}

/** What an error tells its caller: our own words, or `unnamed`. */
function wordsOf(status: number, body: Buffer): string {
  const text = body.toString();
  const said = /"(?:detail|message)": ?"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? /<h1[^>]*>([^<]+)<\/h1>/.exec(text)?.[1];
  const words = said ?? (/<title>([^<]*)<\/title>/.exec(text)?.[1] || `unnamed ${status}`);
  return words.replace(/\bin \d+ s\b/g, 'in … s');
}

/** One call of a probe, judged. */
export async function askOnce(probe: Probe, round: number): Promise<Outcome> {
  const beganMs = performance.now();
  const done = (status: number, seen: string): Outcome => {
    const atMs = performance.now();
    return { probe: probe.name, atMs, ms: atMs - beganMs, status, seen };
  };
  try {
    const { headers = {} } = probe;
    const answer = await Promise.race([call({ url: probe.url(round), headers }), sleep(givenUpMs)]);
    if (answer === undefined) return done(0, `NO ANSWER in ${givenUpMs / 1_000} s`);
    const { status, body } = answer;
    if (status !== 200) return done(status, wordsOf(status, body));
    return done(status, probe.check(round, body) ?? 'right');
  } catch (error) {
    return done(0, `broken off (${error instanceof Error && 'code' in error ? String(error.code) : 'no answer'})`);
  }
}

export interface Watch {
  readonly outcomes: readonly Outcome[];
  stop(): Promise<void>;
}

/** Asks every probe again and again, one call of each at a time. */
export function watch(probes: readonly Probe[], pauseMs = 150): Watch {
  const outcomes: Outcome[] = [];
  let isOver = false;
  const loops = probes.map(async (probe) => {
    for (let round = 0; !isOver; round++) {
      outcomes.push(await askOnce(probe, round));
      await sleep(pauseMs);
    }
  });
  return {
    outcomes,
    async stop() {
      isOver = true;
      await Promise.all(loops);
    },
  };
}
