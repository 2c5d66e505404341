import {
  Checkbox,
  Group,
  NumberInput,
  Radio,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import type { TrackerRowFragment } from '../../generated/graphql.ts';
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

const SourceFields = ({ form }: { form: TrackerForm }) => (
  <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
    <TextInput label="Source" placeholder="google" miw={140} {...form.getInputProps('source')} />
    <TextInput label="Medium" placeholder="cpc" miw={140} {...form.getInputProps('medium')} />
    <TextInput label="Campaign" miw={140} {...form.getInputProps('campaign')} />
  </Group>
);

const SwapFields = ({ form }: { form: TrackerForm }) => (
  <>
    <TagsInput
      label="Numbers on the website to replace"
      description="Each as it stands on the page; visitors see a tracking number in its place."
      splitChars={[',', ';', '\n']}
      {...form.getInputProps('swapNumbers')}
    />
    <TextInput
      label="Number when the pool is used up"
      description="Shown while every number is with another visitor. Empty: the page keeps its own number."
      type="tel"
      {...form.getInputProps('fallbackNumber')}
    />
    {form.values.kind === 'VISITOR' && (
      <NumberInput
        label="How long a visitor keeps a number"
        description="Counted from the last page view."
        suffix=" seconds"
        min={60}
        allowDecimal={false}
        {...form.getInputProps('leaseSeconds')}
      />
    )}
  </>
);

/** The form of a tracker; `tracker` when it exists already, so that kind and company stay. */
export const TrackerFields = ({
  form,
  tracker,
  companies,
}: {
  form: TrackerForm;
  tracker: TrackerRowFragment | null;
  companies: readonly { id: string; name: string }[];
}) => (
  <>
    {!tracker && companies.length > 1 && (
      <Select
        label="Company"
        withAsterisk
        allowDeselect={false}
        data={companies.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('companyId')}
      />
    )}
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
    {form.values.kind !== 'VISITOR' && <SourceFields form={form} />}
    {form.values.kind !== 'OFFLINE' && <SwapFields form={form} />}
    <TextInput
      label="Whisper"
      description="Said to whoever answers, before the caller is put through."
      placeholder="A call from the spring flyer"
      {...form.getInputProps('whisper')}
    />
    <NumberInput
      label="Rings for"
      suffix=" seconds"
      placeholder="The usual time"
      min={5}
      max={120}
      allowDecimal={false}
      {...form.getInputProps('ringSeconds')}
    />
    <Checkbox
      label="Take a message when nobody answers"
      {...form.getInputProps('voicemail', { type: 'checkbox' })}
    />
    {tracker && (
      <Switch
        label="In use"
        description="While it is off, its numbers are shown to nobody; calls to them still ring."
        {...form.getInputProps('active', { type: 'checkbox' })}
      />
    )}
  </>
);
