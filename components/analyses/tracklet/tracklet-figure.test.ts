import { expect, test } from 'vitest';
import { motionOf } from '#domain/astrometry/motion.ts';
import { motionWords, trackPoints, trackRange } from './tracklet-figure.ts';

const point = (minutes: number, decDeg: number) => ({
  objectId: `ZTF99aaaaaa${minutes}`,
  alertId: `920000000000000000${minutes}`,
  mjd: 60_000 + minutes / 1440,
  band: 'r' as const,
  mag: 18,
  magErr: 0.1,
  raDeg: 10,
  decDeg,
});
const points = [point(0, 5), point(1, 5 + 1 / 60), point(2, 5 + 2 / 60)];

test('motion is said with its speed and direction', () => {
  expect(motionWords(points, motionOf(points))).toMatch(
    /^3 alerts within 2\.0 min, moving 1\.00°\/h towards position angle (?:0|360)°; 0\.00″ off an even motion$/,
  );
});

test('alerts of one exposure have no speed, and that is said', () => {
  const same = [point(0, 5), { ...point(1, 5.01), mjd: 60_000 }];
  expect(motionWords(same, motionOf(same))).toMatch(/no speed/);
});

test('one alert has neither line nor speed', () => {
  const one = [point(0, 5)];
  expect(motionWords(one, motionOf(one))).toBe('one alert: a motion needs two');
});

test('the track begins at zero, east is at the left', () => {
  const track = trackPoints(points);
  expect(track[0]).toMatchObject({ x: 0, y: 0 });
  expect(track[2]?.y).toBeCloseTo(120, 3);
  const { x } = trackRange(track);
  expect(x.from).toBeGreaterThan(x.to);
});
