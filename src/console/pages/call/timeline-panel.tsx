import { Text, Timeline } from '@mantine/core';
import { fullTime, timeWithSeconds } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';

/** Everything that happened, in the company's local time. */
export const TimelinePanel = ({ call }: { call: Call }) => (
  <Panel title="Timeline" hint={`Times in ${call.company.timeZone.replaceAll('_', ' ')}.`}>
    <Timeline bulletSize={12} lineWidth={2} active={call.timeline.length}>
      {call.timeline.map((entry, place) => (
        <Timeline.Item key={entry.cursor} mt={place === 0 ? 0 : 'sm'}>
          <Text size="sm">{entry.text}</Text>
          <Text
            component="time"
            dateTime={entry.at}
            size="xs"
            c="dimmed"
            className="numeric"
            title={fullTime(new Date(entry.at), call.company.timeZone)}
          >
            {timeWithSeconds(new Date(entry.at), call.company.timeZone)}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  </Panel>
);
