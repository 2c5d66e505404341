import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { VisitorRowFragment } from '../../generated/graphql.ts';
import { plural, shortAddress } from '../../parts/format.ts';
import { Ago } from '../../parts/when.tsx';
import { channelWords, isNamed, isOpen, originWords, placeWords, visitorTitle } from './visitor-words.ts';
import classes from './visitors.module.css';

const OpenBadge = () => (
  <Badge color="teal" variant="dot" size="sm" style={{ flexShrink: 0 }}>
    Open now
  </Badge>
);

const ofVisit = ({ sessions: [visit] }: VisitorRowFragment) => ({
  place: visit ? placeWords(visit) : '',
  channel: visit?.channel,
  lease: visit?.leases.find(({ current, overflow }) => current && !overflow),
});

/** One visitor in the list; the whole row leads to them. */
export const VisitorRow = ({
  visitor,
  mixed,
  now,
}: {
  visitor: VisitorRowFragment;
  /** Visitors of several companies stand in the list. */
  mixed: boolean;
  now: Date;
}) => {
  const { lastTouch, visitCount, calls, company } = visitor;
  const { place, channel, lease } = ofVisit(visitor);
  const page = shortAddress(lastTouch.landingPage) || lastTouch.landingPage;
  return (
    <li className={classes['row']}>
      <div style={{ minWidth: 0, gridArea: 'who' }}>
        <Group gap={8} wrap="nowrap">
          <Text
            component={Link}
            to={`/visitors/${visitor.id}`}
            size="sm"
            truncate
            className={classes['who'] ?? ''}
          >
            {visitorTitle(visitor)}
          </Text>
          {isOpen(visitor, now) && <OpenBadge />}
        </Group>
        <Text size="xs" c="dimmed" truncate>
          {[
            isNamed(visitor) && originWords(lastTouch),
            channel && channelWords(channel),
            mixed && company.name,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <div style={{ minWidth: 0, gridArea: 'page' }}>
        <Text size="sm" truncate title={lastTouch.landingPage}>
          {page}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {[lastTouch.campaign, place].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div style={{ minWidth: 0, gridArea: 'shown' }}>
        {lease?.number && (
          <Text size="sm" className="numeric" truncate title="The number shown to this visitor">
            {lease.number.nationalFormat}
          </Text>
        )}
        <Text size="xs" c="dimmed" truncate>
          {[plural(visitCount, 'visit'), calls.length > 0 && plural(calls.length, 'call')]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <Text size="xs" c="dimmed" ta="right" className="numeric" component="div" style={{ gridArea: 'time' }}>
        <Ago at={visitor.lastSeenAt} />
      </Text>
    </li>
  );
};
