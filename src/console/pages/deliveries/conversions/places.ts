import type { ConversionRowFragment } from '../../../generated/graphql.ts';

type Reason = ConversionRowFragment['rejected'][number];

/** What became of some calls, added up. */
export interface Figures {
  readonly sent: number;
  readonly accepted: number;
  readonly confirmed: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly retracted: number;
  readonly waiting: number;
  /** By currency: sums of several currencies are none. */
  readonly values: readonly { readonly amount: string; readonly currency: string }[];
  readonly rejectedFor: readonly Reason[];
  readonly skippedFor: readonly Reason[];
}

/** One conversion action of one linked account, or another place where one action puts its records. */
export interface Place {
  readonly key: string;
  readonly about: Pick<ConversionRowFragment, 'linkedAccount' | 'action' | 'target'>;
  /** Newest day first. */
  readonly days: readonly { readonly day: string; readonly figures: Figures }[];
  readonly total: Figures;
}

/** The same reason added up, the most frequent first. */
const together = (reasons: readonly Reason[]): readonly Reason[] =>
  [...Map.groupBy(reasons, ({ reason }) => reason)]
    .map(([reason, same]) => ({ reason, count: same.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((a, b) => b.count - a.count);

const figuresOf = (rows: readonly ConversionRowFragment[]): Figures => {
  const sum = (value: (row: ConversionRowFragment) => number): number =>
    rows.reduce((before, row) => before + value(row), 0);
  const rejectedFor = together(rows.flatMap(({ rejected }) => rejected));
  const skippedFor = together(rows.flatMap(({ skipped }) => skipped));
  const counted = (reasons: readonly Reason[]): number => reasons.reduce((all, { count }) => all + count, 0);
  const values = Map.groupBy(
    rows.flatMap((row) => row.values),
    ({ currency }) => currency,
  );
  return {
    sent: sum((row) => row.sent),
    accepted: sum((row) => row.accepted),
    confirmed: sum((row) => row.confirmed),
    rejected: counted(rejectedFor),
    skipped: counted(skippedFor),
    retracted: sum((row) => row.retracted),
    waiting: sum((row) => row.waiting),
    // Rounded to what money has at most, because binary fractions add up to more digits.
    values: [...values]
      .map(([currency, same]) => ({
        currency,
        amount: same.reduce((all, { amount }) => all + Number(amount), 0).toFixed(6),
      }))
      .toSorted((a, b) => a.currency.localeCompare(b.currency)),
    rejectedFor,
    skippedFor,
  };
};

/** A report's rows by place; places that tell several conversion actions apart come first. */
export const placesOf = (rows: readonly ConversionRowFragment[]): readonly Place[] =>
  [...Map.groupBy(rows, ({ linkedAccount, action, target }) => `${linkedAccount.id} ${action.id} ${target}`)]
    .flatMap(([key, own]) => {
      const [first] = own;
      if (!first) return [];
      const days = own
        .toSorted((a, b) => b.day.localeCompare(a.day))
        .map((row) => ({ day: row.day, figures: figuresOf([row]) }));
      return [{ key, about: first, days, total: figuresOf(own) }];
    })
    .toSorted((a, b) => Number(b.about.target !== '') - Number(a.about.target !== ''));
