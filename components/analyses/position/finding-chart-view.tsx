'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles, Select } from '#components/ui/control.tsx';
import sections from '#components/ui/section.module.css';
import { Strip } from '#components/ui/strip.tsx';
import { findingChart } from '#domain/astrometry/finding-chart.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { type Drawing, type Palette, paperPalette } from '#domain/drawing/drawing.ts';
import { svgFromDrawing } from '#domain/drawing/svg.ts';
import kit from '../kit/analysis.module.css';
import styles from './position.module.css';
import { chartFields, chartPictures } from './position-fields.ts';

const pictureWords = {
  dss2: 'DSS2 red',
  ps1: 'Pan-STARRS r',
  'dss2-colour': 'DSS2 colour',
  none: 'No picture',
} as const;

/** Colours of the page, so that the chart follows its theme; the files are for paper. */
const screenPalette: Palette = {
  paper: 'transparent',
  ink: 'var(--text)',
  accent: 'var(--accent)',
  faint: 'var(--text-3)',
};

/** Gives a file to the visitor. */
function download(name: string, type: string, body: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([body], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Stars and picture of the field, once somebody asked for them. */
function useField(isAsked: boolean) {
  const { facts } = useObjectPage();
  const { chartField, chartPicture } = useView();
  const input = { objectId: facts.objectId, fieldArcmin: Number(chartField) };
  const stars = useQuery({
    ...portalTrpc().fieldStars.queryOptions(input, cancelled),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const name = chartPicture === 'none' ? 'dss2' : chartPicture;
  const picture = useQuery({
    ...portalTrpc().fieldPicture.queryOptions({ ...input, name }, cancelled),
    enabled: isAsked && chartPicture !== 'none',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { stars, picture: chartPicture === 'none' ? undefined : picture };
}

/** A chart to find the object at a telescope, made here; stars and picture come from others, after a click. */
export function FindingChartView({ position }: { readonly position: SkyPosition }) {
  const { facts, view: store } = useObjectPage();
  const { chartField, chartPicture } = useView();
  const [isAsked, setAsked] = useState(false);
  const { stars, picture } = useField(isAsked);
  const { raDeg, decDeg } = position;
  const drawing = useMemo(() => {
    const sky = picture?.data;
    return findingChart({
      objectId: facts.objectId,
      position: { raDeg, decDeg },
      fieldArcmin: Number(chartField),
      ...(isAsked && stars.data ? { stars: stars.data.stars, epoch: stars.data.epoch.toFixed(1) } : {}),
      ...(isAsked && sky ? { picture: sky } : {}),
    });
  }, [facts.objectId, raDeg, decDeg, chartField, isAsked, stars.data, picture?.data]);
  const isWaiting = isAsked && (stars.isFetching || picture?.isFetching === true);
  return (
    <section className={kit.charts} aria-label="Finding chart">
      <div className={sections.bar}>
        <h2>Finding chart</h2>
        <Select
          label="Side of the field"
          value={chartField}
          options={chartFields.map((value) => ({ value, label: `${value}′` }))}
          onChange={(value) => store.set({ chartField: value })}
        />
        <Select
          label="Picture"
          value={chartPicture}
          options={chartPictures.map((value) => ({ value, label: pictureWords[value] }))}
          onChange={(value) => store.set({ chartPicture: value })}
        />
        {isAsked ? null : (
          <button type="button" className={controlStyles.primary} onClick={() => setAsked(true)}>
            Get stars and picture
          </button>
        )}
        <span className={kit.quiet} role="status">
          {isWaiting ? 'Asking Gaia and the CDS…' : ''}
        </span>
        <span className={sections.space} />
        <Downloads drawing={drawing} objectId={facts.objectId} />
      </div>
      {isAsked ? (
        <>
          <Failed what="Stars" error={stars.error} onRetry={() => void stars.refetch()} />
          {picture ? <Failed what="The picture" error={picture.error} onRetry={() => void picture.refetch()} /> : null}
        </>
      ) : (
        <p className={kit.note}>
          Offset stars come from Gaia DR3 at ESA, the picture from the CDS; both are asked by this server when you want
          them. Without them the chart still has field, scale and orientation.
        </p>
      )}
      <Chart drawing={drawing} hasPicture={isAsked && picture?.data !== undefined} />
    </section>
  );
}

function Chart({ drawing, hasPicture }: { readonly drawing: Drawing; readonly hasPicture: boolean }) {
  const svg = useMemo(() => svgFromDrawing(drawing, screenPalette), [drawing]);
  return (
    <div
      className={styles.chart}
      data-picture={hasPicture ? '' : undefined}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by the domain, which escapes every word
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}

function Downloads({ drawing, objectId }: { readonly drawing: Drawing; readonly objectId: string }) {
  const name = `${objectId}-finding-chart`;
  return (
    <>
      <button
        type="button"
        className={controlStyles.outlined}
        onClick={() => download(`${name}.svg`, 'image/svg+xml', svgFromDrawing(drawing, paperPalette))}
      >
        SVG
      </button>
      <button
        type="button"
        className={controlStyles.outlined}
        onClick={async () => {
          const { pdfFromDrawing } = await import('#domain/drawing/pdf.ts');
          download(`${name}.pdf`, 'application/pdf', pdfFromDrawing(drawing, paperPalette));
        }}
      >
        PDF
      </button>
    </>
  );
}

function Failed({ what, error, onRetry }: { what: string; error: unknown; onRetry: () => void }) {
  if (!error) return null;
  return (
    <Strip
      tone="warn"
      icon="warning"
      action={
        <button type="button" className={controlStyles.button} onClick={onRetry}>
          Try again
        </button>
      }
    >
      {what} did not come: {wordsOfFailure(error)}. The chart is drawn without.
    </Strip>
  );
}
