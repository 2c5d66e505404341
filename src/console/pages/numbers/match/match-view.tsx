import { Alert, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import type { NumbersCompanyFragment } from '../../../generated/graphql.ts';
import { Panel } from '../../../parts/panel.tsx';
import { siteOf } from './examples.ts';
import { MatchForm } from './match-form.tsx';
import { MatchResult } from './match-result.tsx';
import { useMatch } from './use-match.ts';

/** "Which number would this visitor see?", answered by the functions that answer real visitors. */
export const MatchView = ({ company }: { company: NumbersCompanyFragment }) => {
  const matching = useMatch(company.id);
  const { match, fetching, problems } = matching;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
      <Panel title="Try a visit" hint="Nothing is stored, and no number is taken.">
        <MatchForm site={siteOf(company.origins)} matching={matching} />
      </Panel>
      <Panel title="What this visitor would see">
        {problems.rest && (
          <Alert role="alert" color="red">
            {problems.rest}
          </Alert>
        )}
        {match ? (
          <MatchResult match={match} />
        ) : fetching ? (
          <Stack aria-busy="true" aria-label="Loading">
            <Skeleton height={44} />
            <Skeleton height={96} />
          </Stack>
        ) : (
          !problems.rest && (
            <Text size="sm" c="dimmed">
              Enter a landing page, or take one of the examples. Here you see the number, and why it is that
              one.
            </Text>
          )
        )}
      </Panel>
    </SimpleGrid>
  );
};
