import { Accordion, Code, Group, Stack, Text } from '@mantine/core';
import { IconPhoneCheck } from '@tabler/icons-react';
import { usePages } from '../../api/pages.ts';
import type { UnmatchedEventsQuery } from '../../generated/graphql.ts';
import { sentence } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { Nothing, Problem, RowSkeletons } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Ago } from '../../parts/when.tsx';
import { unmatchedEventsQuery } from './queries.ts';

/** Events have no id of their own; the cursor of their edge serves. */
const pageOf = ({ unmatchedEvents: { edges, pageInfo, totalCount } }: UnmatchedEventsQuery) => ({
  nodes: edges.map(({ cursor, node }) => ({ ...node, id: cursor })),
  pageInfo,
  totalCount,
});

export const UnmatchedSection = () => {
  const pages = usePages(unmatchedEventsQuery, {}, pageOf);
  if (pages.error) return <Problem error={pages.error} again={pages.reload} />;
  return (
    <Panel
      title="Unmatched events"
      hint="What a carrier told us that fits no call, such as a call to a number no tracker has. Nothing is thrown away."
      flush
    >
      {pages.rows.length === 0 &&
        (pages.loading ? (
          <RowSkeletons rows={4} />
        ) : (
          <Nothing icon={<IconPhoneCheck aria-hidden />} title="Everything was understood">
            Every message from your carriers belongs to a call.
          </Nothing>
        ))}
      <Accordion multiple chevronPosition="left" variant="default">
        {pages.rows.map((event) => (
          <Accordion.Item key={event.id} value={event.id}>
            <Accordion.Control>
              <Group justify="space-between" gap="xs">
                <Stack gap={0} style={{ minWidth: 0, flex: '1 1 220px' }}>
                  <Text size="sm" fw={550}>
                    {event.reason ?? sentence(event.state)}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {event.carrier} · {event.callback}
                  </Text>
                </Stack>
                <Text size="xs" c="dimmed">
                  <Ago at={event.receivedAt} />
                </Text>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Code block style={{ whiteSpace: 'pre-wrap', fontSize: 12 }}>
                {JSON.stringify(event.params, null, 2)}
              </Code>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <LoadMore pages={pages} />
    </Panel>
  );
};
