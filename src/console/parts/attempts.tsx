import { Accordion, Code, Group, Stack, Text } from '@mantine/core';
import type { AttemptLogFragment } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import { dayAndTime, timeWithSeconds } from './format.ts';
import { browserZone } from './locale.ts';
import { readable } from './readable.ts';

graphql(`
  fragment AttemptLog on Attempt {
    number
    at
    status
    error
    exchanges { at request status response error }
  }
`);

type Exchange = AttemptLogFragment['exchanges'][number];

const statusColor = (status: number | null | undefined): string => {
  if (!status) return 'orange';
  return status < 300 ? 'teal' : status < 500 ? 'red' : 'orange';
};

const Body = ({ title, text }: { title: string; text: string | null | undefined }) =>
  text ? (
    <div>
      <Text size="xs" c="dimmed" fw={550} mb={4}>
        {title}
      </Text>
      <Code block mah={280} style={{ overflow: 'auto', whiteSpace: 'pre-wrap', fontSize: 12 }}>
        {readable(text)}
      </Code>
    </div>
  ) : null;

const ExchangeView = ({ exchange }: { exchange: Exchange }) => (
  <Stack gap="xs">
    <Body title={`Request, ${timeWithSeconds(new Date(exchange.at), browserZone)}`} text={exchange.request} />
    <Body
      title={exchange.status ? `Response, status ${exchange.status}` : 'Response'}
      text={exchange.response ?? exchange.error ?? 'No answer came.'}
    />
  </Stack>
);

const verdict = (attempt: AttemptLogFragment): string =>
  attempt.error ?? (attempt.status ? 'Answered' : 'No answer');

/** Every try of a delivery with what was said and heard, folded away until somebody asks. */
export const Attempts = ({ attempts }: { attempts: readonly AttemptLogFragment[] }) => {
  if (attempts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing was sent yet.
      </Text>
    );
  return (
    <Accordion multiple variant="contained" radius="md" chevronPosition="left" order={4}>
      {attempts.map((attempt) => (
        <Accordion.Item key={attempt.number} value={String(attempt.number)}>
          <Accordion.Control>
            <Group justify="space-between" gap={6} wrap="nowrap">
              <Text size="sm" lineClamp={2}>
                <Text span fw={550} inherit>
                  Attempt {attempt.number}
                </Text>{' '}
                <Text span c="dimmed" inherit>
                  {verdict(attempt)}
                </Text>
              </Text>
              <Group gap={8} wrap="nowrap">
                {attempt.status && (
                  <Text size="xs" ff="monospace" fw={600} c={`${statusColor(attempt.status)}`}>
                    {attempt.status}
                  </Text>
                )}
                <Text size="xs" c="dimmed" className="numeric" style={{ whiteSpace: 'nowrap' }}>
                  {dayAndTime(new Date(attempt.at), browserZone)}
                </Text>
              </Group>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <Stack>
              {attempt.exchanges.map((exchange, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the log only grows at its end.
                <ExchangeView key={place} exchange={exchange} />
              ))}
              {attempt.exchanges.length === 0 && (
                <Text size="sm" c="dimmed">
                  {attempt.error ?? 'The log holds no requests of this attempt.'}
                </Text>
              )}
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
};
