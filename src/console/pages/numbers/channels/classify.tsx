import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NumbersCompanyFragment } from '../../../generated/graphql.ts';
import { Panel } from '../../../parts/panel.tsx';
import { ChannelVerdict } from '../match/channel-verdict.tsx';
import { siteOf } from '../match/examples.ts';
import { useMatch } from '../match/use-match.ts';

/** People paste a host as often as an address. */
const addressOf = (typed: string): string => (/^[a-z-]+:\/\//i.test(typed) ? typed : `https://${typed}/`);

/** What visitors from an address count as. */
export const Classify = ({ company }: { company: NumbersCompanyFragment }) => {
  const [typed, setTyped] = useState('');
  const { ask, fetching, match, problems } = useMatch(company.id);
  const problem = problems.referrer ?? problems.url ?? problems.rest;
  return (
    <Panel title="What does an address count as?" hint="With the table as it was saved last.">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const referrer = typed.trim();
          ask({ url: siteOf(company.origins), referrer: referrer && addressOf(referrer) });
        }}
      >
        <Stack gap="sm" align="stretch">
          <TextInput
            label="Visitors who come from"
            placeholder="news.partner.example"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" loading={fetching} style={{ alignSelf: 'flex-start' }} variant="default">
            Classify
          </Button>
        </Stack>
      </form>
      <Stack mt="md" aria-live="polite">
        {problem && (
          <Alert role="alert" color="red">
            {problem}
          </Alert>
        )}
        {match ? (
          <ChannelVerdict match={match} />
        ) : (
          !problem && (
            <Text size="sm" c="dimmed">
              Tags in the address (<code>utm_source</code> and the like) count before this table, and click
              ids of ads too. After it comes a built-in list of search engines, social networks, web mail and
              AI assistants.
            </Text>
          )
        )}
      </Stack>
    </Panel>
  );
};
