import { requestNote } from '#server/bff/gate/request-note.ts';

/**
 * Notes the status of the page being rendered: Next itself knows 200, 404 and 500 only, an unreachable object API is 502 or 504.
 * False where the head of the response is out of reach.
 */
export function setResponseStatus(status: number): boolean {
  const note = requestNote();
  if (note === undefined) return false;
  note.status = status;
  return true;
}
