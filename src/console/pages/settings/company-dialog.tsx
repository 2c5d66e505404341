import { Checkbox, Group, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { errorsByField, useSave } from '../../api/save.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { browserZone } from '../../parts/locale.ts';
import { createCompanyMutation } from './queries.ts';
import { countries, currencies, timeZones } from './world.ts';

const needed = (what: string) => (value: string | null) => (value?.trim() ? null : `${what} is needed.`);

export const CompanyDialog = ({ close, saved: whenSaved }: { close: () => void; saved: () => void }) => {
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(createCompanyMutation, (data) => data.createCompany);
  const form = useForm({
    initialValues: {
      name: '',
      timeZone: browserZone as string | null,
      currency: null as string | null,
      country: null as string | null,
      origins: [] as string[],
      consentRequired: false,
      recordCalls: false,
      recordingNotice: '',
    },
    validate: {
      name: needed('A name'),
      timeZone: needed('A time zone'),
      currency: needed('A currency'),
      country: needed('A country'),
    },
  });

  const submit = form.onSubmit(async (values) => {
    const saved = await save({
      input: {
        ...values,
        name: values.name.trim(),
        timeZone: values.timeZone ?? '',
        currency: values.currency ?? '',
        country: values.country ?? '',
        recordingNotice: values.recordCalls ? values.recordingNotice.trim() || null : null,
      },
    });
    if (saved.ok) {
      notifications.show({ message: `${values.name} was created. Next, give it numbers.` });
      whenSaved();
      close();
      return;
    }
    const { fields, rest } = errorsByField(saved.errors, Object.keys(values));
    form.setErrors(
      Object.fromEntries(Object.entries(fields).map(([path, message]) => [path.split('.')[0], message])),
    );
    setProblem(rest);
  });

  return (
    <FormDialog
      title="New company"
      opened
      close={close}
      submit={submit}
      submitLabel="Create"
      busy={saving}
      problem={problem}
    >
      <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <Select
          label="Country"
          withAsterisk
          searchable
          data={[...countries()]}
          {...form.getInputProps('country')}
        />
        <Select
          label="Currency"
          withAsterisk
          searchable
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
    </FormDialog>
  );
};
