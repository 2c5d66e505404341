import {
  Checkbox,
  Group,
  NumberInput,
  Radio,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import type { TrackerRowFragment } from '../../../generated/graphql.ts';
import { AudienceFields, CreditFields } from './audience-fields.tsx';
import { KeptFields } from './kept-fields.tsx';
import { OverflowFields, TimeFields } from './pool-fields.tsx';
import { Section } from './section.tsx';
import type { TrackerForm } from './tracker-form.ts';
import { trackerKinds } from './tracker-kinds.ts';

const KindField = ({ form }: { form: TrackerForm }) => (
  <Radio.Group label="What is it for?" {...form.getInputProps('kind')}>
    <Stack gap="xs" mt={6}>
      {Object.entries(trackerKinds).map(([kind, { label, text, icon: Icon }]) => (
        <Radio.Card key={kind} value={kind} p="sm" radius="md">
          <Group wrap="nowrap" align="flex-start" gap="sm">
            <Radio.Indicator mt={2} />
            <div style={{ flex: 1 }}>
              <Text size="sm" fw={600}>
                {label}
              </Text>
              <Text size="xs" c="dimmed">
                {text}
              </Text>
            </div>
            <Icon size={18} aria-hidden style={{ opacity: 0.6 }} />
          </Group>
        </Radio.Card>
      ))}
    </Stack>
  </Radio.Group>
);

const AnswerFields = ({ form }: { form: TrackerForm }) => (
  <Section title="When it rings">
    <TextInput
      label="Whisper"
      description="Said to whoever answers, before the caller is put through."
      placeholder="A call from the spring flyer"
      {...form.getInputProps('whisper')}
    />
    <NumberInput
      label="Rings for"
      suffix=" seconds"
      placeholder="25 seconds"
      min={5}
      max={120}
      allowDecimal={false}
      {...form.getInputProps('ringSeconds')}
    />
    <Checkbox
      label="Take a message when nobody answers"
      {...form.getInputProps('voicemail', { type: 'checkbox' })}
    />
  </Section>
);

const PageNumbers = ({ form }: { form: TrackerForm }) => (
  <TagsInput
    label="Numbers on the website to replace"
    description="Each as it stands on the page. None: the number it rings at."
    splitChars={[',', ';', '\n']}
    {...form.getInputProps('swapNumbers')}
  />
);

/** The form of a tracker; `tracker` when it exists already, so that its kind stays. */
export const TrackerFields = ({
  form,
  tracker,
}: {
  form: TrackerForm;
  tracker: TrackerRowFragment | null;
}) => {
  const { kind } = form.values;
  return (
    <>
      {!tracker && <KindField form={form} />}
      <TextInput
        label="Name"
        withAsterisk
        placeholder="Spring flyer"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label="Rings at"
        withAsterisk
        type="tel"
        description="Where the call goes: the business's own phone."
        placeholder="+1 212 555 0100"
        {...form.getInputProps('destination')}
      />
      <TagsInput
        label={tracker ? 'Numbers to add' : 'Tracking numbers'}
        withAsterisk={!tracker}
        description="Numbers your carrier already sends here. Press Enter after each."
        placeholder="+1 212 555 0142"
        splitChars={[',', ';', '\n']}
        {...form.getInputProps('numbers')}
      />
      {kind !== 'OFFLINE' && <PageNumbers form={form} />}
      {kind === 'SOURCE' && <AudienceFields form={form} />}
      {kind !== 'VISITOR' && <CreditFields form={form} />}
      {kind === 'VISITOR' && (
        <>
          <TimeFields form={form} />
          <OverflowFields form={form} />
          {tracker && <KeptFields form={form} tracker={tracker} />}
        </>
      )}
      <AnswerFields form={form} />
      {tracker && (
        <Switch
          label="In use"
          description="While it is off, its numbers are shown to nobody; calls to them still ring."
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
      )}
    </>
  );
};
