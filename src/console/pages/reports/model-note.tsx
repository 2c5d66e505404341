import { Text } from '@mantine/core';
import type { ReportQuery } from './report-query.ts';
import { modelWords, touchDimensions } from './words.ts';

/** What a model of attribution does to the numbers below. */
export const ModelNote = ({ query: { model, groupBy } }: { query: ReportQuery }) => {
  if (!model) return null;
  const bare = !groupBy.some((dimension) => touchDimensions.includes(dimension));
  return (
    <Text size="sm" c="dimmed" mb="md">
      {modelWords[model].text} Touches up to 90 days before the call count.
      {bare && ' Split by source, medium, campaign, keyword or landing page to see the difference.'}
    </Text>
  );
};
