import { z } from 'zod';
import { parseSettings } from '#server/env/parse-settings.ts';
import {
  addressOrNone,
  addressSetting,
  milliseconds,
  switchableAddress,
  wholeNumber,
} from '#server/env/setting-kinds.ts';
import { limitEnvShape, type RequestLimits, requestLimitsFrom } from '#server/resilience/limit-settings.ts';
import { type MetricsPlace, metricsEnvShape, metricsPlaceFrom } from '#server/telemetry/metrics-port.ts';
import { type OtlpEnv, otlpEnvShape } from '#server/telemetry/otlp/otlp-settings.ts';
import { cdsHosts, hipsHostsFrom } from './hips-hosts.ts';

/** Settings of the web process. The descriptions become docs/configuration.md. */
export const webEnvSchema = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'an address or name of this machine')
    .default('127.0.0.1')
    .describe('Address to listen on'),
  PORT: wholeNumber(0, 65_535).default(3000).describe('Port of the portal'),
  OBJECT_API_URL: addressSetting.optional().describe('Object API of both surveys; our own on this machine unless set'),
  OBJECT_API_URL_ZTF: addressSetting.optional().describe('Object API of ZTF; `$OBJECT_API_URL/ztf` unless set'),
  OBJECT_API_URL_LSST: addressSetting.optional().describe('Object API of Rubin; `$OBJECT_API_URL/lsst` unless set'),
  OBJECT_API_PORT: wholeNumber(1, 65_535).default(8081).describe('Port of our own object API'),
  CUTOUT_API_URL: addressOrNone
    .optional()
    .describe('Cutout API; our own on this machine unless set; `none` reads stamps through the object API'),
  CUTOUT_API_PORT: wholeNumber(1, 65_535).default(8082).describe('Port of our own cutout API'),
  OBJECT_API_TIMEOUT_MS: milliseconds(20_000).describe('How long an answer of the object API is waited for'),
  CUTOUT_API_TIMEOUT_MS: milliseconds(10_000).describe('How long an answer of the cutout API is waited for'),
  OBJECT_FRESH_MS: wholeNumber(0, 55_000)
    .default(20_000)
    .describe('How long an object is shown without asking the object API again; new alerts show within a minute'),
  PUBLIC_URL: addressSetting
    .optional()
    .describe('Address under which people reach the portal: links, previews, QR codes'),
  PUBLIC_OBJECT_API_URL: addressSetting
    .optional()
    .describe('Address of the object API in calls to be copied; OBJECT_API_URL unless set'),
  DEFAULT_SURVEY: z.enum(['ztf', 'lsst']).default('ztf').describe('Survey of searches that name none'),
  LEGACY_API: z
    .enum(['gone', 'redirect'])
    .default('gone')
    .describe('What `/api/v1/…` of the portal answers: `gone` 410 with the new address, `redirect` 308 to it'),
  SNAD_URL: switchableAddress('https://db.ztf.snad.space').describe(
    'Database of SNAD with the data releases of ZTF, asked when somebody switches them on; `none` switches it off',
  ),
  SNAD_TIMEOUT_MS: milliseconds(15_000).describe('How long an answer of SNAD is waited for'),
  HIPS_HOSTS: z
    .string()
    .default(cdsHosts)
    .transform((text, context) => {
      const hosts = hipsHostsFrom(text);
      if (hosts === undefined) context.addIssue('origins like https://host between spaces, or `none`');
      return hosts ?? [];
    })
    .describe(
      'Servers of sky images and catalogues that the sky view of an object page may ask, images on the first; `none` takes the view away',
    ),
  SSOCARD_URL: switchableAddress('https://ssp.imcce.fr/webservices/ssodnet/api').describe(
    'Cards of SsODNet with what is known of Solar System objects, asked when their tab is opened; `none` switches it off',
  ),
  SSOCARD_TIMEOUT_MS: milliseconds(15_000).describe('How long a card of SsODNet is waited for'),
  GAIA_TAP_URL: switchableAddress('https://gea.esac.esa.int/tap-server/tap').describe(
    'TAP service with Gaia DR3, asked when somebody wants a finding chart; `none` switches it off',
  ),
  GAIA_TIMEOUT_MS: milliseconds(20_000).describe('How long an answer of the Gaia archive is waited for'),
  HIPS2FITS_URL: switchableAddress('https://alasky.cds.unistra.fr/hips-image-services/hips2fits').describe(
    'Cutouts of sky surveys at the CDS, asked when somebody wants a finding chart or lays a stamp against a survey; `none` switches it off',
  ),
  HIPS2FITS_TIMEOUT_MS: milliseconds(20_000).describe('How long a picture of the CDS is waited for'),
  MIRIADE_URL: switchableAddress('https://ssp.imcce.fr/webservices/miriade/api').describe(
    'Miriade, asked where a Solar System object will be when its observability is opened; `none` switches it off',
  ),
  MIRIADE_TIMEOUT_MS: milliseconds(30_000).describe('How long an answer of Miriade is waited for'),
  TELEMETRY_URL: addressSetting.optional().describe('Where browsers send their timings; nowhere unless set'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe lines that are logged'),
  ...limitEnvShape,
  ...metricsEnvShape,
  ...otlpEnvShape,
});

