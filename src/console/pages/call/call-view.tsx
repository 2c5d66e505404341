import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { CallClock } from '../../parts/call-clock.tsx';
import { CallState } from '../../parts/call-state.tsx';
import { callerNameOf, callerNumberWords, callerTitle } from '../../parts/caller-words.ts';
import { DeliveryEntry } from '../../parts/delivery-entry.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TestBadge } from '../../parts/test-badge.tsx';
import { When } from '../../parts/when.tsx';
import { AttributionPanel } from './attribution-panel.tsx';
import classes from './call.module.css';
import type { Call } from './call.ts';
import { CallerPanel } from './caller-panel.tsx';
import { CrmPanel } from './crm-panel.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { FieldsPanel } from './fields-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { LeadPanel } from './lead-panel.tsx';
import { LegsPanel } from './legs-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { RecordingPanel } from './recording-panel.tsx';
import { ScorePanel } from './score-panel.tsx';
import { TagsPanel } from './tags-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { TranscriptPanel } from './transcript-panel.tsx';
import { VisitFacts } from './visit-facts.tsx';

const Hint = ({ call }: { call: Call }) => (
  <>
    {callerNameOf(call) && `${callerNumberWords(call)} · `}
    <When at={call.startedAt} zone={call.company.timeZone} /> ·{' '}
    <span className="numeric">
      <CallClock call={call} />
    </span>{' '}
    · {call.company.name}
  </>
);

const DeliveriesPanel = ({ call }: { call: Call }) => (
  <Panel title="Deliveries" hint="What was sent to other systems about this call." flush>
    {call.deliveries.length === 0 && (
      <Text size="sm" c="dimmed" px="md" pb="md">
        Nothing. The decisions below say why.
      </Text>
    )}
    {call.deliveries.map((delivery) => (
      <DeliveryEntry key={delivery.id} delivery={delivery} />
    ))}
  </Panel>
);

export const CallView = ({ call }: { call: Call }) => (
  <>
    <PageHeader
      title={callerTitle(call)}
      tab={`Call from ${callerTitle(call)}`}
      badge={
        <>
          <CallState call={call} />
          {call.test && <TestBadge />}
        </>
      }
      hint={<Hint call={call} />}
    />
    <div className={`two-columns ${classes['columns']}`}>
      <AttributionPanel call={call} />
      <Stack className={classes['side'] ?? ''}>
        {call.recording && <RecordingPanel key={call.recording.url} recording={call.recording} />}
        <LeadPanel key={`lead ${call.id}`} call={call} />
        <NotesPanel key={`notes ${call.id}`} call={call} />
        <TagsPanel call={call} />
        <FieldsPanel key={`fields ${call.id}`} call={call} />
        <ScorePanel call={call} />
        <CallerPanel call={call} />
        <LegsPanel call={call} />
      </Stack>
      <Stack>
        {call.session && (
          <Panel
            title="Visit"
            hint="What this visitor did before calling."
            actions={
              call.session.visitor && (
                <Anchor component={Link} to={`/visitors/${call.session.visitor.id}`} size="sm">
                  All of this visitor
                </Anchor>
              )
            }
          >
            <VisitFacts session={call.session} />
          </Panel>
        )}
        <DeliveriesPanel call={call} />
        <DecisionsPanel call={call} />
        <CrmPanel call={call} />
        <TranscriptPanel call={call} />
        <HistoryPanel key={`history ${call.id}`} call={call} />
        <TimelinePanel call={call} />
      </Stack>
    </div>
  </>
);
