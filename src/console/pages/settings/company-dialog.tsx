import { Checkbox, Group, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useSave } from '../../api/save.ts';
import type { CompanyDetailFragment } from '../../generated/graphql.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { browserZone } from '../../parts/locale.ts';
import { createCompanyMutation, updateCompanyMutation } from './queries.ts';
import { needed, useEdit } from './use-edit.ts';
import { useLanguages } from './use-languages.ts';
import { countries, currencies, timeZones } from './world.ts';

const startOf = (company: CompanyDetailFragment | null) => ({
  name: company?.name ?? '',
  timeZone: (company?.timeZone ?? browserZone) as string | null,
  currency: company?.currency ?? null,
  country: company?.country ?? null,
  origins: [...(company?.origins ?? [])],
  consentRequired: company?.consentRequired ?? false,
  recordCalls: company?.recordCalls ?? false,
  recordingNotice: company?.recordingNotice ?? '',
  language: (company?.language ?? 'en-US') as string | null,
  voicemailGreeting: company?.voicemailGreeting ?? '',
  testNumbers: [...(company?.testNumbers ?? [])],
});

/** Makes a company, or changes this one; its country is for good. */
export const CompanyDialog = ({
  company,
  close,
  saved,
}: {
  company: CompanyDetailFragment | null;
  close: () => void;
  saved: () => void;
}) => {
  const languages = useLanguages(company?.language ?? 'en-US');
  const create = useSave(createCompanyMutation, (data) => data.createCompany);
  const update = useSave(updateCompanyMutation, (data) => data.updateCompany);
  const { form, dialog } = useEdit({
    what: 'company',
    thing: company,
    initialValues: startOf(company),
    validate: {
      name: needed('A name is needed.'),
      timeZone: needed('A time zone is needed.'),
      currency: needed('A currency is needed.'),
      country: needed('A country is needed.'),
      language: needed('A language is needed.'),
      ...(company && { voicemailGreeting: needed('Callers need to hear something.') }),
    },
    send: ({ country, testNumbers, ...values }) => {
      const input = {
        ...values,
        name: values.name.trim(),
        timeZone: values.timeZone ?? '',
        currency: values.currency ?? '',
        language: values.language,
        // Of a new company the server has words to begin with.
        voicemailGreeting: values.voicemailGreeting.trim() || null,
        recordingNotice: values.recordCalls ? values.recordingNotice.trim() || null : null,
      };
      return company
        ? update.save({ input: { ...input, testNumbers, id: company.id } })
        : create.save({ input: { ...input, country: country ?? '' } });
    },
    busy: create.saving || update.saving,
    close,
    done: () => {
      notifications.show({
        message: company ? 'Saved.' : `${form.values.name.trim()} was created. Next, give it numbers.`,
      });
      saved();
      close();
    },
  });

  return (
    <FormDialog {...dialog}>
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
        label="Visitors have to agree before they are tracked"
        description="Until then nothing of them is stored or sent, they see no number of their own, and their calls cannot be credited to an ad."
        {...form.getInputProps('consentRequired', { type: 'checkbox' })}
      />
      <Select
        label="Language callers are spoken to in"
        withAsterisk
        description="What they hear is read aloud in it, and not translated."
        searchable
        data={languages}
        {...form.getInputProps('language')}
      />
      <Textarea
        label="Voicemail greeting"
        description="What callers hear when nobody answers, where a tracker takes messages."
        placeholder="Nobody can take your call right now. Please leave a message after the tone."
        maxLength={500}
        autosize
        {...form.getInputProps('voicemailGreeting')}
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