export interface WebEnv {
  readonly objectApiUrls: { readonly ztf: string; readonly lsst: string };
  /** Undefined: stamps come through the object API. */
  readonly cutoutApiUrl: string | undefined;
  readonly objectApiTimeoutMs: number;
  readonly cutoutApiTimeoutMs: number;
  readonly objectFreshMs: number;
  readonly publicUrl: string;
  readonly publicObjectApiUrls: { readonly ztf: string; readonly lsst: string };
  readonly defaultSurvey: 'ztf' | 'lsst';
  /** Undefined: switched off. */
  readonly snadUrl: string | undefined;
  readonly snadTimeoutMs: number;
  /** Undefined: no cards of Solar System objects. */
  readonly ssoCardUrl: string | undefined;
  readonly ssoCardTimeoutMs: number;
  /** Empty: no sky view. */
  readonly hipsHosts: readonly string[];
  /** Undefined: switched off. */
  readonly gaiaTapUrl: string | undefined;
  readonly gaiaTimeoutMs: number;
  /** Undefined: switched off. */
  readonly miriadeUrl: string | undefined;
  readonly miriadeTimeoutMs: number;
  /** Undefined: switched off. */
  readonly hips2fitsUrl: string | undefined;
  readonly hips2fitsTimeoutMs: number;
  readonly telemetryUrl: string | undefined;
  readonly legacyApi: 'gone' | 'redirect';
  readonly telemetry: OtlpEnv & { readonly LOG_LEVEL: string };
  /** Undefined: `/api/metrics` of the portal itself. */
  readonly metricsAt: MetricsPlace | undefined;
  readonly limits: RequestLimits;
  /** In the form of TRUST_PROXY. */
  readonly trustProxy: string;
  readonly version: string;
  /** Next's development server, which evaluates scripts and speaks over a web socket. */
  readonly isDevelopment: boolean;
}

/**
 * The settings of the web process; an empty text counts as absent.
 * @throws {PortalError} with one message that names every wrong setting and what is allowed.
 */
export function parseEnv(env: Readonly<Record<string, string | undefined>>): WebEnv {
  return webEnvFrom(parseSettings(webEnvSchema, env), {
    version: env.npm_package_version ?? '0.0.0',
    isDevelopment: env.NODE_ENV === 'development',
  });
}

function webEnvFrom(set: z.output<typeof webEnvSchema>, process: Pick<WebEnv, 'version' | 'isDevelopment'>): WebEnv {
  const near = set.HOST === '0.0.0.0' || set.HOST === '::' ? '127.0.0.1' : set.HOST;
  const objectApi = set.OBJECT_API_URL ?? `http://${near}:${set.OBJECT_API_PORT}`;
  const cutoutApi = set.CUTOUT_API_URL ?? `http://${near}:${set.CUTOUT_API_PORT}`;
  const objectApiUrls = {
    ztf: set.OBJECT_API_URL_ZTF ?? `${objectApi}/ztf`,
    lsst: set.OBJECT_API_URL_LSST ?? `${objectApi}/lsst`,
  };
  const shown = set.PUBLIC_OBJECT_API_URL;
  return {
    objectApiUrls,
    cutoutApiUrl: cutoutApi === 'none' ? undefined : cutoutApi,
    objectApiTimeoutMs: set.OBJECT_API_TIMEOUT_MS,
    cutoutApiTimeoutMs: set.CUTOUT_API_TIMEOUT_MS,
    objectFreshMs: set.OBJECT_FRESH_MS,
    publicUrl: set.PUBLIC_URL ?? `http://${near}:${set.PORT}`,
    publicObjectApiUrls: shown === undefined ? objectApiUrls : { ztf: `${shown}/ztf`, lsst: `${shown}/lsst` },
    defaultSurvey: set.DEFAULT_SURVEY,
    snadUrl: set.SNAD_URL,
    snadTimeoutMs: set.SNAD_TIMEOUT_MS,
    ssoCardUrl: set.SSOCARD_URL,
    ssoCardTimeoutMs: set.SSOCARD_TIMEOUT_MS,
    hipsHosts: set.HIPS_HOSTS,
    gaiaTapUrl: set.GAIA_TAP_URL,
    gaiaTimeoutMs: set.GAIA_TIMEOUT_MS,
    miriadeUrl: set.MIRIADE_URL,
    miriadeTimeoutMs: set.MIRIADE_TIMEOUT_MS,
    hips2fitsUrl: set.HIPS2FITS_URL,
    hips2fitsTimeoutMs: set.HIPS2FITS_TIMEOUT_MS,
    telemetryUrl: set.TELEMETRY_URL,
    legacyApi: set.LEGACY_API,
    telemetry: set,
    metricsAt: metricsPlaceFrom(set),
    limits: requestLimitsFrom(set),
    trustProxy: set.TRUST_PROXY,
    ...process,
  };
}
