import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import type { NumbersQuery, TrackerRowFragment } from '../../generated/graphql.ts';
import { count } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { Snippet } from './snippet.tsx';
import { trackerKinds } from './tracker-kinds.ts';

const shownNumbers = 8;

const origin = ({ kind, source, medium, campaign }: TrackerRowFragment): string | null =>
  kind === 'VISITOR' ? null : [source, medium, campaign].filter(Boolean).join(' / ') || null;

const Tracker = ({ tracker, edit }: { tracker: TrackerRowFragment; edit: (() => void) | null }) => {
  const { label, icon: Icon } = trackerKinds[tracker.kind];
  const rest = tracker.numbers.length - shownNumbers;
  return (
    <Group
      px="md"
      py="sm"
      gap="sm"
      align="flex-start"
      wrap="nowrap"
      style={{ borderTop: '1px solid var(--line)', opacity: tracker.active ? 1 : 0.65 }}
    >
      <Icon size={18} aria-hidden style={{ marginTop: 2, opacity: 0.6, flexShrink: 0 }} />
      <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
        <Group gap={8}>
          <Text size="sm" fw={600}>
            {tracker.name}
          </Text>
          <Badge size="sm" color="gray">
            {label}
          </Badge>
          {!tracker.active && (
            <Badge size="sm" color="orange">
              Not in use
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {[
            origin(tracker),
            `rings ${tracker.destination} for ${tracker.ringSeconds} s`,
            tracker.voicemail && 'then takes a message',
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        <Text size="sm" className="numeric">
          {tracker.numbers
            .slice(0, shownNumbers)
            .map(({ nationalFormat }) => nationalFormat)
            .join(', ')}
          {rest > 0 && ` and ${count(rest)} more`}
        </Text>
      </Stack>
      {edit && (
        <Button
          size="xs"
          variant="default"
          onClick={edit}
          leftSection={<IconPencil size={14} aria-hidden />}
          aria-label={`Edit ${tracker.name}`}
        >
          Edit
        </Button>
      )}
    </Group>
  );
};

export const CompanyTrackers = ({
  company,
  trackers,
  mayEdit,
  edit,
  add,
}: {
  company: NumbersQuery['companies']['nodes'][number];
  trackers: readonly TrackerRowFragment[];
  mayEdit: boolean;
  edit: (tracker: TrackerRowFragment) => void;
  add: () => void;
}) => (
  <Panel
    title={company.name}
    flush
    mb="md"
    actions={
      mayEdit && (
        <Button
          size="xs"
          variant="light"
          onClick={add}
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={`New tracker for ${company.name}`}
        >
          New tracker
        </Button>
      )
    }
  >
    {trackers.some(({ kind, active }) => kind !== 'OFFLINE' && active) && (
      <Snippet publicKey={company.publicKey} origins={company.origins} />
    )}
    {trackers.length === 0 && (
      <Text size="sm" c="dimmed" px="md" pb="md">
        No numbers yet. A tracker says what a number stands for, and where its calls ring.
      </Text>
    )}
    {trackers.map((tracker) => (
      <Tracker key={tracker.id} tracker={tracker} edit={mayEdit ? () => edit(tracker) : null} />
    ))}
  </Panel>
);
