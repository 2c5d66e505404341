import { expect, test } from 'vitest';
import { groupsIn, splitBy } from './split.ts';
import type { ReportWords } from './words.ts';

const plain = { multiple: false, ofTouch: false };
const words: ReportWords = {
  dimensions: [
    { ...plain, name: 'SOURCE', label: 'Source', dimension: 'SOURCE', fieldId: null },
    { ...plain, name: 'customFields.job', label: 'Job', dimension: null, fieldId: 'field_1' },
  ],
  dimensionMenu: [],
  metrics: [],
};
const chosen = ['customFields.job', 'SOURCE'];

test('dimensions and own fields are asked for apart, and shown as they were chosen', () => {
  expect(splitBy(chosen, words)).toEqual({ groupBy: ['SOURCE'], groupByFields: ['field_1'] });
  const row = {
    start: null,
    groups: [{ dimension: 'SOURCE' as const, value: 'google', label: 'google' }],
    fieldGroups: [{ field: { id: 'field_1' }, value: null, label: 'Unknown' }],
    values: [],
  };
  expect(groupsIn(row, chosen, words).map(({ label }) => label)).toEqual(['Unknown', 'google']);
});
