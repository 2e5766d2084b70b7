import type { FakeServiceHandler } from '../testing/fake-service.ts';

/** A grey JPEG of 8 × 8 pixels, all of one shade: tables and scan as encoders write them. */
export const fakeJpegBase64 =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO' +
  'UlNSMj5aYVpQYEpRUk//wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF' +
  'BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW' +
  'V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi' +
  '4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOsr/9k=';

/** Answers as hips2fits does: a picture for a survey that it has, a sentence for one that it has not. */
export function hips2FitsHandler(): FakeServiceHandler {
  return ({ url }) => {
    const hips = url.searchParams.get('hips') ?? '';
    const isAsked = ['ra', 'dec', 'fov', 'width', 'height'].every((name) =>
      Number.isFinite(Number(url.searchParams.get(name))),
    );
    if (!isAsked || !hips.startsWith('CDS/P/'))
      return {
        status: 400,
        contentType: 'application/json',
        body: '{"title": "Bad request", "description": "HiPS not found"}',
      };
    return { contentType: 'image/jpeg', body: Buffer.from(fakeJpegBase64, 'base64') };
  };
}
