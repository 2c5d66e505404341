import { Group, Select, TextInput } from '@mantine/core';
import { type DateRange, rangePresets } from './date-range.ts';

/** Presets first; two date fields appear for a range of one's own. */
export const DateRangePicker = ({
  value,
  onChange,
  anyTime = false,
  label,
}: {
  value: DateRange | null;
  onChange: (range: DateRange | null) => void;
  anyTime?: boolean;
  label?: string;
}) => {
  const choose = (preset: string | null): void => {
    const known = rangePresets.find((each) => each.value === preset);
    if (known) onChange({ preset: known.value });
    else onChange(preset === 'custom' ? { preset: 'custom', from: null, to: null } : null);
  };
  return (
    <Group gap="xs" wrap="nowrap" align="end">
      <Select
        {...(label ? { label } : { 'aria-label': 'Date range' })}
        allowDeselect={false}
        w={150}
        value={value?.preset ?? 'any'}
        onChange={choose}
        data={[
          ...(anyTime ? [{ value: 'any', label: 'Any time' }] : []),
          ...rangePresets,
          { value: 'custom', label: 'Choose dates…' },
        ]}
      />
      {value?.preset === 'custom' && (
        <>
          <TextInput
            type="date"
            aria-label="First day"
            value={value.from ?? ''}
            onChange={(event) => onChange({ ...value, from: event.currentTarget.value || null })}
          />
          <TextInput
            type="date"
            aria-label="Last day"
            value={value.to ?? ''}
            onChange={(event) => onChange({ ...value, to: event.currentTarget.value || null })}
          />
        </>
      )}
    </Group>
  );
};
