import { z } from 'zod';

const url = z.string().regex(/^https?:\/\/\S+$/, 'an http or https address');

const protocol = z.enum(['http/protobuf', 'http/json']);

/** Standard OpenTelemetry settings that decide whether and what is exported; the exporter reads the others (headers, timeouts, batches) itself. */
export const otlpEnvShape = {
  OTEL_EXPORTER_OTLP_ENDPOINT: url
    .optional()
    .describe('OpenTelemetry collector that spans are sent to (`/v1/traces` is added); none are sent unless set'),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional().describe('The same as a whole address'),
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol.default('http/protobuf').describe('How spans are written'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol.optional().describe('The same, stronger'),
  OTEL_SDK_DISABLED: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false']))
    .default('false')
    .describe('`true` (in any case of letters) sends no spans whatever else is set'),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp').describe('`none` sends no spans'),
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on')
    .describe('Which requests are traced; `parentbased_…` keeps what the caller decided'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1).describe('Share of traces of `…traceidratio`'),
  OTEL_SERVICE_NAME: z
    .string()
    .min(1)
    .optional()
    .describe('Name of the service in spans; that of the process unless set'),
} as const;

const otlpEnvSchema = z.object(otlpEnvShape);
export type OtlpEnv = z.output<typeof otlpEnvSchema>;

/** Decides for a trace from the caller's own decision (undefined where there is no caller) and its id. */
export type Sampler = (parentSampled: boolean | undefined, traceId: string) => boolean;

/** Random bits that every trace id ends with: 14 hex digits (W3C Trace Context, level 2). */
const randomDigits = 14;

/** The sampler that the settings ask for. A ratio is of the random end of the trace id, so all services decide alike. */
export function samplerFrom(env: Pick<OtlpEnv, 'OTEL_TRACES_SAMPLER' | 'OTEL_TRACES_SAMPLER_ARG'>): Sampler {
  const isParentBased = env.OTEL_TRACES_SAMPLER.startsWith('parentbased_');
  const own = env.OTEL_TRACES_SAMPLER.replace('parentbased_', '');
  const ratio = own === 'always_on' ? 1 : own === 'always_off' ? 0 : env.OTEL_TRACES_SAMPLER_ARG;
  const threshold = (1 - ratio) * 16 ** randomDigits;
  return (parentSampled, traceId) => {
    if (isParentBased && parentSampled !== undefined) return parentSampled;
    return ratio > 0 && Number.parseInt(traceId.slice(-randomDigits), 16) >= threshold;
  };
}

/** How spans are written: what is set for traces goes before what is set for all signals. */
export function protocolFrom(
  env: Pick<OtlpEnv, 'OTEL_EXPORTER_OTLP_PROTOCOL' | 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'>,
): z.output<typeof protocol> {
  return env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL;
}

/** True where the settings switch the export on. */
export function isExporting(env: OtlpEnv): boolean {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return endpoint !== undefined && env.OTEL_SDK_DISABLED === 'false' && env.OTEL_TRACES_EXPORTER === 'otlp';
}
