import { MultiSelect, Text } from '@mantine/core';
import type { TrackerRowFragment } from '../../../generated/graphql.ts';
import { plural } from '../../../parts/format.ts';
import { Section } from './section.tsx';
import type { TrackerForm } from './tracker-form.ts';

/** VISITOR with several numbers on the page: numbers kept for one of them, whose calls then ring there too. */
export const KeptFields = ({ form, tracker }: { form: TrackerForm; tracker: TrackerRowFragment }) => {
  const { keptNumbers, swapNumbers } = form.values;
  const targets = [...new Set([...swapNumbers, ...Object.keys(keptNumbers)])];
  if (targets.length < 2 && Object.keys(keptNumbers).length === 0) return null;
  const taken = (except: string): ReadonlySet<string> =>
    new Set(targets.filter((target) => target !== except).flatMap((target) => keptNumbers[target] ?? []));
  const free = tracker.numbers.length - targets.flatMap((target) => keptNumbers[target] ?? []).length;
  return (
    <Section
      title="Kept for one number of the page"
      hint="Numbers kept for one stand in for it alone, and their calls ring there."
    >
      {targets.map((target) => (
        <MultiSelect
          key={target}
          label={`Only for ${target}`}
          searchable
          clearable
          data={tracker.numbers
            .filter(({ number }) => !taken(target).has(number))
            .map(({ number, nationalFormat }) => ({ value: number, label: nationalFormat }))}
          value={keptNumbers[target] ?? []}
          onChange={(chosen) => form.setFieldValue('keptNumbers', { ...keptNumbers, [target]: chosen })}
        />
      ))}
      <Text size="xs" c={form.errors['keptNumbers'] ? 'var(--mantine-color-error)' : 'dimmed'}>
        {form.errors['keptNumbers'] ?? `${plural(free, 'number')} left for any of them.`}
      </Text>
    </Section>
  );
};
