import { Group, Select, TextInput } from '@mantine/core';
import { useSave } from '../../api/save.ts';
import type { TagDetailFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { TagDot } from '../../parts/tag-badge.tsx';
import { tagColorChoices } from '../../parts/tag-colors.ts';
import { CompanyScope } from './company-scope.tsx';
import { createTagMutation, updateTagMutation } from './lead-queries.ts';
import { needed, useEdit } from './use-edit.ts';

/** Makes a tag, or changes this one. */
export const TagDialog = ({
  tag,
  close,
  saved,
}: {
  tag: TagDetailFragment | null;
  close: () => void;
  saved: () => void;
}) => {
  const create = useSave(createTagMutation, (data) => data.createTag);
  const update = useSave(updateTagMutation, (data) => data.updateTag);
  const { form, dialog } = useEdit({
    what: 'tag',
    thing: tag,
    initialValues: {
      name: tag?.name ?? '',
      color: tag?.color ?? 'teal',
      companyId: tag?.company?.id ?? null,
    },
    validate: { name: needed('Give the tag a name.') },
    send: (values) => {
      const input = { ...values, name: values.name.trim() };
      return tag ? update.save({ input: { ...input, id: tag.id } }) : create.save({ input });
    },
    busy: create.saving || update.saving,
    close,
    done: () => {
      saved();
      close();
    },
  });
  return (
    <FormDialog {...dialog}>
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
        description="Which company's calls may have it. Calls that have it already keep it."
        value={form.values.companyId}
        change={(companyId) => form.setFieldValue('companyId', companyId)}
        error={form.errors['companyId']}
      />
    </FormDialog>
  );
};
