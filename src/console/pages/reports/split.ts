import type { CallReportDimension, ReportTableFragment } from '../../generated/graphql.ts';
import { dimensionNamed, type ReportWords } from './words.ts';

type Row = ReportTableFragment['rows'][number];

/** The chosen dimensions as the server is asked for them: the account's own fields apart. */
export const splitBy = (
  names: readonly string[],
  words: ReportWords,
): { groupBy: CallReportDimension[]; groupByFields: string[] } => {
  const chosen = names.map((name) => dimensionNamed(name, words));
  return {
    groupBy: chosen.flatMap(({ dimension }) => dimension ?? []),
    groupByFields: chosen.flatMap(({ fieldId }) => fieldId ?? []),
  };
};

/** A row's groups in the order in which they were chosen. */
export const groupsIn = (row: Row, names: readonly string[], words: ReportWords) =>
  names.map((name) => {
    const { dimension, fieldId } = dimensionNamed(name, words);
    const group = dimension
      ? row.groups.find((each) => each.dimension === dimension)
      : row.fieldGroups.find(({ field }) => field.id === fieldId);
    return { name, value: group?.value ?? null, label: group?.label ?? '' };
  });
