import { Badge, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import type { VisitMatchFragment } from '../../../generated/graphql.ts';
import { ChannelVerdict } from './channel-verdict.tsx';
import { levelLabels, shownWords } from './match-words.ts';

const Numbers = ({ numbers }: { numbers: VisitMatchFragment['numbers'] }) => (
  <Stack gap="xs">
    <Title order={3}>On the page</Title>
    {numbers.length === 0 && (
      <Text size="sm" c="dimmed">
        No tracker of this company replaces a number.
      </Text>
    )}
    {numbers.map((matched) => (
      <Group key={matched.number} gap={8} wrap="nowrap" align="flex-start">
        <Text size="sm" className="numeric" style={{ whiteSpace: 'nowrap' }}>
          {matched.number}
        </Text>
        <IconArrowRight
          size={16}
          aria-label="becomes"
          style={{ flexShrink: 0, marginTop: 3, opacity: 0.5 }}
        />
        <Text size="sm" {...(matched.tracker ? { fw: 550 } : { c: 'dimmed' })}>
          {shownWords(matched)}
        </Text>
      </Group>
    ))}
  </Stack>
);

type Considered = VisitMatchFragment['considered'][number];

const Line = ({ one, wins }: { one: Considered; wins: boolean }) => (
  <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
    <ThemeIcon size={22} radius="xl" variant="light" color={one.fits ? 'teal' : 'gray'} mt={1}>
      {one.fits ? <IconCheck size={13} aria-label="Fits" /> : <IconX size={13} aria-label="Does not fit" />}
    </ThemeIcon>
    <div style={{ minWidth: 0 }}>
      <Group gap={8}>
        <Text size="sm" fw={wins ? 600 : 500} {...(one.fits ? {} : { c: 'dimmed' })}>
          {one.tracker.name}
        </Text>
        <Text size="xs" c="dimmed">
          {levelLabels[one.level]}
        </Text>
        {wins && (
          <Badge size="sm" color="teal">
            Shown
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {one.reason}
        {one.fits && !wins && ' One above it was first.'}
      </Text>
    </div>
  </Group>
);

/** What a visitor would see, and what every tracker said to the visit. */
export const MatchResult = ({ match }: { match: VisitMatchFragment }) => {
  const winners = new Set(match.numbers.flatMap(({ tracker }) => tracker?.id ?? []));
  const considered = match.considered.filter(({ tracker }) => tracker.kind !== 'OFFLINE');
  return (
    <Stack gap="lg" aria-live="polite">
      <ChannelVerdict match={match} />
      <Numbers numbers={match.numbers} />
      {considered.length > 0 && (
        <Stack gap="xs">
          <div>
            <Title order={3}>Why</Title>
            <Text size="xs" c="dimmed">
              Trackers in the order they are asked; the first that fits wins.
            </Text>
          </div>
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
            {considered.map((one) => (
              <Line key={one.tracker.id} one={one} wins={winners.has(one.tracker.id)} />
            ))}
          </Stack>
        </Stack>
      )}
    </Stack>
  );
};
