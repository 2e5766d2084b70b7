import { describe, expect, test } from 'vitest';
import { bestWindow } from '#domain/observability/best-window.ts';
import { moonPhase } from '#domain/observability/moon-phase.ts';
import { nightOf } from '#domain/observability/night.ts';
import { nightTrack } from '#domain/observability/night-track.ts';
import { observatory } from '#domain/observability/observatories.ts';
import type { Site } from '#domain/observability/place.ts';
import { createSkyPath } from '#domain/observability/sky-path.ts';
import { fixedTarget } from '#domain/observability/target.ts';
import { yearsAhead } from '#domain/observability/years-ahead.ts';
import { chosenSites, sitesForView } from './chosen-sites.ts';
import { nightFigure, nightReadout, sharedSpan } from './night-figure.ts';
import { nightSentences, zoneWords } from './night-words.ts';
import { draftFromSite, siteFromDraft } from './own-place.ts';
import { fullMoons, yearFigure, yearSentence } from './year-figure.ts';

const path = createSkyPath();

function siteOf(id: string): Site {
  const site = observatory(id);
  if (!site) throw new Error(`no observatory ${id}`);
  return site;
}

function reportOf(date: string, site: Site, decDeg = 2.2) {
  const scene = { site, path, target: fixedTarget({ raDeg: 150.1, decDeg }) };
  const night = nightOf(date, site, path);
  const window = bestWindow(night, scene, 30);
  return { scene, night, report: { site, night, window, moon: moonPhase(path.at(window.highest.ms)) } };
}

describe('words of a night', () => {
  test('say when, how high, through how much air, and what the Moon does', () => {
    const [best, highest, moon] = nightSentences(reportOf('2026-02-20', siteOf('palomar')).report, 30);
    expect(best).toMatch(/^Above 30° in astronomical night from \d\d:\d\d \(\d\d:\d\d UTC\) to .*: 7\.\d h\.$/);
    expect(highest).toMatch(/^Highest 59° at 23:\d\d \(07:\d\d UTC\), air mass 1\.17\.$/);
    expect(moon).toMatch(/^Moon waxing crescent, \d+ % lit, \d+° away, sets \d\d:\d\d, rises \d\d:\d\d\.$/);
  });

  test('say why there is nothing to see', () => {
    const low = nightSentences(reportOf('2026-02-20', siteOf('palomar'), -80).report, 30);
    expect(low.slice(0, 2)).toEqual(['Never above 30° in astronomical night.', 'It does not rise then.']);
    const north = { ...siteOf('greenwich'), latDeg: 70 };
    expect(nightSentences(reportOf('2026-06-21', north).report, 30)[0]).toBe('The Sun does not set.');
    expect(nightSentences(reportOf('2026-06-21', siteOf('greenwich'), 40).report, 30)[0]).toMatch(
      /the darkest of this night/,
    );
  });

  test('name both clocks of a night in which they change, and half hours', () => {
    const change = reportOf('2026-03-07', siteOf('palomar'));
    expect(zoneWords(change.night, change.scene.site)).toBe('UTC−8, from the change of clocks on UTC−7');
    const hanle = reportOf('2026-03-07', siteOf('hanle'));
    expect(zoneWords(hanle.night, hanle.scene.site)).toBe('UTC+5:30');
  });
});

describe('the figure of a night', () => {
  const { scene, night, report } = reportOf('2026-03-07', siteOf('palomar'));
  const shown = sharedSpan([night]);
  const data = { site: scene.site, night, track: nightTrack(shown, scene), best: report.window.span };
  const figure = nightFigure(data, shown, 30);

  test('one tick carries both clocks, and the local one jumps where clocks change', () => {
    const local = figure.x.opposite?.ticks ?? [];
    expect(local.map(({ at }) => at)).toEqual(figure.x.ticks?.map(({ at }) => at));
    const labels = local.map(({ label }) => label);
    // 2 h of UTC are 3 h of clocks over the change at 10:00 UTC.
    expect(labels).toContain('00:00');
    expect(labels).toContain('03:00');
    expect(labels).not.toContain('02:00');
  });

  test('air mass 2 stands at 30°', () => {
    const two = figure.y.opposite?.ticks.find(({ label }) => label === '2');
    expect(two?.at).toBeCloseTo(30, 0);
  });

  test('a point says elevation, azimuth, air mass, distance of the Moon and both times', () => {
    const series = figure.series.find(({ key }) => key === 'target');
    if (series?.kind !== 'line') throw new Error('the target is a line');
    const index = 100;
    const lines = nightReadout({ series, index, x: series.x[index] ?? 0, y: series.y[index] ?? 0 }, data, 0.5);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\d+\.\d° up, azimuth \d+°$/);
    expect(lines[3]).toMatch(/^\d\d:\d\d local, \d\d:\d\d UTC$/);
  });

  test('several nights share the time from the first sunset to the last sunrise', () => {
    const hanle = nightOf('2026-03-07', siteOf('hanle'), path);
    const both = sharedSpan([night, hanle]);
    expect(both.fromMs).toBeLessThan(hanle.midMs);
    expect(both.toMs).toBeGreaterThan(night.midMs);
  });
});

