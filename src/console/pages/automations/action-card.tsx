import { Box, CloseButton, Group, Text } from '@mantine/core';
import { IconBan, IconCircleCheck } from '@tabler/icons-react';
import type { CallFieldDetailFragment } from '../../generated/graphql.ts';
import { missingValues } from '../../parts/field-values.ts';
import { FormFields } from '../../parts/form-fields.tsx';
import { type ActionDraft, actionErrors } from './actions.ts';
import { TemplateInput } from './template/template-input.tsx';
import { usePreview } from './template/use-preview.ts';

type Preview = NonNullable<ReturnType<typeof usePreview>>;

/** Then a field says what is wrong, and there is nothing to add. */
const isFaulty = ({ shown }: Preview): boolean => [...shown.values()].some(({ error }) => error !== null);

/** Whether the call the settings are tried on would be sent, and why not. */
const Eligibility = ({ eligibility }: Pick<Preview, 'eligibility'>) => {
  const { eligible, reason, delivery } = eligibility;
  const Icon = eligible ? IconCircleCheck : IconBan;
  const sends = delivery ? 'This call is there already and would be updated.' : 'This call would be sent.';
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" mt="sm" role="status">
      <Icon
        size={16}
        aria-hidden
        style={{ marginTop: 2, flexShrink: 0 }}
        color={`var(--mantine-color-${eligible ? 'teal' : 'orange'}-text)`}
      />
      <Text size="sm">{eligible ? sends : `This call would be skipped: ${reason ?? ''}`}</Text>
    </Group>
  );
};

/** One thing that happens to a fitting call, with its settings. */
export const ActionCard = ({
  draft,
  place,
  errors,
  strict,
  fields,
  callId,
  change,
}: {
  draft: ActionDraft;
  place: number;
  errors: Readonly<Record<string, string>>;
  strict: boolean;
  fields: readonly CallFieldDetailFragment[];
  /** The call the settings are tried on. */
  callId: string | null;
  /** Null removes it. */
  change: (draft: ActionDraft | null) => void;
}) => {
  const { choice, values } = draft;
  const preview = usePreview(draft, callId);
  const said = actionErrors(errors, place, draft);
  const missing = missingValues(choice.fields, values);
  return (
    <Box p="sm" style={{ border: '1px solid var(--line)', borderRadius: 8 }}>
      <Group
        justify="space-between"
        wrap="nowrap"
        align="flex-start"
        mb={choice.fields.length > 0 ? 'sm' : 0}
      >
        <div>
          <Text size="sm" fw={600}>
            {choice.label}
          </Text>
          <Text size="xs" c="dimmed">
            {choice.group}. {choice.description}
          </Text>
        </div>
        <CloseButton aria-label={`Remove “${choice.label}”`} onClick={() => change(null)} />
      </Group>
      <FormFields
        columns={2}
        fields={choice.fields}
        values={values}
        errors={{ ...(strict ? missing : {}), ...said }}
        change={(next) => change({ ...draft, values: next })}
        instead={(props) =>
          props.field.template ? (
            <TemplateInput {...props} fields={fields} shown={preview?.shown.get(props.field.name)} />
          ) : null
        }
      />
      {said[''] && (
        <Text size="sm" c="red" role="alert" mt="xs">
          {said['']}
        </Text>
      )}
      {preview && Object.keys(missing).length === 0 && !isFaulty(preview) && (
        <Eligibility eligibility={preview.eligibility} />
      )}
    </Box>
  );
};
