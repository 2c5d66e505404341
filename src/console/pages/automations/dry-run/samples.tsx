import { Accordion, Badge, Code, Group, List, Stack, Text } from '@mantine/core';
import type { DryRunFindingsFragment, TriedDeliveryFragment } from '../../../generated/graphql.ts';
import { CallLink } from '../../../parts/call-link.tsx';
import { callerTitle } from '../../../parts/caller-words.ts';
import { plural } from '../../../parts/format.ts';
import { readableRequests } from '../../../parts/readable.ts';
import { Ago } from '../../../parts/when.tsx';

type Sample = DryRunFindingsFragment['samples'][number];

const Payload = ({ delivery }: { delivery: TriedDeliveryFragment }) => {
  const { action, linkedAccount, skipped, request } = delivery;
  return (
    <div>
      <Group gap={8} mb={6}>
        <Badge color={skipped ? 'gray' : 'teal'}>{skipped ? 'Would be skipped' : 'Would be sent'}</Badge>
        <Text size="sm">
          {action.integration.name}: {action.title}
          {linkedAccount ? ` (${linkedAccount.label})` : ''}
        </Text>
      </Group>
      {skipped && <Text size="sm">{skipped}</Text>}
      {request && (
        <Code block mah={320} style={{ overflow: 'auto', whiteSpace: 'pre-wrap', fontSize: 12 }}>
          {readableRequests(request)}
        </Code>
      )}
      {!request && !skipped && (
        <Text size="sm" c="dimmed">
          {action.integration.name} cannot say beforehand what it will send.
        </Text>
      )}
    </div>
  );
};

const sendsOf = ({ deliveries }: Sample): string => {
  if (deliveries.length === 0) return 'nothing to send';
  const sent = deliveries.filter(({ skipped }) => !skipped).length;
  return sent === deliveries.length ? 'would be sent' : `${sent} of ${deliveries.length} would be sent`;
};

/** The first calls that match, each with exactly what would go out for it. */
export const Samples = ({ found }: { found: DryRunFindingsFragment }) => (
  <Stack gap="md">
    {found.samples.length > 0 && (
      <div>
        <Text size="sm" fw={600} mb={6} id="dry-run-samples">
          The first {plural(found.samples.length, 'call')} that match
        </Text>
        <Accordion variant="contained" radius="md" chevronPosition="left" multiple order={4}>
          {found.samples.map((sample, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: samples keep their places, and a call may be gone.
            <Accordion.Item key={place} value={String(place)}>
              <Accordion.Control>
                <Text size="sm">
                  <Text span inherit fw={550}>
                    {sample.call ? callerTitle(sample.call) : 'A call that is gone'}
                  </Text>{' '}
                  <Text span size="xs" c="dimmed">
                    {sample.call && <Ago at={sample.call.startedAt} />} · {sendsOf(sample)}
                  </Text>
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Stack gap="sm">
                  <Text size="sm">
                    <CallLink call={sample.call} />
                  </Text>
                  <Text size="sm" className="sentence">
                    {sample.reason}
                  </Text>
                  {sample.deliveries.map((delivery) => (
                    <Payload
                      key={`${delivery.linkedAccount?.id ?? ''} ${delivery.action.id}`}
                      delivery={delivery}
                    />
                  ))}
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      </div>
    )}
    {found.unmatched.length > 0 && (
      <div>
        <Text size="sm" fw={600} mb={4}>
          For example not these
        </Text>
        <List size="sm" listStyleType="none" spacing={4}>
          {found.unmatched.map((sample, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <List.Item key={place}>
              <CallLink call={sample.call} />
              <Text size="sm" className="sentence">
                {sample.reason}
              </Text>
            </List.Item>
          ))}
        </List>
      </div>
    )}
  </Stack>
);
