import { dmsFromDec, hmsFromRa } from '#domain/coordinates/position-text.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { isoFromMjd } from '#domain/object/format-value.ts';
import type { Label, ObjectSummary } from '#domain/object/summary.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { figureFromLightcurve } from '../lightcurve/lightcurve-figure.ts';
import { previewCurve } from './preview-curve.ts';
import { subjectMark } from './subject-mark.ts';
import { ink, line, quiet, strong, textAt } from './svg-text.ts';

export interface PreviewInput {
  readonly survey: Survey;
  readonly summary: ObjectSummary;
  readonly lightcurve: Lightcurve;
  /** PNG data addresses of the latest alert's stamps; null where it has none. */
  readonly stamps: Readonly<Record<StampKind, string | null>>;
}

const width = 1200;
const height = 630;
const margin = 48;
const stampSize = 176;

/** The picture of an object, 1200×630: name, classes, where and when, light curve and stamps. */
export function previewSvg({ survey, summary, lightcurve, stamps }: PreviewInput): string {
  const unit = survey.photometry === 'flux' ? 'flux' : 'mag';
  const figure = figureFromLightcurve(lightcurve, {
    unit,
    hidden: new Set(),
    bands: survey.bands,
    timeScale: survey.timeScale,
  });
  const shown = stampKinds.filter((kind) => stamps[kind] !== null);
  const plotRight = shown.length > 0 ? width - margin - stampSize - 40 : width - margin;
  const plot = { left: margin + 56, right: plotRight, top: 204, bottom: height - 104 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    headOf(summary),
    previewCurve(figure, survey.bands, plot),
    ...shown.map((kind, index) => stampOf(kind, stamps[kind] ?? '', index)),
    footOf(survey, summary),
    '</svg>',
  ].join('');
}

function headOf(summary: ObjectSummary): string {
  const { objectId, labels, raDeg, decDeg, constellation } = summary;
  const place = `${hmsFromRa(raDeg)}  ${dmsFromDec(decDeg)}   ${constellation}`;
  return [
    textAt(margin, 88, objectId, { size: 52, weight: 600, fill: strong }),
    badges(labels.slice(0, 3)),
    textAt(width - margin, 88, place, { size: 24, fill: quiet, anchor: 'end' }),
  ].join('');
}

/** Rings for candidates, discs for what a catalogue or spectrum says; a rough width of the letters keeps them apart. */
function badges(labels: readonly Label[]): string {
  let x = margin;
  return labels
    .map((label) => {
      const words = `${label.text}  ${label.source}`;
      const drawn = subjectMark(x + 10, 132, label) + textAt(x + 28, 141, words, { size: 26, fill: ink });
      x += 28 + words.length * 14 + 36;
      return x > width ? '' : drawn;
    })
    .join('');
}

function stampOf(kind: StampKind, address: string, index: number): string {
  const x = width - margin - stampSize;
  const y = 168 + index * 132;
  const size = 120;
  return [
    `<image x="${x + stampSize - size}" y="${y}" width="${size}" height="${size}" image-rendering="optimizeSpeed" href="${address}"/>`,
    `<rect x="${x + stampSize - size}" y="${y}" width="${size}" height="${size}" fill="none" stroke="${line}"/>`,
    textAt(x + stampSize - size - 10, y + size, kind, { size: 18, fill: quiet, rotate: -90 }),
  ].join('');
}

function footOf(survey: Survey, { counts, firstMjd, lastMjd, simulated }: ObjectSummary): string {
  const days = lastMjd - firstMjd;
  const facts = [
    counts.detections === 1
      ? '1 detection'
      : `${counts.detections} detections over ${days.toFixed(days < 10 ? 1 : 0)} d`,
    `last ${isoFromMjd(lastMjd).slice(0, 16)} ${survey.timeScale}`,
  ];
  const origin = simulated ? 'Simulated survey, not real sky' : `${survey.name} alerts, via Fink`;
  return [
    textAt(margin, height - 28, facts.join('   '), { size: 22, fill: ink }),
    textAt(width - margin, height - 28, origin, { size: 22, fill: quiet, anchor: 'end' }),
  ].join('');
}
