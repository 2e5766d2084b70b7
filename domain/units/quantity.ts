declare const unit: unique symbol;

/** A number that knows its unit or frame at compile time and is a plain number at run time. */
export type Quantity<Unit extends string> = number & { readonly [unit]?: Unit };

/** Julian Date, UTC, days (ZTF). */
export type JdUtc = Quantity<'jd-utc'>;
/** Modified Julian Date, UTC, days. */
export type MjdUtc = Quantity<'mjd-utc'>;
/** Modified Julian Date, TAI, days (Rubin/LSST). */
export type MjdTai = Quantity<'mjd-tai'>;
/** Milliseconds since 1970-01-01T00:00:00 UTC. */
export type UnixMs = Quantity<'unix-ms'>;
