/** What one side did in one round. */
export interface Timing {
  /** Units of work a second. */
  readonly rate: number;
  /** Of each unit, ms. */
  readonly latencies: readonly number[];
  /** CPU of a unit of work in our process and in PostgreSQL, ms; null where the system does not tell. */
  readonly cpu?: { readonly node: number; readonly postgres: number } | null;
}

export interface Round {
  readonly ours: Timing;
  readonly limit: Timing;
}

/** One line of the table. */
export interface Measurement {
  readonly path: string;
  /** What it is measured against. */
  readonly against: string;
  /** The ratio to reach. */
  readonly target: number;
  readonly unit: string;
  readonly rounds: readonly Round[];
  /** What a reader has to know about this run. */
  readonly notes: readonly string[];
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The value that this share (0..1) of all values does not exceed. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;

export const ratioOf = ({ ours, limit }: Round): number => ours.rate / limit.rate;
