import { expect, test } from 'vitest';
import { isCrawler, settledWithin } from './first-flush.ts';

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

test('numbers in time are in the first flush, late ones are not waited for', async () => {
  expect(await settledWithin(after(1, 'here'), 5_000)).toEqual({ state: 'done', value: 'here' });
  expect(await settledWithin(new Promise(() => {}), 5)).toEqual({ state: 'late' });
});

test('a failure in time is told as one, so that the status can say it', async () => {
  const error = new Error('upstream');
  expect(await settledWithin(Promise.reject(error), 5_000)).toEqual({ state: 'failed', error });
});

test('a late failure is left to who waits for it, and ends no process', async () => {
  const work = after(10, 0).then(() => Promise.reject(new Error('later')));
  expect(await settledWithin(work, 1)).toEqual({ state: 'late' });
  await expect(work).rejects.toThrow('later');
});

test.each([
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'facebookexternalhit/1.1',
  'TelegramBot (like TwitterBot)',
  'Mattermost-Bot/1.1',
])('%s is waited for', (agent) => expect(isCrawler(agent)).toBe(true));

test.each(['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', null])(
  '%s gets the shell when it takes longer',
  (agent) => expect(isCrawler(agent)).toBe(false),
);
