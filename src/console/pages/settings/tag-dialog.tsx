import { Group, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useSave } from '../../api/save.ts';
import type { TagDetailFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { formErrors } from '../../parts/form-errors.ts';
import { TagDot } from '../../parts/tag-badge.tsx';
import { tagColorChoices } from '../../parts/tag-colors.ts';
import { CompanyScope } from './company-scope.tsx';
import { createTagMutation, updateTagMutation } from './lead-queries.ts';

/** Makes a tag, or changes this one. */
export const TagDialog = ({
  tag,
  close,
  saved: whenSaved,
}: {
  tag: TagDetailFragment | null;
  close: () => void;
  saved: () => void;
}) => {
  const [problem, setProblem] = useState<string | null>(null);
  const create = useSave(createTagMutation, (data) => data.createTag);
  const update = useSave(updateTagMutation, (data) => data.updateTag);
  const form = useForm({
    initialValues: {
      name: tag?.name ?? '',
      color: tag?.color ?? 'teal',
      companyId: tag?.company?.id ?? null,
    },
    validate: { name: (name) => (name.trim() === '' ? 'Give the tag a name.' : null) },
  });
  const submit = form.onSubmit(async (values) => {
    const input = { ...values, name: values.name.trim() };
    const saved = tag ? await update.save({ input: { ...input, id: tag.id } }) : await create.save({ input });
    if (saved.ok) {
      whenSaved();
      close();
      return;
    }
    const { fields, rest } = formErrors(saved.errors, Object.keys(values));
    form.setErrors(fields);
    setProblem(rest);
  });
  return (
    <FormDialog
      title={tag ? `Edit ${tag.name}` : 'New tag'}
      opened
      close={close}
      submit={submit}
      submitLabel={tag ? 'Save' : 'Create'}
      busy={create.saving || update.saving}
      problem={problem}
    >
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Name"
          placeholder="Job applicant"
          withAsterisk
          data-autofocus
          style={{ flex: '1 1 180px' }}
          {...form.getInputProps('name')}
        />
        <Select
          label="Colour"
          w={150}
          allowDeselect={false}
          data={tagColorChoices}
          leftSection={<TagDot color={form.values.color} />}
          renderOption={({ option }) => (
            <Group gap="xs">
              <TagDot color={option.value} />
              {option.label}
            </Group>
          )}
          {...form.getInputProps('color')}
        />
      </Group>
      <CompanyScope
        description="Whose calls may wear it. Calls that wear it already keep it."
        value={form.values.companyId}
        change={(companyId) => form.setFieldValue('companyId', companyId)}
        error={form.errors['companyId']}
      />
    </FormDialog>
  );
};
