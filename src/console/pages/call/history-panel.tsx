import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { useCallFields } from '../../api/call-fields.tsx';
import { Panel } from '../../parts/panel.tsx';
import { When } from '../../parts/when.tsx';
import type { Call } from './call.ts';
import { valueWords } from './history-words.ts';

type Change = Call['history'][number];

const shownAtFirst = 6;

const Cause = ({ change: { author } }: { change: Change }) => {
  if (author.automation)
    return (
      <Anchor component={Link} inherit to={`/automations/${author.automation.id}`}>
        {author.name}
      </Anchor>
    );
  return <>{author.kind === 'SYSTEM' ? 'Followed from the call' : author.name}</>;
};

/** How the lead became what it is, newest first. */
export const HistoryPanel = ({ call }: { call: Call }) => {
  const { fields } = useCallFields();
  const [all, { open }] = useDisclosure();
  const changes = call.history.toReversed();
  const hidden = changes.length - shownAtFirst;
  return (
    <Panel title="Lead history" hint="Status, value, score, assignment, tags and details.">
      <Stack gap="sm">
        {changes.length === 0 && (
          <Text size="sm" c="dimmed">
            Nothing has changed yet.
          </Text>
        )}
        {changes.slice(0, all ? undefined : shownAtFirst).map((change) => (
          <div key={`${change.callVersion} ${change.field}`}>
            <Text size="sm">
              <Text span fw={550} inherit>
                {change.label}
              </Text>{' '}
              {change.before && (
                <Text span c="dimmed" inherit>
                  {valueWords(change.field, change.before, fields)} →{' '}
                </Text>
              )}
              {valueWords(change.field, change.after, fields)}
            </Text>
            <Text size="xs" c="dimmed" component="div">
              <Cause change={change} /> · <When at={change.at} zone={call.company.timeZone} />
            </Text>
          </div>
        ))}
        {!all && hidden > 0 && (
          <Button variant="subtle" color="gray" size="compact-xs" w="fit-content" onClick={open}>
            {hidden} more
          </Button>
        )}
      </Stack>
    </Panel>
  );
};
