/** Fields of ZTF's alert packet, schema 4.02, as `name:type`; types d(ouble) f(loat) i(nt) l(ong) s(tring), `?` where null is allowed. */

const candidateText = `jd:d fid:i pid:l diffmaglim:f? pdiffimfilename:s? programpi:s? programid:i candid:l isdiffpos:s tblid:l? nid:i?
rcid:i? field:i? xpos:f? ypos:f? ra:d dec:d magpsf:f sigmapsf:f chipsf:f? magap:f? sigmagap:f? distnr:f? magnr:f? sigmagnr:f? chinr:f?
sharpnr:f? sky:f? magdiff:f? fwhm:f? classtar:f? mindtoedge:f? magfromlim:f? seeratio:f? aimage:f? bimage:f? aimagerat:f? bimagerat:f?
elong:f? nneg:i? nbad:i? rb:f? ssdistnr:f? ssmagnr:f? ssnamenr:s? sumrat:f? magapbig:f? sigmagapbig:f? ranr:d decnr:d sgmag1:f? srmag1:f?
simag1:f? szmag1:f? sgscore1:f? distpsnr1:f? ndethist:i ncovhist:i jdstarthist:d? jdendhist:d? scorr:d? tooflag:i? objectidps1:l?
objectidps2:l? sgmag2:f? srmag2:f? simag2:f? szmag2:f? sgscore2:f? distpsnr2:f? objectidps3:l? sgmag3:f? srmag3:f? simag3:f? szmag3:f?
sgscore3:f? distpsnr3:f? nmtchps:i rfid:l jdstartref:d jdendref:d nframesref:i rbversion:s dsnrms:f? ssnrms:f? dsdiff:f? magzpsci:f?
magzpsciunc:f? magzpscirms:f? nmatches:i clrcoeff:f? clrcounc:f? zpclrcov:f? zpmed:f? clrmed:f? clrrms:f? neargaia:f? neargaiabright:f?
maggaia:f? maggaiabright:f? exptime:f? drb:f? drbversion:s`;

const historyText = `jd:d fid:i pid:l diffmaglim:f? pdiffimfilename:s? programpi:s? programid:i candid:l? isdiffpos:s? tblid:l? nid:i? rcid:i?
field:i? xpos:f? ypos:f? ra:d? dec:d? magpsf:f? sigmapsf:f? chipsf:f? magap:f? sigmagap:f? distnr:f? magnr:f? sigmagnr:f? chinr:f? sharpnr:f?
sky:f? magdiff:f? fwhm:f? classtar:f? mindtoedge:f? magfromlim:f? seeratio:f? aimage:f? bimage:f? aimagerat:f? bimagerat:f? elong:f? nneg:i?
nbad:i? rb:f? ssdistnr:f? ssmagnr:f? ssnamenr:s? sumrat:f? magapbig:f? sigmagapbig:f? ranr:d? decnr:d? scorr:d? magzpsci:f? magzpsciunc:f?
magzpscirms:f? clrcoeff:f? clrcounc:f? rbversion:s`;

const forcedText = `field:i? rcid:i? fid:i pid:l rfid:l sciinpseeing:f? scibckgnd:f? scisigpix:f? magzpsci:f? magzpsciunc:f? magzpscirms:f?
clrcoeff:f? clrcounc:f? exptime:f? adpctdif1:f? adpctdif2:f? diffmaglim:f? programid:i jd:d forcediffimflux:f? forcediffimfluxunc:f?
procstatus:s? distnr:f? ranr:d decnr:d magnr:f? sigmagnr:f? chinr:f? sharpnr:f?`;

/** What Fink's science modules add, in the order and with the types of its nightly files; structs are below. */
const addedText = `timestamp:t cdsxmatch:s rf_snia_vs_nonia:d snn_snia_vs_nonia:d snn_sn_vs_all:d mulens:d roid:i nalerthist:i
rf_kn_vs_nonkn:d fink_broker_version:s fink_science_version:s tracklet:s anomaly_score:d DR3Name:s Plx:f e_Plx:f gcvs:s vsx:s x3hsp:s x4lac:s
lc_features_g:s lc_features_r:s jd_first_real_det:d jdstarthist_dt:d mag_rate:d sigma_rate:d lower_rate:d upper_rate:d delta_time:d
from_upper:b spicy_id:i spicy_class:s tns:s gaiaVarFlag:i gaiaClass:s is_transient:b slsn_score:f`;

const structTexts = {
  mangrove: 'HyperLEDA_name:s 2MASS_name:s lum_dist:s ang_dist:s',
  blazar_stats: 'instantness_low:f robustness_low:f instantness_high:f robustness_high:f',
} as const;

export type FieldType = 'double' | 'float' | 'int' | 'long' | 'string' | 'boolean' | 'timestamp';
export interface PacketField {
  readonly name: string;
  readonly type: FieldType;
  readonly nullable: boolean;
}

const typeNames: Readonly<Record<string, FieldType>> = {
  d: 'double',
  f: 'float',
  i: 'int',
  l: 'long',
  s: 'string',
  b: 'boolean',
  t: 'timestamp',
};

function fieldsOf(text: string): readonly PacketField[] {
  return text.split(/\s+/).map((item) => {
    const [name = '', type = 's'] = item.split(':');
    return { name, type: typeNames[type.charAt(0)] ?? 'string', nullable: type.endsWith('?') };
  });
}

export const candidateFields = fieldsOf(candidateText);
export const historyFields = fieldsOf(historyText);
export const forcedFields = fieldsOf(forcedText);
export const addedFields = fieldsOf(addedText);
export const addedStructs = Object.entries(structTexts).map(([name, text]) => ({ name, fields: fieldsOf(text) }));

export type PacketValue = number | bigint | string | boolean | Date | null;
export type PacketRecord = Readonly<Record<string, PacketValue>>;

export interface Cutout {
  readonly fileName: string;
  readonly stampData: Uint8Array;
}

/** One alert as it leaves the survey, with Fink's columns beside it. */
export interface Packet {
  readonly schemavsn: string;
  readonly publisher: string;
  readonly objectId: string;
  readonly candid: bigint;
  readonly candidate: PacketRecord;
  readonly prv_candidates: readonly PacketRecord[] | null;
  readonly fp_hists: readonly PacketRecord[] | null;
  readonly cutoutScience: Cutout;
  readonly cutoutTemplate: Cutout;
  readonly cutoutDifference: Cutout;
  readonly added: PacketRecord;
  readonly addedStructs: Readonly<Record<string, PacketRecord>>;
}
