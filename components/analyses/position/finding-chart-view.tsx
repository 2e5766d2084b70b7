'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { saveFile } from '#components/export/save-file.ts';
import { svgFromDrawing } from '#components/export/svg-text.ts';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import sections from '#components/ui/section.module.css';
import { Strip } from '#components/ui/strip.tsx';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import kit from '../kit/analysis.module.css';
import { type ChartColours, type FindingChartInput, findingChart, paperColours } from './finding-chart.ts';
import styles from './position.module.css';
import { chartFields, chartPictures } from './position-fields.ts';

const pictureWords = {
  dss2: 'DSS2 red',
  ps1: 'Pan-STARRS r',
  'dss2-colour': 'DSS2 colour',
  none: 'No picture',
} as const;

/** Colours of the page, so that the chart follows its theme; the files are for paper. */
const screenColours: ChartColours = {
  ink: 'var(--text)',
  accent: 'var(--accent)',
  faint: 'var(--text-3)',
};

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
  const input = useMemo((): FindingChartInput => {
    const sky = picture?.data;
    return {
      objectId: facts.objectId,
      position: { raDeg, decDeg },
      fieldArcmin: Number(chartField),
      ...(isAsked && stars.data ? { stars: stars.data.stars, epoch: stars.data.epoch.toFixed(1) } : {}),
      ...(isAsked && sky ? { picture: sky } : {}),
    };
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
        <Downloads input={input} />
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
      <Chart input={input} hasPicture={isAsked && picture?.data !== undefined} />
    </section>
  );
}

function Chart({ input, hasPicture }: { readonly input: FindingChartInput; readonly hasPicture: boolean }) {
  const svg = useMemo(() => svgFromDrawing(findingChart(input, screenColours), 'none'), [input]);
  return (
    <div
      className={styles.chart}
      data-picture={hasPicture ? '' : undefined}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: written by the export room, which escapes every word
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}

function Downloads({ input }: { readonly input: FindingChartInput }) {
  const name = `${input.objectId}-finding-chart`;
  return (
    <>
      <button
        type="button"
        className={controlStyles.outlined}
        onClick={() => saveFile(`${name}.svg`, svgFromDrawing(findingChart(input, paperColours)), 'image/svg+xml')}
      >
        SVG
      </button>
      <button
        type="button"
        className={controlStyles.outlined}
        onClick={async () => {
          const { pdfFromDrawing } = await import('#components/export/pdf.ts');
          const file = pdfFromDrawing(findingChart(input, paperColours));
          saveFile(`${name}.pdf`, new Uint8Array(file), 'application/pdf');
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
    <Strip tone="warn" icon="warning" action={<RetryButton look="button" onRetry={onRetry} />}>
      {what} did not come: {wordsOfFailure(error)}. The chart is drawn without.
    </Strip>
  );
}
