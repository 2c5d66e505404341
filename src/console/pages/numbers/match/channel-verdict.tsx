import { Badge, Group, Text } from '@mantine/core';
import type { VisitMatchFragment } from '../../../generated/graphql.ts';
import { channelGroupLabels } from '../channel-words.ts';

/** What a visit counts as, and why. */
export const ChannelVerdict = ({
  match,
}: {
  match: Pick<VisitMatchFragment, 'source' | 'medium' | 'campaign' | 'channel' | 'channelReason'>;
}) => (
  <div>
    <Group gap={8}>
      <Text fz={20} fw={650} lh={1.35} style={{ overflowWrap: 'anywhere' }}>
        {[match.source, match.medium, match.campaign].filter(Boolean).join(' / ')}
      </Text>
      <Badge color={match.channel === 'PAID' ? 'blue' : 'gray'}>{channelGroupLabels[match.channel]}</Badge>
    </Group>
    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {match.channelReason}
    </Text>
  </div>
);
