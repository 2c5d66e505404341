import { Anchor, Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight, IconExternalLink } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import type { DeliveryEntryFragment } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import { Attempts } from './attempts.tsx';
import classes from './delivery-entry.module.css';
import { plural } from './format.ts';
import { RetryButton } from './retry-button.tsx';
import { StateBadge } from './state-badge.tsx';
import { deliveryLooks } from './states.ts';
import { Ago, When } from './when.tsx';

graphql(`
  fragment DeliveryEntry on Delivery {
    id
    state
    reason
    intent
    revision
    vendorId
    vendorUrl
    dueAt
    acceptedAt
    confirmedAt
    changedAt
    action { id title integration { id name } }
    linkedAccount { id label }
    automation { id name }
    attempts { ...AttemptLog }
  }
`);

/** A page of the vendor's is opened only over the web; anything else stays text. */
const webAddress = (address: string | null | undefined): string | null =>
  address && /^https?:\/\//.test(address) ? address : null;

const VendorLink = ({ delivery }: { delivery: DeliveryEntryFragment }) => {
  const address = webAddress(delivery.vendorUrl);
  const name = delivery.action.integration.name;
  if (address)
    return (
      <Anchor href={address} target="_blank" rel="noreferrer" size="sm">
        See it in {name} <IconExternalLink size={13} aria-hidden style={{ verticalAlign: -2 }} />
      </Anchor>
    );
  return delivery.vendorId ? (
    <Text size="sm" c="dimmed">
      {name} id{' '}
      <Text span ff="monospace" size="xs">
        {delivery.vendorId}
      </Text>
    </Text>
  ) : null;
};

const Moment = ({ words, at }: { words: string; at: string | null | undefined }) =>
  at && (
    <Text size="sm" c="dimmed" component="div">
      {words} <When at={at} />
    </Text>
  );

/** One delivery: what, where to, how it stands and why; opens to its attempts. */
export const DeliveryEntry = ({
  delivery,
  call,
  select,
}: {
  delivery: DeliveryEntryFragment;
  call?: ReactNode;
  /** What chooses it among others. */
  select?: ReactNode;
}) => {
  const [opened, { toggle }] = useDisclosure();
  const region = useId();
  const look = deliveryLooks[delivery.state];
  return (
    <div className={classes['entry']}>
      <Group justify="space-between" gap="xs" align="flex-start">
        {select}
        <UnstyledButton
          onClick={toggle}
          aria-expanded={opened}
          aria-controls={region}
          className={classes['toggle'] ?? ''}
        >
          <IconChevronRight
            size={16}
            aria-hidden
            className={classes['chevron'] ?? ''}
            data-opened={opened || undefined}
          />
          <Stack gap={0} style={{ minWidth: 0 }}>
            <Text size="sm" fw={550}>
              {delivery.intent === 'RETRACT' ? `Take back: ${delivery.action.title}` : delivery.action.title}
            </Text>
            <Text size="xs" c="dimmed">
              {delivery.action.integration.name} · {delivery.linkedAccount.label}
              {delivery.automation ? ` · by ${delivery.automation.name}` : ''}
            </Text>
          </Stack>
        </UnstyledButton>
        <Group gap="sm" wrap="nowrap" ml="auto">
          <Text size="xs" c="dimmed" component="div" className={classes['meta'] ?? ''}>
            {call}
            <span className="numeric">
              {plural(delivery.attempts.length, 'attempt')} · <Ago at={delivery.changedAt} />
            </span>
          </Text>
          <div className={classes['state']}>
            <StateBadge look={look} />
          </div>
          <RetryButton id={delivery.id} state={delivery.state} />
        </Group>
      </Group>
      {delivery.reason && (
        <Text size="sm" pl={24} mt={4}>
          {delivery.reason}
        </Text>
      )}
      <Collapse expanded={opened} id={region}>
        <Stack gap="sm" pl={24} pt="sm">
          <Group gap="lg">
            <VendorLink delivery={delivery} />
            {delivery.revision > 1 && (
              <Text size="sm" c="dimmed">
                Version {delivery.revision} of what was sent
              </Text>
            )}
            <Moment words="Accepted" at={delivery.acceptedAt} />
            <Moment words="Confirmed" at={delivery.confirmedAt} />
            {delivery.dueAt && (delivery.state === 'PENDING' || delivery.state === 'RETRYING') && (
              <Text size="sm" c="dimmed" component="div">
                Next try <When at={delivery.dueAt} />
              </Text>
            )}
          </Group>
          <Attempts attempts={delivery.attempts} />
        </Stack>
      </Collapse>
    </div>
  );
};