describe('the year', () => {
  const request = {
    sites: [siteOf('palomar')],
    points: [{ ms: 0, raDeg: 150.1, decDeg: 2.2 }],
    date: '2026-01-01',
    nights: 366,
    minAltDeg: 30,
  };
  const computation = yearsAhead(request);
  const shares: number[] = [];
  let step = computation.next();
  for (; !step.done; step = computation.next()) shares.push(step.value);
  const nights = step.value[0] ?? [];

  test('is computed night by night, and says how far it is', () => {
    expect(nights).toHaveLength(366);
    expect(shares.length).toBeGreaterThan(30);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test('full Moons are the 13 of that year', () => {
    const dates = fullMoons(nights).map(({ date }) => date);
    expect(dates).toHaveLength(13);
    expect(dates[0]).toBe('2026-01-02');
    expect(dates).toContain('2026-08-27');
  });

  test('of each night the target is up no longer than it is dark, and without the Moon no longer than that', () => {
    for (const { dark, up, upMoonless } of nights) {
      expect(up).toBeLessThanOrEqual(dark + 1e-9);
      expect(upMoonless).toBeLessThanOrEqual(up + 1e-9);
    }
  });

  test('its sentence names the season and the longest night', () => {
    expect(yearSentence(nights, 30)).toMatch(
      /^An hour or more above 30° in astronomical night: 2026-01-01 to 2026-05-\d\d, 2026-\d\d-\d\d to 2027-01-01\. Longest: \d\.\d h on 2026-/,
    );
    expect(yearSentence([], 30)).toMatch(/^On no night/);
    expect(yearFigure(nights, 30).x.ticks?.map(({ label }) => label)).toContain('Jan 2027');
  });
});

describe('sites of an address', () => {
  test('the survey’s stands for none, unknown ones are left out, one’s own needs a place', () => {
    expect(chosenSites({ sites: [], place: null }, 'palomar').ids).toEqual(['palomar']);
    expect(chosenSites({ sites: ['atlantis', 'rubin'], place: null }, 'palomar').sites.map(({ id }) => id)).toEqual([
      'rubin',
    ]);
    expect(chosenSites({ sites: ['own'], place: null }, 'palomar')).toMatchObject({ ids: ['own'], sites: [] });
    expect(chosenSites({ sites: ['own'], place: '5.7_43.9_650' }, 'palomar').sites[0]).toMatchObject({ latDeg: 43.9 });
    expect(sitesForView(['palomar'], 'palomar')).toEqual([]);
    expect(sitesForView(['rubin'], 'palomar')).toEqual(['rubin']);
  });
});

describe('the form of a place', () => {
  test('gives the place that it was filled with', () => {
    const site = siteFromDraft({ lon: '−116.863', lat: ' 33.356', height: '', zone: '' });
    expect(site).toMatchObject({ lonDeg: -116.863, latDeg: 33.356, heightM: 0, timeZone: 'Etc/GMT+8' });
    if (typeof site === 'string') throw new Error(site);
    expect(siteFromDraft(draftFromSite(site))).toEqual(site);
  });

  test.each([
    [{ lon: '', lat: '1', height: '', zone: '' }, /Longitude/],
    [{ lon: '1', lat: '91', height: '', zone: '' }, /Latitude/],
    [{ lon: '1', lat: '1', height: '9000', zone: '' }, /Height/],
    [{ lon: '1', lat: '1', height: '', zone: 'Mars' }, /time zone/],
  ])('%j is answered with what is wrong', (draft, words) => {
    expect(siteFromDraft(draft)).toMatch(words);
  });
});
