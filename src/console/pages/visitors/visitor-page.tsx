import { Anchor, Badge, Button, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import type { VisitorQuery, VisitorTouchFragment } from '../../generated/graphql.ts';
import { CallState } from '../../parts/call-state.tsx';
import { callerTitle } from '../../parts/caller-words.ts';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { plural, shortAddress } from '../../parts/format.ts';
import { ListRow } from '../../parts/list-row.tsx';
import { useNow } from '../../parts/now.ts';
import { Loaded } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import { NotFoundPage } from '../not-found.tsx';
import { ClickFact } from './click-fact.tsx';
import { visitorQuery } from './queries.ts';
import { VisitPanel } from './visit-panel.tsx';
import { isOpen, originWords, visitorTitle } from './visitor-words.ts';

type Visitor = NonNullable<VisitorQuery['visitor']>;

const everyMilliseconds = 15_000;
const visitsShown = 5;

const Touch = ({ touch }: { touch: VisitorTouchFragment }) => (
  <>
    {[originWords(touch), touch.campaign].filter(Boolean).join(' / ')}
    <Text size="xs" c="dimmed" component="div" title={touch.landingPage}>
      {shortAddress(touch.landingPage) || touch.landingPage}
    </Text>
    <Text size="xs" c="dimmed" component="div">
      <When at={touch.at} />
    </Text>
  </>
);

const factsOf = (visitor: Visitor): readonly Fact[] => [
  ['First touch', <Touch key="first" touch={visitor.firstTouch} />],
  [
    'Last touch',
    visitor.visitCount > 1 ? <Touch key="last" touch={visitor.lastTouch} /> : 'The same, there was one visit',
  ],
  ...visitor.adClicks.map((click): Fact => [click.name, <ClickFact key={click.name} click={click} />]),
  ['Name', visitor.name],
  ['E-mail', visitor.email],
  ['Phone', visitor.phone],
  ['Own id', visitor.externalId],
];

const CallsPanel = ({ calls }: { calls: Visitor['calls'] }) => (
  <Panel title="Calls" hint="Calls credited to this visitor." flush>
    {calls.length === 0 && (
      <Text size="sm" c="dimmed" px="md" pb="md">
        None.
      </Text>
    )}
    <ul style={{ margin: 0, padding: 0 }}>
      {calls.map((call) => (
        <ListRow
          key={call.id}
          title={
            <Anchor component={Link} to={`/calls/${call.id}`} inherit>
              {callerTitle(call)}
            </Anchor>
          }
          hint={<When at={call.startedAt} />}
        >
          <CallState call={call} />
        </ListRow>
      ))}
    </ul>
  </Panel>
);

const VisitorView = ({ visitor }: { visitor: Visitor }) => {
  const now = useNow(everyMilliseconds);
  const [all, setAll] = useState(false);
  const { company, sessions, visitCount } = visitor;
  const shown = all ? sessions : sessions.slice(0, visitsShown);
  return (
    <>
      <PageHeader
        title={visitorTitle(visitor)}
        badge={
          isOpen(visitor, now) && (
            <Badge color="teal" variant="dot">
              Open now
            </Badge>
          )
        }
        hint={
          <>
            {plural(visitCount, 'visit')}, last seen <When at={visitor.lastSeenAt} zone={company.timeZone} />{' '}
            · {company.name}
          </>
        }
      />
      <div className="two-columns">
        <Stack>
          {shown.map((visit) => (
            <VisitPanel key={visit.id} visit={visit} zone={company.timeZone} />
          ))}
          {shown.length < sessions.length && (
            <Button variant="default" onClick={() => setAll(true)}>
              Show {plural(sessions.length - shown.length, 'earlier visit')}
            </Button>
          )}
          <Text size="xs" c="dimmed">
            Times in {company.timeZone.replaceAll('_', ' ')}.
          </Text>
        </Stack>
        <Stack>
          <Panel title="Visitor">
            <Facts facts={factsOf(visitor)} labelWidth={90} />
          </Panel>
          <CallsPanel calls={visitor.calls} />
        </Stack>
      </div>
    </>
  );
};

export const VisitorPage = () => {
  const { id = '' } = useParams();
  const result = useQuery({ query: visitorQuery, variables: { id } });
  const [, again] = result;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) again({ requestPolicy: 'network-only' });
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <>
      <Anchor component={Link} to="/visitors" size="sm" c="dimmed" display="inline-block" mb="xs">
        <IconArrowLeft size={14} aria-hidden style={{ verticalAlign: -2 }} /> Visitors
      </Anchor>
      <Loaded result={result}>
        {({ visitor }) => (visitor ? <VisitorView visitor={visitor} /> : <NotFoundPage what="visitor" />)}
      </Loaded>
    </>
  );
};
