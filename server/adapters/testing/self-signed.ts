import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and the certificate that it signed itself, PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

/** A piece of DER: tag, length, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from([0x82, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

const sequence = (...content: readonly Uint8Array[]): Buffer => der(0x30, ...content);
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);
const objectId = (digits: string): Buffer => der(0x06, hex(digits));
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
const commonName = '550403';
const subjectAltName = '551d11';
const basicConstraints = '551d13';

const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(objectId(commonName), der(0x0c, Buffer.from(text)))));

/** X.509 v3 (RFC 5280) with the host as its only name, believed as its own authority. */
function unsigned(host: string, publicKey: Uint8Array): Buffer {
  const extensions = sequence(
    sequence(objectId(basicConstraints), der(0x01, hex('ff')), der(0x04, sequence(der(0x01, hex('ff'))))),
    sequence(objectId(subjectAltName), der(0x04, sequence(der(0x82, Buffer.from(host))))),
  );
  const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'));
  const name = nameOf(host);
  const version = der(0xa0, integer(2));
  return sequence(version, integer(1), ecdsaWithSha256, name, validity, name, publicKey, der(0xa3, extensions));
}

/** A key for tests of TLS, made in the process: no tool is needed, and no key lies in the project. */
export function makeSelfSigned(host: string): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = unsigned(host, publicKey.export({ type: 'spki', format: 'der' }));
  const signed = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  const lines = signed.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
