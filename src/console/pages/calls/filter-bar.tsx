import { Box, Button, Drawer, Group, Popover, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useFieldLabels } from '../../api/call-fields.tsx';
import { DateRangePicker } from '../../parts/date-range-picker.tsx';
import { useIsPhone } from '../../parts/phone-screen.ts';
import { everything, writeCallQuery } from './call-query.ts';
import { type FilterProps, MoreFields, OutcomeField, SourceField } from './filter-fields.tsx';

const typingMilliseconds = 350;

const NumberSearch = ({ query, change }: FilterProps) => {
  const label = useFieldLabels()('callerNumber');
  const [typed, setTyped] = useState(query.number);
  const settle = useDebouncedCallback((number: string) => change({ number }), typingMilliseconds);
  // The address may change by other means: back, a link, "Clear".
  useEffect(() => setTyped(query.number), [query.number]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      type="search"
      inputMode="tel"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
      style={{ flex: '1 1 160px', maxWidth: 260 }}
    />
  );
};

const countOf = (values: readonly unknown[]): number => values.filter(Boolean).length;

const filtersWords = (hidden: number): string => (hidden > 0 ? `Filters (${hidden})` : 'Filters');

const Clear = ({ query, change }: FilterProps) =>
  writeCallQuery(query).size > 0 ? (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconX size={14} aria-hidden />}
      onClick={() => change(everything)}
    >
      Clear
    </Button>
  ) : null;

const PhoneBar = ({ tools, ...props }: FilterProps & { tools: ReactNode }) => {
  const [opened, { open, close }] = useDisclosure();
  const { query, change } = props;
  const hidden = writeCallQuery({ ...query, number: '' }).size;
  return (
    <>
      <Group wrap="nowrap" gap="xs" mb="md">
        <NumberSearch {...props} />
        <Button
          variant="default"
          onClick={open}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          style={{ flexShrink: 0 }}
        >
          {filtersWords(hidden)}
        </Button>
        {tools}
      </Group>
      <Drawer opened={opened} onClose={close} title="Filters" position="bottom" size="auto" radius="lg">
        <Stack pb="md">
          <DateRangePicker anyTime value={query.range} onChange={(range) => change({ range })} />
          <OutcomeField {...props} />
          <SourceField {...props} />
          <MoreFields {...props} />
          <Group grow>
            <Clear {...props} />
            <Button onClick={close}>Show calls</Button>
          </Group>
        </Stack>
      </Drawer>
    </>
  );
};

const DeskBar = ({ tools, ...props }: FilterProps & { tools: ReactNode }) => {
  const { query, change } = props;
  const hidden = countOf([
    query.company,
    query.tracker,
    query.tag,
    query.minSeconds,
    query.firstTime,
    query.assignee,
    query.minScore !== null,
    ...query.fields,
  ]);
  return (
    <Group gap="xs" mb="md" role="search" aria-label="Filter calls">
      <NumberSearch {...props} />
      <DateRangePicker anyTime value={query.range} onChange={(range) => change({ range })} />
      <OutcomeField {...props} />
      <SourceField {...props} />
      <Popover width={280} position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}>
            {filtersWords(hidden)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
          <Stack gap="sm">
            <MoreFields {...props} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <Clear {...props} />
      {tools && <Box ml="auto">{tools}</Box>}
    </Group>
  );
};

/** `tools` stand at the end of the bar. */
export const FilterBar = ({ tools, ...props }: FilterProps & { tools?: ReactNode }) =>
  useIsPhone() ? <PhoneBar {...props} tools={tools} /> : <DeskBar {...props} tools={tools} />;
