import { Text } from '@mantine/core';
import type { ReportQuery } from './report-query.ts';
import { modelWords, type ReportWords } from './words.ts';

/** What a model of attribution does to the numbers below. */
export const ModelNote = ({
  query: { model, groupBy },
  words,
}: {
  query: ReportQuery;
  words: ReportWords;
}) => {
  if (!model) return null;
  const told = words.dimensions.filter(({ ofTouch }) => ofTouch);
  const bare = !told.some(({ name }) => groupBy.includes(name));
  const names = told.map(({ label }) => label.toLowerCase());
  return (
    <Text size="sm" c="dimmed" mb="md">
      {modelWords[model].text} Touches up to 90 days before the call count.
      {bare && ` Split by ${names.slice(0, -1).join(', ')} or ${names.at(-1)} to see the difference.`}
    </Text>
  );
};
