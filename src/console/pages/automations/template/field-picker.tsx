import { ActionIcon, Combobox, Group, ScrollArea, Text, Tooltip, useCombobox } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallFieldDetailFragment } from '../../../generated/graphql.ts';

const fits = ({ label, name }: CallFieldDetailFragment, typed: string): boolean =>
  `${label} ${name}`.toLowerCase().includes(typed.trim().toLowerCase());

/** Chooses what of the call is filled in. */
export const FieldPicker = ({
  fields,
  label,
  choose,
}: {
  fields: readonly CallFieldDetailFragment[];
  /** The input it inserts into. */
  label: string;
  choose: (path: string) => void;
}) => {
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setTyped('');
    },
  });
  const found = fields.filter((field) => fits(field, typed));
  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-end"
      shadow="md"
      onOptionSubmit={(path) => {
        combobox.closeDropdown();
        choose(path);
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <Tooltip label="Insert a field of the call">
          <ActionIcon
            variant="subtle"
            aria-label={`Insert a field into ${label}`}
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconBraces size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          aria-label="Search fields of the call"
          placeholder="Search fields"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options aria-label="Fields of the call">
          <ScrollArea.Autosize mah={260} type="auto">
            {found.map((field) => (
              <Combobox.Option key={field.name} value={field.name}>
                <Group justify="space-between" wrap="nowrap" gap="xs">
                  <Text size="sm">{field.label}</Text>
                  <Text size="xs" c="inherit" opacity={0.75} truncate maw={140}>
                    {field.example}
                  </Text>
                </Group>
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>No such field</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};
