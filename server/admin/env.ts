import { z } from 'zod';
import { parseSettings } from '#server/env/parse-settings.ts';
import { switchableAddress } from '#server/env/setting-kinds.ts';
import { type DataEnv, parseDataEnv } from '#server/ingest/env.ts';

/** Settings of the Transient Name Server; the descriptions become docs/configuration.md. */
export const tnsEnvShape = {
  TNS_URL: switchableAddress('https://www.wis-tns.org').describe(
    'The Transient Name Server, whose list `npm run admin -- download tns` fetches; `none` switches it off',
  ),
  TNS_BOT_ID: z.string().default('').describe('Number of the bot that is registered there'),
  TNS_BOT_NAME: z.string().default('').describe('Its name'),
  TNS_API_KEY: z.string().default('').describe('Its key'),
} as const;

const schema = z.object(tnsEnvShape);

/** What the admin program is told: where the data is, and who it is at the Transient Name Server. */
export interface AdminEnv extends DataEnv {
  readonly tns: {
    readonly baseUrl: string | undefined;
    readonly bot: { readonly id: string; readonly name: string; readonly apiKey: string } | undefined;
  };
}

/** @throws {PortalError} `bad-request` with one message that names every wrong setting and what is allowed */
export function parseAdminEnv(env: Readonly<Record<string, string | undefined>>): AdminEnv {
  const data = parseDataEnv(env);
  const { TNS_URL: baseUrl, TNS_BOT_ID: id, TNS_BOT_NAME: name, TNS_API_KEY: apiKey } = parseSettings(schema, env);
  const isRegistered = id !== '' && name !== '' && apiKey !== '';
  return { ...data, tns: { baseUrl, bot: isRegistered ? { id, name, apiKey } : undefined } };
}
