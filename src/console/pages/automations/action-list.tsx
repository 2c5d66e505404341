import { Box, CloseButton, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { missingValues } from '../../parts/field-values.ts';
import { FormFields } from '../../parts/form-fields.tsx';
import { type ActionChoice, type ActionDraft, draftOf } from './actions.ts';

/** Server errors about one action, by the names of its settings: `actions.1.deliver.settings.x` is `x`. */
const errorsOf = (errors: Readonly<Record<string, string>>, place: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(`actions.${place}.`) ? [[path.slice(path.lastIndexOf('.') + 1), message]] : [],
    ),
  );

const grouped = (choices: readonly ActionChoice[]) =>
  [...new Set(choices.map(({ group }) => group))].map((group) => ({
    group,
    items: choices.filter((each) => each.group === group).map(({ value, label }) => ({ value, label })),
  }));

/** What happens to a fitting call, in order. */
export const ActionList = ({
  drafts,
  choices,
  errors,
  strict,
  change,
}: {
  drafts: readonly ActionDraft[];
  choices: readonly ActionChoice[];
  errors: Readonly<Record<string, string>>;
  strict: boolean;
  change: (drafts: readonly ActionDraft[]) => void;
}) => (
  <Stack gap="sm">
    {drafts.map((draft, place) => {
      const { choice, values } = draft;
      const named = errorsOf(errors, place);
      const stray = Object.entries(named).filter(
        ([name]) => !choice.fields.some((each) => each.name === name),
      );
      return (
        <Box key={draft.key} p="sm" style={{ border: '1px solid var(--line)', borderRadius: 8 }}>
          <Group
            justify="space-between"
            wrap="nowrap"
            align="flex-start"
            mb={choice.fields.length > 0 ? 'sm' : 0}
          >
            <div>
              <Text size="sm" fw={600}>
                {choice.label}
              </Text>
              <Text size="xs" c="dimmed">
                {choice.group}. {choice.description}
              </Text>
            </div>
            <CloseButton
              aria-label={`Remove “${choice.label}”`}
              onClick={() => change(drafts.filter(({ key }) => key !== draft.key))}
            />
          </Group>
          <FormFields
            fields={choice.fields}
            values={values}
            errors={{ ...(strict ? missingValues(choice.fields, values) : {}), ...named }}
            change={(next) =>
              change(drafts.map((each) => (each === draft ? { ...each, values: next } : each)))
            }
          />
          {stray.map(([name, message]) => (
            <Text key={name} size="sm" c="red" role="alert" mt="xs">
              {message}
            </Text>
          ))}
        </Box>
      );
    })}
    <Select
      aria-label="Add an action"
      placeholder="Add an action"
      leftSection={<IconPlus size={15} aria-hidden />}
      searchable
      value={null}
      error={strict && drafts.length === 0 ? 'Choose at least one action.' : errors['actions']}
      data={grouped(choices)}
      onChange={(value) => {
        const choice = choices.find((each) => each.value === value);
        if (choice) change([...drafts, draftOf(choice)]);
      }}
    />
  </Stack>
);
