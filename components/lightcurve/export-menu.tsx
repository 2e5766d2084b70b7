'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type JournalColumns, journalWidthsMm } from '#components/export/drawing.ts';
import { tableFiles } from '#components/export/table-files.ts';
import { useObjectPage, useSelectedAlertId } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import styles from './export-menu.module.css';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import { lightcurveQuery } from './lightcurve-query.ts';
import { type ShownRows, shownRows } from './shown-rows.ts';
import { useLivingFigure } from './use-living-figure.ts';

export interface ExportMenuProps {
  /** Opens the table of what is shown. */
  readonly onTable: () => void;
}

/** The figure and the rows that it shows, as files. */
export function ExportMenu(props: ExportMenuProps) {
  return (
    <Queries>
      <Menu {...props} />
    </Queries>
  );
}

function Menu({ onTable }: ExportMenuProps) {
  const { facts } = useObjectPage();
  const { data, error } = useQuery(lightcurveQuery(facts));
  if (data) return <Files curve={data} onTable={onTable} />;
  return <p className={styles.note}>{error ? `No numbers to write: ${wordsOfFailure(error)}.` : 'Reading …'}</p>;
}

const pictureForms = ['PDF', 'SVG', 'PNG'] as const;
type PictureForm = (typeof pictureForms)[number];

interface Picture {
  readonly form: PictureForm;
  readonly name: string;
  readonly figure: LightcurveFigure;
  readonly title: string;
  readonly columns: JournalColumns;
}

/** Code that is asked for with the first file. @throws {Error} in words for a visitor when it does not come. */
async function arrived<Module>(code: Promise<Module>): Promise<Module> {
  try {
    return await code;
  } catch (cause) {
    throw new Error('the code that makes it did not arrive', { cause });
  }
}

/** Draws a figure again for paper, and hands it over as a file; the code for that comes with the first one. */
async function savePicture({ form, name, figure, title, columns }: Picture): Promise<void> {
  const [{ drawingFromFigure }, { saveFile, pngFromDrawing }] = await arrived(
    Promise.all([import('./figure-drawing.ts'), import('#components/export/save-file.ts')]),
  );
  const drawing = drawingFromFigure(figure, { name: title, columns });
  if (form === 'PNG') saveFile(`${name}.png`, await pngFromDrawing(drawing), 'image/png');
  else if (form === 'SVG') {
    const { svgFromDrawing } = await arrived(import('#components/export/svg-text.ts'));
    saveFile(`${name}.svg`, svgFromDrawing(drawing), 'image/svg+xml');
  } else {
    const { pdfFromDrawing } = await arrived(import('#components/export/pdf.ts'));
    saveFile(`${name}.pdf`, new Uint8Array(pdfFromDrawing(drawing)), 'application/pdf');
  }
}

async function saveTable(name: string, file: (typeof tableFiles)[number], rows: ShownRows): Promise<void> {
  const { saveFile } = await arrived(import('#components/export/save-file.ts'));
  saveFile(`${name}.${file.ending}`, await file.make(rows), file.type);
}

interface FailedFile {
  readonly label: string;
  readonly words: string;
  readonly again: () => void;
}

function Files({ curve: all, onTable }: ExportMenuProps & { curve: Lightcurve }) {
  const { facts } = useObjectPage();
  const selected = useSelectedAlertId();
  const { curve, marks } = useLivingFigure(all);
  const [columns, setColumns] = useState<JournalColumns>(1);
  const [failed, setFailed] = useState<FailedFile | null>(null);
  const rows = shownRows(curve, marks.figure, facts.timeScale);
  const name = `${facts.objectId}-${marks.figure.unit}`;
  const trying = (label: string, work: () => Promise<void>) => () => {
    setFailed(null);
    work().catch((error: unknown) => setFailed({ label, words: wordsOfFailure(error), again: trying(label, work) }));
  };
  const picture = (form: PictureForm) => {
    const figure = marks.withEpochs(selected, []);
    return savePicture({ form, name, figure, title: facts.objectId, columns });
  };
  return (
    <div className={styles.menu}>
      <h3>Figure of what is shown</h3>
      <WidthChoice columns={columns} onChange={setColumns} />
      <div className={styles.row}>
        {pictureForms.map((form) => (
          <button
            key={form}
            type="button"
            className={controlStyles.outlined}
            onClick={trying(form, () => picture(form))}
          >
            {form}
          </button>
        ))}
      </div>
      <h3>
        Points that are shown <span className={styles.note}>{rows.count} rows</span>
      </h3>
      <div className={styles.row}>
        {tableFiles.map((file) => (
          <button
            key={file.ending}
            type="button"
            className={controlStyles.outlined}
            onClick={trying(file.label, () => saveTable(name, file, rows))}
          >
            {file.label}
          </button>
        ))}
      </div>
      <div className={styles.row}>
        <button type="button" className={controlStyles.button} onClick={onTable}>
          Read them as a table
        </button>
      </div>
      {failed ? (
        <p role="alert">
          The {failed.label} file was not made: {failed.words}. <RetryButton look="outlined" onRetry={failed.again} />
        </p>
      ) : null}
    </div>
  );
}

interface WidthChoiceProps {
  readonly columns: JournalColumns;
  readonly onChange: (columns: JournalColumns) => void;
}

function WidthChoice({ columns, onChange }: WidthChoiceProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame
    <div className={controlStyles.segments} role="group" aria-label="Width of the figure">
      {([1, 2] as const).map((value) => (
        <button
          key={value}
          type="button"
          className={controlStyles.button}
          aria-pressed={columns === value}
          onClick={() => onChange(value)}
        >
          {value === 1 ? 'One column' : 'Two columns'}, {journalWidthsMm[value]} mm
        </button>
      ))}
    </div>
  );
}
