import { frameFromBytes, type StampFrame } from '#domain/stamps/frame.ts';

/** A frame that did not come: in words for the panel, with what support asks for. */
export class FrameFailure extends Error {
  override readonly name = 'FrameFailure';
  readonly missing: boolean;
  constructor(message: string, missing: boolean) {
    super(message);
    this.missing = missing;
  }
}

async function fetchFrame(url: string): Promise<StampFrame> {
  const response = await fetch(url);
  if (!response.ok) {
    const request = response.headers.get('x-request-id');
    const text = `HTTP ${response.status}${request ? `, request ${request}` : ''}`;
    throw new FrameFailure(text, response.status === 404);
  }
  return frameFromBytes(new Uint8Array(await response.arrayBuffer()));
}

const kept = 96;
const frames = new Map<string, Promise<StampFrame>>();

/** The frame at `url`; frames never change, so those seen lately are kept. A failure is forgotten, so that asking again tries again. */
export function loadFrame(url: string): Promise<StampFrame> {
  const known = frames.get(url);
  if (known) return known;
  const loading = fetchFrame(url);
  frames.set(url, loading);
  loading.catch(() => frames.delete(url));
  for (const oldest of frames.keys()) {
    if (frames.size <= kept) break;
    frames.delete(oldest);
  }
  return loading;
}

/** Where the portal serves the three stamps of an alert; `-` stands for an object that the alert lacks. */
export function frameUrl(survey: string, objectId: string, alertId: string): string {
  return `/data/${survey}/${encodeURIComponent(objectId || '-')}/${encodeURIComponent(alertId)}.stamps`;
}
