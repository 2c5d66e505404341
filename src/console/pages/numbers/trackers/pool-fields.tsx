import { Checkbox, NumberInput, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { Section } from './section.tsx';
import { type TrackerForm, usualMinutes } from './tracker-form.ts';

const times = [
  {
    name: 'leaseMinutes',
    label: 'Kept',
    text: 'After the visitor’s last sign of life.',
    usual: usualMinutes.lease,
  },
  {
    name: 'graceMinutes',
    label: 'Credited',
    text: 'Calls this long after still count as theirs.',
    usual: usualMinutes.grace,
  },
  {
    name: 'cooldownMinutes',
    label: 'Rests',
    text: 'Before somebody else may see it.',
    usual: usualMinutes.cooldown,
  },
] as const;

/** VISITOR: how long a number belongs to one visitor. */
export const TimeFields = ({ form }: { form: TrackerForm }) => (
  <Section
    title="How long a number is one visitor’s"
    hint="Longer is surer and needs more numbers. The forecast of the pool shows how many."
  >
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      {times.map(({ name, label, text, usual }) => (
        <NumberInput
          key={name}
          label={label}
          description={text}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          suffix=" min"
          placeholder={`${usual} min`}
          min={0}
          decimalScale={2}
          {...form.getInputProps(name)}
        />
      ))}
    </SimpleGrid>
  </Section>
);

/** VISITOR: what visitors see while every number is with somebody. */
export const OverflowFields = ({ form }: { form: TrackerForm }) => (
  <Section title="When every number is taken">
    <Radio.Group aria-label="When every number is taken" {...form.getInputProps('overflow')}>
      <Stack gap="xs">
        <Radio value="KEEP" label="The page keeps its own number; its calls are not tracked." />
        <Radio value="NUMBER" label="One more number is shown to all of them; calls to it are marked." />
      </Stack>
    </Radio.Group>
    {form.values.overflow === 'NUMBER' && (
      <TextInput
        label="Overflow number"
        withAsterisk
        description="A number of another tracker here that sends its calls to the same place."
        type="tel"
        {...form.getInputProps('fallbackNumber')}
      />
    )}
    <Checkbox
      label="Prefer numbers of the visitor’s own area"
      {...form.getInputProps('localNumbers', { type: 'checkbox' })}
    />
  </Section>
);
