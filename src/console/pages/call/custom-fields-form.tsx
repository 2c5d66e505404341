import { Alert, Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Saved, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { CustomFieldDetailFragment, CustomValueFragment } from '../../generated/graphql.ts';
import { CustomFieldInput } from '../../parts/custom-field-input.tsx';
import { type CustomInput, customInputs, submittedCustom } from '../../parts/custom-fields.ts';
import { useDraft } from '../../parts/draft.ts';
import { formErrors } from '../../parts/form-errors.ts';
import { setCustomFieldsMutation } from './lead-queries.ts';

const withoutRoot = (saved: Saved<unknown>) =>
  saved.ok
    ? []
    : saved.errors.map((error) => ({
        ...error,
        field: error.field?.replace(/^input\.values\./, '') ?? null,
      }));

/** The account's own fields of a call or a caller, each with the control that fits it. */
export const CustomFieldsForm = ({
  fields,
  stored,
  about,
  name,
}: {
  fields: readonly CustomFieldDetailFragment[];
  stored: readonly CustomValueFragment[];
  about: { readonly callId: string } | { readonly callerId: string };
  /** What is saved, for whoever hears the button instead of seeing it. */
  name: string;
}) => {
  const { write } = useMay();
  const draft = useDraft<Record<string, CustomInput>>(customInputs(fields, stored));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(setCustomFieldsMutation, (data) => data.setCustomFields);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { changed } = draft;
    const saved = await save({ input: { ...about, values: submittedCustom(changed) } });
    if (saved.ok) draft.taken(changed);
    const keys = fields.map(({ key }) => key);
    const found = formErrors(withoutRoot(saved), keys);
    setErrors(found.fields);
    setProblem(found.rest);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        {fields.map((field) => (
          <CustomFieldInput
            key={field.id}
            field={field}
            value={draft.values[field.key] ?? ''}
            change={(value) => draft.set({ [field.key]: value })}
            error={errors[field.key]}
            readOnly={!write}
          />
        ))}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {write && draft.isDirty && (
          <Group justify="flex-end">
            <Button type="submit" size="xs" loading={saving} aria-label={name}>
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
};
