import { Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { channelGroupLabels, choosableGroups } from '../channel-words.ts';
import { Section } from './section.tsx';
import type { Audience, TrackerForm } from './tracker-form.ts';

const audiences: Record<Audience, { readonly label: string; readonly text: string }> = {
  SOURCE: {
    label: 'Visits of one source',
    text: 'Everybody whose visit has the source, medium and campaign below.',
  },
  CONDITIONS: {
    label: 'Visits that meet conditions',
    text: 'Everybody who meets all conditions that are filled in.',
  },
  EVERYBODY: {
    label: 'Everybody else',
    text: 'Every visit that no other tracker fits.',
  },
};

const Conditions = ({ form }: { form: TrackerForm }) => (
  <Stack gap="sm" pl="md" style={{ borderLeft: '2px solid var(--line)' }}>
    <TextInput
      label="Parameter of the landing page"
      description="As it stands in the address; the name alone stands for any value."
      placeholder="ref=flyer"
      {...form.getInputProps('landingParameter')}
    />
    <TagsInput
      label="Coming from these websites"
      description="Subdomains count too. Press Enter after each."
      placeholder="partner.example"
      splitChars={[',', ' ', '\n']}
      {...form.getInputProps('referrerHosts')}
    />
    <Select
      label="Kind of channel"
      placeholder="Any"
      clearable
      data={choosableGroups.map((value) => ({ value, label: channelGroupLabels[value] }))}
      {...form.getInputProps('referrerGroup')}
    />
  </Stack>
);

/** SOURCE: which visits see the number. */
export const AudienceFields = ({ form }: { form: TrackerForm }) => {
  const { audience } = form.values;
  return (
    <Section title="Who sees it">
      <Select
        label="Shown to"
        description={audiences[audience].text}
        allowDeselect={false}
        data={Object.entries(audiences).map(([value, { label }]) => ({ value, label }))}
        {...form.getInputProps('audience')}
      />
      {audience === 'CONDITIONS' && <Conditions form={form} />}
    </Section>
  );
};

/** What calls to the number are credited to; for SOURCE it may also say whose visits see it. */
export const CreditFields = ({ form }: { form: TrackerForm }) => {
  const both = form.values.kind === 'SOURCE' && form.values.audience === 'SOURCE';
  return (
    <Section
      title={both ? 'The source' : 'Credit'}
      hint={both ? 'Visits it is shown to, and what its calls are credited to.' : 'What its calls count as.'}
    >
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <TextInput
          label="Source"
          withAsterisk={form.values.kind === 'SOURCE'}
          placeholder="google"
          {...form.getInputProps('source')}
        />
        <TextInput label="Medium" placeholder="cpc" {...form.getInputProps('medium')} />
        <TextInput label="Campaign" {...form.getInputProps('campaign')} />
      </SimpleGrid>
    </Section>
  );
};
