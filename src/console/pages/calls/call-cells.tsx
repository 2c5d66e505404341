import { Badge, Group, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { CallRowFragment } from '../../generated/graphql.ts';
import { type LookOf, useLooks } from '../../parts/call-looks.ts';
import { callerNameOf, callerNumberWords, callerTitle } from '../../parts/caller-words.ts';
import { count, money } from '../../parts/format.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { deliveryLooks, mostUrgent } from '../../parts/states.ts';
import { TagBadge } from '../../parts/tag-badge.tsx';
import { TestBadge } from '../../parts/test-badge.tsx';
import classes from './calls.module.css';

type Row = CallRowFragment;

const place = (call: Row): string => [call.city, call.region].filter(Boolean).join(', ');

export const CallerCell = ({ call }: { call: Row }) => {
  const second = [callerNameOf(call) ? callerNumberWords(call) : null, place(call)].filter(Boolean);
  return (
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Group gap={6} wrap="nowrap">
        <Link to={`/calls/${call.id}`} className={`row-link ${classes['caller']}`}>
          {callerTitle(call)}
        </Link>
        {call.test && (
          <span className={classes['raised']}>
            <TestBadge size="sm" />
          </span>
        )}
      </Group>
      <Group gap={6} wrap="nowrap">
        <Text size="xs" c="dimmed" truncate className="numeric">
          {second.join(' · ') || ' '}
        </Text>
        {call.firstTime && (
          <Badge size="xs" variant="outline" color="ink" style={{ flexShrink: 0 }}>
            First call
          </Badge>
        )}
      </Group>
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
    <Confidence call={call} />
  </Group>
);

/** In a table only what is unsure says so in words. */
const Confidence = ({ call }: { call: Row }) => {
  const { confidence, reason } = call.attribution;
  const look = useLooks()('confidence', confidence);
  if (confidence === 'AMBIGUOUS') return <ConfidenceBadge call={call} />;
  return (
    <Tooltip label={`${look.label}: ${reason ?? look.help}`}>
      <span
        className={classes['raised']}
        style={{ display: 'inline-flex', color: `var(--mantine-color-${look.color}-text)` }}
      >
        <look.icon size={16} stroke={2} aria-hidden />
        <VisuallyHidden>{look.label}</VisuallyHidden>
      </span>
    </Tooltip>
  );
};

export const ConfidenceBadge = ({ call }: { call: Row }) => (
  <StateBadge
    look={useLooks()('confidence', call.attribution.confidence)}
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

const shownTags = 2;

export const TagsCell = ({ call }: { call: Row }) => (
  <Group gap={4}>
    {call.tags.slice(0, shownTags).map((tag) => (
      <TagBadge key={tag.id} tag={tag} />
    ))}
    {call.tags.length > shownTags && (
      <Text size="xs" c="dimmed" title={call.tags.map(({ name }) => name).join(', ')}>
        +{call.tags.length - shownTags}
      </Text>
    )}
  </Group>
);

const worthAndAgent = (call: Row): string =>
  [call.value && money(call.value), call.assignee?.name].filter(Boolean).join(' · ');

/** How the lead stands, its points, what it is worth and whose it is. */
export const LeadCell = ({ call }: { call: Row }) => (
  <Stack gap={0} style={{ minWidth: 0 }}>
    <Group gap={6} wrap="nowrap">
      <Text size="sm" truncate c={call.leadStatus === 'NEW' ? 'dimmed' : ''}>
        {useLooks()('leadStatus', call.leadStatus).label}
      </Text>
      {typeof call.score === 'number' && call.score !== 0 && (
        <Badge size="sm" color="gray" className="numeric" style={{ flexShrink: 0 }}>
          <VisuallyHidden>Score </VisuallyHidden>
          {count(call.score)}
        </Badge>
      )}
    </Group>
    <Text size="xs" c="dimmed" truncate title={worthAndAgent(call)}>
      {worthAndAgent(call) || ' '}
    </Text>
  </Stack>
);

/** The lead in one line, for a card: status, value, score, agent. */
export const leadLine = (call: Row, lookOf: LookOf): string =>
  [
    call.leadStatus !== 'NEW' && lookOf('leadStatus', call.leadStatus).label,
    typeof call.score === 'number' && call.score !== 0 && `Score ${count(call.score)}`,
    worthAndAgent(call),
  ]
    .filter(Boolean)
    .join(' · ');

export const RecordingHint = ({ call }: { call: Row }) =>
  call.recording ? (
    <Tooltip label={call.recording.voicemail ? 'Voicemail message' : 'Recorded'}>
      <span style={{ display: 'inline-flex' }}>
        <IconMicrophone size={14} aria-hidden />
        <VisuallyHidden>{call.recording.voicemail ? 'Has a message' : 'Recorded'}</VisuallyHidden>
      </span>
    </Tooltip>
  ) : null;
