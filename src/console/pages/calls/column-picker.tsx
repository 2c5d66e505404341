import { ActionIcon, Checkbox, Popover, Stack, Text, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns3 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useFieldLabels } from '../../api/call-fields.tsx';
import { useLeadChoices } from '../../parts/lead-choices.ts';
import { type Column, columnsFor, usualColumns } from './columns.tsx';

/** The columns of the list, as this browser's user chose them. */
export const useColumns = () => {
  const labelOf = useFieldLabels();
  const { customFields } = useLeadChoices();
  const [chosen, setChosen] = useLocalStorage<readonly string[]>({
    key: 'ringpath-call-columns',
    defaultValue: usualColumns,
    getInitialValueInEffect: false,
  });
  const offered = useMemo(() => columnsFor(customFields, labelOf), [customFields, labelOf]);
  const isShown = ({ id, optional }: Column): boolean => !optional || chosen.includes(id);
  return {
    offered,
    shown: offered.filter(isShown),
    isShown,
    toggle: ({ id }: Column): void =>
      setChosen((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id])),
  };
};

export type Columns = ReturnType<typeof useColumns>;

export const ColumnPicker = ({ columns }: { columns: Columns }) => (
  <Popover width={220} position="bottom-end" shadow="md" trapFocus>
    <Popover.Target>
      <Tooltip label="Columns">
        <ActionIcon variant="default" size={36} aria-label="Choose columns">
          <IconColumns3 size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Popover.Target>
    <Popover.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
      <Stack gap="xs" role="group" aria-label="Columns">
        <Text size="xs" c="dimmed" fw={550}>
          Columns
        </Text>
        {columns.offered
          .filter(({ optional }) => optional)
          .map((column) => (
            <Checkbox
              key={column.id}
              label={column.label}
              checked={columns.isShown(column)}
              onChange={() => columns.toggle(column)}
            />
          ))}
      </Stack>
    </Popover.Dropdown>
  </Popover>
);
