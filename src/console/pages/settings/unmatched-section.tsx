import { Accordion, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconPhoneCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { sentence } from '../../parts/format.ts';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Ago } from '../../parts/when.tsx';
import { unmatchedEventsQuery } from './queries.ts';

const pageSize = 30;

export const UnmatchedSection = () => {
  const [first, setFirst] = useState(pageSize);
  const result = useQuery({ query: unmatchedEventsQuery, variables: { first, after: null } });
  return (
    <Panel
      title="Unmatched events"
      hint="What a carrier told us that fits no call, such as a call to a number no tracker has. Nothing is thrown away."
      flush
    >
      <Loaded result={result}>
        {({ unmatchedEvents: { edges, pageInfo } }) => (
          <>
            {edges.length === 0 && (
              <Nothing icon={<IconPhoneCheck aria-hidden />} title="Everything was understood">
                Every message from your carriers belongs to a call.
              </Nothing>
            )}
            <Accordion multiple chevronPosition="left" variant="default">
              {edges.map(({ cursor, node }) => (
                <Accordion.Item key={cursor} value={cursor}>
                  <Accordion.Control>
                    <Group justify="space-between" gap="xs">
                      <Stack gap={0} style={{ minWidth: 0, flex: '1 1 220px' }}>
                        <Text size="sm" fw={550}>
                          {node.reason ?? sentence(node.state)}
                        </Text>
                        <Text size="xs" c="dimmed">
                          {node.carrier} · {node.callback}
                        </Text>
                      </Stack>
                      <Text size="xs" c="dimmed">
                        <Ago at={node.receivedAt} />
                      </Text>
                    </Group>
                  </Accordion.Control>
                  <Accordion.Panel>
                    <Code block style={{ whiteSpace: 'pre-wrap', fontSize: 12 }}>
                      {JSON.stringify(node.params, null, 2)}
                    </Code>
                  </Accordion.Panel>
                </Accordion.Item>
              ))}
            </Accordion>
            {pageInfo.hasNextPage && (
              <Group justify="center" p="sm">
                <Button
                  variant="default"
                  size="xs"
                  loading={result[0].fetching}
                  onClick={() => setFirst(first + pageSize)}
                >
                  Load more
                </Button>
              </Group>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
};
