import { PortalError } from '#domain/failure.ts';

export type CoordinateException =
  | 'ValueError'
  | 'UnitsError'
  | 'IllegalHourError'
  | 'IllegalMinuteError'
  | 'IllegalSecondError';

const sentences: Readonly<Record<CoordinateException, (argument: string) => string>> = {
  ValueError: (argument) => argument.slice(1, -1),
  UnitsError: () => 'The declination has no unit: write it like +12d34m56s, as the right ascension is',
  IllegalHourError: (argument) => `There is no hour ${argument}: 0 to 24 is meant`,
  IllegalMinuteError: (argument) => `There is no minute ${argument}: 0 to 60 is meant`,
  IllegalSecondError: (argument) => `There is no second ${argument}: 0 to 60 is meant`,
};

/** A position that can't be read. `repr` is what Fink's servers answer, to the byte. */
export class CoordinateError extends PortalError {
  /** `ValueError("Invalid character at col 0 parsing angle 'kfdlkj'")` */
  readonly repr: string;

  /** `argument` is already in Python's notation: a quoted text or a number. */
  constructor(exception: CoordinateException, argument: string) {
    super('bad-request', sentences[exception](argument));
    this.repr = `${exception}(${argument})`;
  }
}
