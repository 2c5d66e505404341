import { Anchor, SimpleGrid, Stack, Text, Timeline } from '@mantine/core';
import { IconDoorEnter, IconEye, IconFileText, IconHandClick, IconPhone } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { VisitorVisitFragment } from '../../generated/graphql.ts';
import { type Fact, Facts } from '../../parts/facts.tsx';
import {
  dayAndTime,
  duration,
  fullTime,
  sentence,
  shortAddress,
  timeWithSeconds,
} from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { ClickFact } from './click-fact.tsx';
import { type Moment, momentsOf } from './timeline.ts';
import { channelWords, originWords, placeWords } from './visitor-words.ts';

const icons = {
  ARRIVED: IconDoorEnter,
  PAGE: IconFileText,
  SHOWN: IconEye,
  PRESSED: IconHandClick,
  CALL: IconPhone,
} as const;

const MomentText = ({ moment: { text, detail, to } }: { moment: Moment }) => (
  <>
    {to ? (
      <Anchor component={Link} to={to} size="sm">
        {text}
      </Anchor>
    ) : (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    )}
    {detail && detail !== text && (
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }} lineClamp={2} title={detail}>
        {detail}
      </Text>
    )}
  </>
);

const consentWords = ({
  analytics,
  adUserData,
  adPersonalization,
}: VisitorVisitFragment['consent']): string =>
  [
    `analytics ${sentence(analytics).toLowerCase()}`,
    `ad data ${sentence(adUserData).toLowerCase()}`,
    `personalised ads ${sentence(adPersonalization).toLowerCase()}`,
  ].join(', ');

const factsOf = (visit: VisitorVisitFragment): readonly Fact[] => [
  [
    'Channel',
    visit.channel && (
      <>
        {channelWords(visit.channel)}
        {visit.channelReason && (
          <Text size="xs" c="dimmed">
            {visit.channelReason}
          </Text>
        )}
      </>
    ),
  ],
  ['Campaign', visit.campaign],
  ['Keyword', visit.keyword && `${visit.keyword}${visit.matchType ? ` (${visit.matchType} match)` : ''}`],
  ['Term', visit.term === visit.keyword ? null : visit.term],
  ['Ad group', visit.adGroup],
  ['Ad content', visit.content],
  ['Referrer', visit.referrer && (shortAddress(visit.referrer) || visit.referrer)],
  ...visit.adClicks.map((click): Fact => [click.name, <ClickFact key={click.name} click={click} />]),
  ['Seen on', placeWords(visit)],
  ['Analytics', [visit.gaClientId, visit.gaSessionId].filter(Boolean).join(' · ')],
  ['Consent', consentWords(visit.consent)],
];

/** `open for 2:31`, nothing where no page stayed open. */
const openWords = ({ startedAt, lastSeenAt }: VisitorVisitFragment): string => {
  const seconds = (Date.parse(lastSeenAt) - Date.parse(startedAt)) / 1000;
  return seconds < 1 ? '' : `open for ${duration(seconds)}`;
};

/** One visit: what happened in it, and what it was. */
export const VisitPanel = ({ visit, zone }: { visit: VisitorVisitFragment; zone: string }) => {
  const timeOf = (at: string): string => timeWithSeconds(new Date(at), zone);
  const moments = momentsOf(visit, timeOf);
  return (
    <Panel
      title={originWords(visit) || 'Visit'}
      hint={[dayAndTime(new Date(visit.startedAt), zone), openWords(visit)].filter(Boolean).join(', ')}
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Timeline bulletSize={22} lineWidth={2} active={moments.length} aria-label="What happened">
          {moments.map((moment, place) => {
            const Icon = icons[moment.kind];
            return (
              <Timeline.Item
                key={moment.key}
                mt={place === 0 ? 0 : 'sm'}
                bullet={<Icon size={13} aria-hidden />}
              >
                <MomentText moment={moment} />
                <Text
                  component="time"
                  dateTime={moment.at}
                  size="xs"
                  c="dimmed"
                  className="numeric"
                  title={fullTime(new Date(moment.at), zone)}
                >
                  {timeOf(moment.at)}
                </Text>
              </Timeline.Item>
            );
          })}
        </Timeline>
        <Stack gap="sm" style={{ minWidth: 0 }}>
          <Facts facts={factsOf(visit)} labelWidth={90} />
        </Stack>
      </SimpleGrid>
    </Panel>
  );
};
