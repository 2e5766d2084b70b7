import type { ServerResponse } from 'node:http';
import { type FakeRequest, type FakeUpstream, sendJson, startFakeUpstream } from '#server/clients/fake-upstream.ts';
import { createPortal, type Portal } from '../deps.ts';
import { parseEnv } from '../env.ts';

export const ztfId = 'ZTF21acoshvy';
export const rubinId = '170587115523932323';
export const ztfCandid = '1786383461515015008';
export const rubinSource = '170587115523932399';

const ztfRow = (id: string, jd: number, over = '') =>
  `{"i:objectId":"${id}","i:candid":${ztfCandid},"i:jd":${jd},"i:fid":1,"i:magpsf":17.263,"i:sigmapsf":0.038,"i:isdiffpos":"t","i:ra":49.155133,"i:dec":44.144978,"d:cdsxmatch":"Unknown","d:tag":"valid"${over}}`;

export const ztfRows = `[${ztfRow(ztfId, 2459540.88346)},${ztfRow(ztfId, 2459530.8).replace('008,', '007,')}]`;
export const rubinRows = `[{"r:diaObjectId":${rubinId},"r:diaSourceId":${rubinSource},"r:midpointMjdTai":60623.2,"r:band":"z","r:psfFlux":-1000.5,"r:psfFluxErr":100,"r:ra":10,"r:dec":-45,"r:snr":NaN}]`;

/** A plain FITS of 4×3 float32 pixels counting up from `first`. */
export function smallFits(first: number): Buffer {
  const cards = ['SIMPLE  =  T', 'BITPIX  =  -32', 'NAXIS   =  2', 'NAXIS1  =  4', 'NAXIS2  =  3', 'END'];
  const bytes = Buffer.alloc(5760, 0);
  bytes.fill(' ', 0, 2880);
  for (const [index, card] of cards.entries()) bytes.write(card, index * 80);
  for (let pixel = 0; pixel < 12; pixel++) bytes.writeFloatBE(first + pixel, 2880 + 4 * pixel);
  return bytes;
}

export const stampOf = { Science: smallFits(100), Template: smallFits(200), Difference: smallFits(-6) } as const;

function framed(): Buffer {
  return Buffer.concat(
    Object.values(stampOf).flatMap((stamp) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(stamp.length);
      return [length, stamp];
    }),
  );
}

/** Both APIs on one port: object API of ZTF and Rubin below `/ztf` and `/lsst`, cutout API below `/cutout`. `override` answers first. */
export async function startFakeApis(
  override: (request: FakeRequest, response: ServerResponse) => boolean = () => false,
): Promise<FakeUpstream> {
  return startFakeUpstream((request, response) => {
    if (!override(request, response)) answer(request, response);
  });
}

function answer({ path, args, body }: FakeRequest, response: ServerResponse): void {
  const place = (objectId: string, alertId: string) =>
    `[{"objectId":"${objectId}","alertId":"${alertId}","hdfsPath":"/year=2021/x.parquet","locator":null}]`;
  const pages: Readonly<Record<string, () => string>> = {
    '/ready': () => '{}',
    '/ztf/api/v1/': () => '{"service":"object-api","version":"0","extensions":["stamp-locations"]}',
    '/lsst/api/v1/': () => '{"service":"object-api","version":"0","extensions":["stamp-locations"]}',
    '/cutout/api/v1/': () => '{"service":"cutout-api","version":"0","extensions":["stamps"]}',
    '/ztf/api/v1/objects': () => ztfObjects(args.get('objectId') ?? ''),
    '/lsst/api/v1/sources': () => (args.get('diaObjectId') === rubinId ? rubinRows : '[]'),
    '/lsst/api/v1/objects': () => `[{"r:diaObjectId":${rubinId},"f:main_label_crossmatch":"QSO"}]`,
    '/ztf/api/v1/conesearch': () => `[${ztfRow(ztfId, 2459540.88346, ',"d:classification":"SN candidate"')}]`,
    '/lsst/api/v1/conesearch': () => rubinRows,
    '/ztf/api/v1/latests': () => `[${ztfRow(ztfId, 2459540.88346)}]`,
    '/ztf/api/v1/stamp-locations': () => place(ztfId, ztfCandid),
    '/lsst/api/v1/stamp-locations': () => place('', rubinSource),
  };
  const page = pages[path];
  const kind = args.get('kind');
  if (page !== undefined) sendJson(response, page());
  else if (path === '/cutout/api/v1/stamps' && JSON.parse(body).alertId !== '1') response.writeHead(200).end(framed());
  else if (path.endsWith('/api/v1/cutouts') && (kind === 'Science' || kind === 'Template'))
    response.writeHead(200).end(stampOf[kind]);
  else response.writeHead(404).end('{"message": "nothing here"}');
}

function ztfObjects(objectId: string): string {
  if (objectId === ztfId) return ztfRows;
  return ztfId.startsWith(objectId) ? `[${ztfRow(ztfId, 2459540.88346)},${ztfRow('ZTF21acoshvx', 2459541.1)}]` : '[]';
}

export function portalFor(url: string, settings: Readonly<Record<string, string>> = {}): Portal {
  return createPortal(
    parseEnv({ OBJECT_API_URL: url, CUTOUT_API_URL: `${url}/cutout`, LOG_LEVEL: 'silent', ...settings }),
  );
}
