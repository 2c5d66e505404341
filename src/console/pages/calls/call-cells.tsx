import { Badge, Group, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { CallRowFragment } from '../../generated/graphql.ts';
import { callerNameOf, callerNumberWords, callerTitle } from '../../parts/caller-words.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { confidenceLooks, deliveryLooks, mostUrgent } from '../../parts/states.ts';
import classes from './calls.module.css';

type Row = CallRowFragment;

const place = (call: Row): string => [call.city, call.region].filter(Boolean).join(', ');

export const CallerCell = ({ call }: { call: Row }) => {
  const second = [callerNameOf(call) ? callerNumberWords(call) : null, place(call)].filter(Boolean);
  return (
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Group gap={6} wrap="nowrap">
        <Link to={`/calls/${call.id}`} className={classes['caller'] ?? ''}>
          {callerTitle(call)}
        </Link>
        {call.firstTime && (
          <Badge size="xs" variant="outline" color="ink" style={{ flexShrink: 0 }}>
            First call
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" truncate className="numeric">
        {second.join(' · ') || ' '}
      </Text>
    </Stack>
  );
};

/** `mixed`: several companies' calls are in the list, so the company matters more than the number. */
export const NumberCell = ({ call, mixed }: { call: Row; mixed: boolean }) => (
  <Stack gap={0} style={{ minWidth: 0 }}>
    <Text size="sm" truncate>
      {call.tracker?.name ?? 'No tracker'}
    </Text>
    <Text size="xs" c="dimmed" className="numeric" truncate>
      {mixed ? call.company.name : (call.number?.nationalFormat ?? call.trackingNumber)}
    </Text>
  </Stack>
);

export const sourceWords = (call: Row): string =>
  [call.source, call.medium].filter(Boolean).join(' / ') || 'Source unknown';

export const SourceCell = ({ call }: { call: Row }) => (
  <Group gap={8} wrap="nowrap" justify="space-between">
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Text size="sm" truncate c={call.source ? 'var(--mantine-color-text)' : 'dimmed'}>
        {sourceWords(call)}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {call.campaign ?? ' '}
      </Text>
    </Stack>
    <ConfidenceBadge call={call} />
  </Group>
);

export const ConfidenceBadge = ({ call }: { call: Row }) => (
  <StateBadge
    look={confidenceLooks[call.attribution.confidence]}
    reason={call.attribution.reason}
    size="sm"
  />
);

export const DeliveryDots = ({ call }: { call: Row }) => {
  const first = mostUrgent(call.deliveries.map(({ state }) => state));
  return (
    <Group gap={4}>
      {call.deliveries.map(({ id, state, action }) => {
        const look = deliveryLooks[state];
        return (
          <Tooltip key={id} label={`${action.title}: ${look.label}. ${look.help}`}>
            <span style={{ display: 'inline-flex', color: `var(--mantine-color-${look.color}-text)` }}>
              <look.icon size={16} stroke={2} aria-hidden />
              <VisuallyHidden>
                {action.title}: {look.label}
              </VisuallyHidden>
            </span>
          </Tooltip>
        );
      })}
      {first && (
        <Text size="xs" c="dimmed" aria-hidden>
          {deliveryLooks[first].label}
        </Text>
      )}
    </Group>
  );
};

export const RecordingHint = ({ call }: { call: Row }) =>
  call.recording ? (
    <Tooltip label={call.recording.voicemail ? 'Voicemail message' : 'Recorded'}>
      <span style={{ display: 'inline-flex' }}>
        <IconMicrophone size={14} aria-hidden />
        <VisuallyHidden>{call.recording.voicemail ? 'Has a message' : 'Recorded'}</VisuallyHidden>
      </span>
    </Tooltip>
  ) : null;
