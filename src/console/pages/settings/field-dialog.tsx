import { Group, SegmentedControl, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useSave } from '../../api/save.ts';
import type {
  CustomFieldDetailFragment,
  CustomFieldKind,
  CustomFieldSubject,
} from '../../generated/graphql.ts';
import { kindLabels } from '../../parts/custom-fields.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { CompanyScope } from './company-scope.tsx';
import { keyFrom } from './field-key.ts';
import { createCustomFieldMutation, updateCustomFieldMutation } from './lead-queries.ts';
import { needed, useEdit } from './use-edit.ts';

const kinds = Object.entries(kindLabels).map(([value, label]) => ({ value, label }));

/** Makes a field, or changes this one: what it is of, its key and its kind are for good. */
export const FieldDialog = ({
  field,
  close,
  saved,
}: {
  field: CustomFieldDetailFragment | null;
  close: () => void;
  saved: () => void;
}) => {
  const create = useSave(createCustomFieldMutation, (data) => data.createCustomField);
  const update = useSave(updateCustomFieldMutation, (data) => data.updateCustomField);
  const { form, dialog } = useEdit({
    what: 'field',
    thing: field,
    initialValues: {
      subject: field?.subject ?? ('CALL' as CustomFieldSubject),
      kind: field?.kind ?? ('TEXT' as CustomFieldKind),
      name: field?.name ?? '',
      key: field?.key ?? '',
      choices: [...(field?.choices ?? [])],
      companyId: field?.company?.id ?? null,
    },
    validate: {
      name: needed('Give the field a name.'),
      choices: (choices, { kind }) =>
        kind === 'CHOICE' && choices.length === 0 ? 'Add at least one choice.' : null,
    },
    send: ({ subject, kind, name, key, choices, companyId }) => {
      const head = { name: name.trim(), companyId, ...(kind === 'CHOICE' ? { choices } : {}) };
      return field
        ? update.save({ input: { ...head, id: field.id } })
        : create.save({ input: { ...head, subject, kind, key: key.trim() || keyFrom(name) } });
    },
    busy: create.saving || update.saving,
    close,
    done: () => {
      saved();
      close();
    },
  });
  const { values } = form;

  return (
    <FormDialog {...dialog}>
      {!field && (
        <Stack gap={4}>
          <Text size="sm" fw={500} id="field-subject">
            A field of
          </Text>
          <SegmentedControl
            aria-labelledby="field-subject"
            fullWidth
            data={[
              { value: 'CALL', label: 'Calls' },
              { value: 'CALLER', label: 'Callers' },
            ]}
            {...form.getInputProps('subject')}
          />
        </Stack>
      )}
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <TextInput
          label="Name"
          placeholder="Kind of job"
          withAsterisk
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label="Kind"
          allowDeselect={false}
          disabled={field !== null}
          data={kinds}
          {...form.getInputProps('kind')}
        />
      </Group>
      <TextInput
        label="Key"
        description={
          field ? 'Never changes.' : 'How the API and templates name it. It cannot be changed later.'
        }
        placeholder={keyFrom(values.name) || 'kind_of_job'}
        disabled={field !== null}
        {...form.getInputProps('key')}
      />
      {values.kind === 'CHOICE' && (
        <TagsInput
          label="Choices"
          withAsterisk
          description="Press Enter after each. Calls keep a choice that is taken off the list."
          splitChars={[',', '\n']}
          {...form.getInputProps('choices')}
        />
      )}
      <CompanyScope
        description={values.subject === 'CALL' ? 'Whose calls have it.' : 'Whose callers have it.'}
        value={values.companyId}
        change={(companyId) => form.setFieldValue('companyId', companyId)}
        error={form.errors['companyId']}
      />
    </FormDialog>
  );
};
