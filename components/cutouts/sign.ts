import type { SurveyStamps } from '#domain/surveys/survey.ts';

export interface StampSign {
  readonly sign: 1 | -1;
  /** What the difference stamp shows, for its caption; '' while it is not known. */
  readonly words: string;
  /** The whole sentence, on hover. */
  readonly title: string;
  /** True where it can be shown either way. */
  readonly isChoice?: boolean;
}

const unknown: StampSign = { sign: 1, words: '', title: '' };

/**
 * Which way a difference stamp is shown. `turned` files hold template − science where the source is fainter than its reference;
 * as flux they are turned back, so that dark always means fainter.
 */
export function signOf(
  negativeStamps: SurveyStamps['negative'],
  negative: boolean | undefined,
  shown: 'flux' | 'file',
): StampSign {
  if (negative === undefined) return unknown;
  if (!negative) return { sign: 1, words: 'positive', title: 'Science minus template: the source is brighter.' };
  if (negativeStamps === 'signed')
    return { sign: 1, words: 'negative', title: 'Science minus template: the source is fainter.' };
  const words = shown === 'file' ? 'negative, as subtracted' : 'negative, sign turned';
  return shown === 'file'
    ? { sign: 1, words, title: 'Template minus science, as the file has it.', isChoice: true }
    : { sign: -1, words, title: 'Science minus template; the file has it the other way round.', isChoice: true };
}
