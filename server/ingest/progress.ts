import type { IngestProgress, IngestSummary } from './create-ingest.ts';

/** Where progress is shown. */
export interface ProgressOutput {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

const barEveryMs = 100;
const lineEveryMs = 5000;
const barWidth = 28;

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function progressText({ alerts, rejected, bytes, totalBytes }: IngestProgress, seconds: number): string {
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 0;
  const rate = seconds > 0 ? Math.round(alerts / seconds) : 0;
  const left = rejected > 0 ? `, ${rejected} rejected` : '';
  return `${String(Math.floor(share * 100)).padStart(3)} %  ${counted(alerts, 'alert')}${left}, ${rate}/s`;
}

function bar({ bytes, totalBytes }: IngestProgress): string {
  const filled = totalBytes > 0 ? Math.round(Math.min(1, bytes / totalBytes) * barWidth) : 0;
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] `;
}

/** Shows how far an ingest is: a bar that is drawn over on a terminal, a plain line now and then elsewhere. */
export function createProgressView(output: ProgressOutput) {
  const began = output.nowMs();
  let shown = output.isTerminal ? began - barEveryMs : began;
  let isDrawn = false;

  const clear = (): void => {
    if (isDrawn) output.write('\r\u001b[2K');
    isDrawn = false;
  };

  return {
    update(progress: IngestProgress): void {
      const now = output.nowMs();
      if (now - shown < (output.isTerminal ? barEveryMs : lineEveryMs)) return;
      shown = now;
      const text = progressText(progress, (now - began) / 1000);
      isDrawn = output.isTerminal;
      output.write(
        output.isTerminal ? `\r\u001b[2K${(bar(progress) + text).slice(0, output.columns - 1)}` : `${text.trim()}\n`,
      );
    },
    /** Writes a line of its own; a bar is drawn again below it. */
    line(text: string): void {
      clear();
      output.write(`${text}\n`);
    },
    finish: clear,
  };
}

/** The last words of an ingest. */
export function summaryLine({ alerts, unchanged, objects, nights, rejected, seconds }: IngestSummary): string {
  const rate = seconds > 0 ? Math.round(alerts / seconds) : alerts;
  const stored = unchanged > 0 ? ` (${unchanged} stored before)` : '';
  return (
    `${counted(alerts, 'alert')}${stored} of ${counted(objects, 'object')} in ${counted(nights, 'night')}, ` +
    `${rejected} rejected, ${seconds.toFixed(1)} s, ${rate} alerts/s`
  );
}
