import type { SurveyId } from '#domain/surveys/survey.ts';
import { getPortal } from '#server/bff/portal.ts';

/** Address of the portal as people reach it: links, previews. */
export function publicUrl(): string {
  return getPortal().env.publicUrl;
}

/** Address of a survey's object API for calls to be copied. */
export function publicApiUrl(survey: SurveyId): string {
  return getPortal().env.publicObjectApiUrls[survey];
}

/** Address of the object API below which `/api/v1` means the survey of searches that name none. */
export function defaultApiUrl(): string {
  const { env } = getPortal();
  return env.publicObjectApiUrls[env.defaultSurvey];
}

export function portalVersion(): string {
  return getPortal().env.version;
}

/** Server of sky images; undefined = no sky view. */
export function skyImagesUrl(): string | undefined {
  return getPortal().env.hipsHosts[0];
}

/** Where browsers send their timings; undefined = nowhere. */
export function telemetryUrl(): string | undefined {
  return getPortal().env.telemetryUrl;
}
