import { numberOfCell } from '#domain/surveys/cells.ts';
import type { Cells } from '#domain/surveys/survey.ts';

/** What the broker's class of a ZTF alert follows from. Missing numbers are NaN: no condition holds for them. */
export interface ClassEvidence {
  /** SIMBAD type of the crossmatch; `Unknown` where there is none. */
  readonly simbadType: string;
  readonly roid: number;
  readonly microlensing: number;
  readonly snnSnIa: number;
  readonly snnSn: number;
  readonly rfSnIa: number;
  readonly rfKilonova: number;
  readonly detections: number;
  readonly drb: number;
  readonly classtar: number;
  /** jd − jdstarthist, days. */
  readonly ageDays: number;
  readonly tracklet: string;
}

/** SIMBAD types in which a supernova can be: no counterpart, or a galaxy. */
const hosts: ReadonlySet<string> = new Set(
  (
    'Unknown|Candidate_SN*|SN|Transient|Fail|Fail 504|galaxy|Galaxy|EmG|Seyfert|Seyfert_1|Seyfert_2|BlueCompG|' +
    'StarburstG|LSB_G|HII_G|High_z_G|GinPair|GinGroup|BClG|GinCl|PartofG|Compact_Gr_G|IG|PairG|GroupG|ClG|SuperClG|' +
    'Void|LINER|Possible_ClG|Possible_SClG|GravLens_Candidate|SN*_Candidate'
  ).split('|'),
);

/** Flags that a class follows from; several can hold. */
export interface ClassFlags {
  readonly microlensing: boolean;
  readonly supernova: boolean;
  readonly earlySnIa: boolean;
  readonly kilonova: boolean;
  readonly solarSystemCandidate: boolean;
  readonly solarSystemKnown: boolean;
  readonly tracklet: boolean;
  readonly simbad: boolean;
}

/** Whether a supernova can be in what the SIMBAD type says: nothing known, or a galaxy. */
export function canHostSupernova(simbadType: string): boolean {
  return hosts.has(simbadType);
}

/** Whether the SIMBAD type says what the object is. */
export function isCatalogued(simbadType: string): boolean {
  const saysNothing = simbadType === 'Unknown' || simbadType === 'Transient';
  return !saysNothing && !simbadType.startsWith('Fail') && !simbadType.startsWith('Galaxy');
}

/** The flags of fink-filters 7.40, from which {@link finkClassOf} chooses. */
export function classFlagsOf(evidence: ClassEvidence): ClassFlags {
  const isHost = canHostSupernova(evidence.simbadType);
  const isGood = evidence.drb > 0.5 && evidence.classtar > 0.4;
  const isSn = (evidence.snnSnIa > 0.5 || evidence.snnSn > 0.5) && isHost && isGood;
  const isMoving = evidence.roid === 3;
  const { detections, ageDays } = evidence;
  return {
    microlensing: evidence.microlensing > 0,
    supernova: isSn && ageDays <= 90 && !isMoving && detections > 1,
    earlySnIa: isSn && detections <= 20 && evidence.rfSnIa > 0.5,
    kilonova: evidence.rfKilonova > 0.5 && isGood && ageDays < 5 && !isMoving && detections < 20 && isHost,
    solarSystemCandidate: evidence.roid === 2,
    solarSystemKnown: isMoving,
    tracklet: evidence.tracklet.startsWith('TRCK_'),
    simbad: isCatalogued(evidence.simbadType),
  };
}

/** Each flag's class; of several that hold the last wins. */
const classOfFlag: readonly (readonly [keyof ClassFlags, string])[] = [
  ['microlensing', 'Microlensing candidate'],
  ['supernova', 'SN candidate'],
  ['earlySnIa', 'Early SN Ia candidate'],
  ['kilonova', 'Kilonova candidate'],
  ['solarSystemCandidate', 'Solar System candidate'],
  ['tracklet', 'Tracklet'],
  ['solarSystemKnown', 'Solar System MPC'],
];

/** Flags that exclude each other: two of them leave the class open. */
const excluding = ['microlensing', 'supernova', 'solarSystemCandidate', 'solarSystemKnown'] as const;

/** The broker's class of a ZTF alert; a SIMBAD type that says something wins over everything. */
export function finkClassOf(evidence: ClassEvidence): string {
  const flags = classFlagsOf(evidence);
  if (flags.simbad) return evidence.simbadType;
  if (excluding.filter((flag) => flags[flag]).length >= 2) return 'Ambiguous';
  return classOfFlag.findLast(([flag]) => flags[flag])?.[1] ?? 'Unknown';
}

function textOf(cells: Cells, column: string): string {
  const cell = cells[column];
  return typeof cell === 'string' ? cell : '';
}

/** The evidence in a row of the alert tables, by full column name; a missing crossmatch is `Unknown`. */
function classEvidenceOf(cells: Cells): ClassEvidence {
  const simbadType = textOf(cells, 'd:cdsxmatch');
  return {
    simbadType: simbadType === '' || simbadType === 'nan' ? 'Unknown' : simbadType,
    roid: numberOfCell(cells, 'd:roid'),
    microlensing: numberOfCell(cells, 'd:mulens'),
    snnSnIa: numberOfCell(cells, 'd:snn_snia_vs_nonia'),
    snnSn: numberOfCell(cells, 'd:snn_sn_vs_all'),
    rfSnIa: numberOfCell(cells, 'd:rf_snia_vs_nonia'),
    rfKilonova: numberOfCell(cells, 'd:rf_kn_vs_nonkn'),
    detections: numberOfCell(cells, 'i:ndethist'),
    drb: numberOfCell(cells, 'i:drb'),
    classtar: numberOfCell(cells, 'i:classtar'),
    ageDays: numberOfCell(cells, 'i:jd') - numberOfCell(cells, 'i:jdstarthist'),
    tracklet: textOf(cells, 'd:tracklet'),
  };
}

/** {@link finkClassOf} of a row of the alert tables: `v:classification`, and `class` of the index table. */
export function finkClassOfCells(cells: Cells): string {
  return finkClassOf(classEvidenceOf(cells));
}
