import { Checkbox, Group, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSave } from '../../api/save.ts';
import type { CompanyDetailFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { formErrors } from '../../parts/form-errors.ts';
import { browserZone } from '../../parts/locale.ts';
import { createCompanyMutation, updateCompanyMutation } from './queries.ts';
import { countries, currencies, timeZones } from './world.ts';

const needed = (what: string) => (value: string | null) => (value?.trim() ? null : `${what} is needed.`);

const startOf = (company: CompanyDetailFragment | null) => ({
  name: company?.name ?? '',
  timeZone: (company?.timeZone ?? browserZone) as string | null,
  currency: company?.currency ?? null,
  country: company?.country ?? null,
  origins: [...(company?.origins ?? [])],
  consentRequired: company?.consentRequired ?? false,
  recordCalls: company?.recordCalls ?? false,
  recordingNotice: company?.recordingNotice ?? '',
  testNumbers: [...(company?.testNumbers ?? [])],
});

/** Makes a company, or changes this one; its country is for good. */
export const CompanyDialog = ({
  company,
  close,
  saved: whenSaved,
}: {
  company: CompanyDetailFragment | null;
  close: () => void;
  saved: () => void;
}) => {
  const [problem, setProblem] = useState<string | null>(null);
  const create = useSave(createCompanyMutation, (data) => data.createCompany);
  const update = useSave(updateCompanyMutation, (data) => data.updateCompany);
  const form = useForm({
    initialValues: startOf(company),
    validate: {
      name: needed('A name'),
      timeZone: needed('A time zone'),
      currency: needed('A currency'),
      country: needed('A country'),
    },
  });

  const submit = form.onSubmit(async ({ country, testNumbers, ...values }) => {
    const input = {
      ...values,
      name: values.name.trim(),
      timeZone: values.timeZone ?? '',
      currency: values.currency ?? '',
      recordingNotice: values.recordCalls ? values.recordingNotice.trim() || null : null,
    };
    const saved = company
      ? await update.save({ input: { ...input, testNumbers, id: company.id } })
      : await create.save({ input: { ...input, country: country ?? '' } });
    if (saved.ok) {
      notifications.show({
        message: company ? 'Saved.' : `${input.name} was created. Next, give it numbers.`,
      });
      whenSaved();
      close();
      return;
    }
    const { fields, rest } = formErrors(saved.errors, Object.keys(form.values));
    form.setErrors(fields);
    setProblem(rest);
  });

  return (
    <FormDialog
      title={company ? `Edit ${company.name}` : 'New company'}
      opened
      close={close}
      submit={submit}
      submitLabel={company ? 'Save' : 'Create'}
      busy={create.saving || update.saving}
      problem={problem}
    >
      <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <Select
          label="Country"
          withAsterisk
          searchable
          disabled={company !== null}
          data={[...countries()]}
          {...form.getInputProps('country')}
        />
        <Select
          label="Currency"
          withAsterisk
          searchable
          {...(company ? { description: 'For calls from now on.' } : {})}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={currencies}
          {...form.getInputProps('currency')}
        />
      </Group>
      <Select
        label="Time zone"
        withAsterisk
        description="Days and hours in reports and filters follow it."
        searchable
        data={timeZones}
        {...form.getInputProps('timeZone')}
      />
      <TagsInput
        label="Websites"
        description="Where the snippet may run. Press Enter after each."
        placeholder="https://www.example.com"
        splitChars={[',', ' ', '\n']}
        {...form.getInputProps('origins')}
      />
      <Checkbox
        label="Visitors have to agree before ad platforms are told about them"
        {...form.getInputProps('consentRequired', { type: 'checkbox' })}
      />
      <Checkbox label="Record calls" {...form.getInputProps('recordCalls', { type: 'checkbox' })} />
      {form.values.recordCalls && (
        <Textarea
          label="Notice callers hear first"
          description="Many countries require it."
          placeholder="This call may be recorded."
          autosize
          {...form.getInputProps('recordingNotice')}
        />
      )}
      {company && (
        <TagsInput
          label="Test numbers"
          description="Calls from these are shown, but counted and sent nowhere. Press Enter after each."
          placeholder="Your own phone"
          splitChars={[',', '\n']}
          {...form.getInputProps('testNumbers')}
        />
      )}
    </FormDialog>
  );
};
