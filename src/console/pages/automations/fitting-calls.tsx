import { List, Progress, Skeleton, Stack, Text } from '@mantine/core';
import type { CallFilter } from '../../generated/graphql.ts';
import { CallLink } from '../../parts/call-link.tsx';
import { count } from '../../parts/format.ts';
import { Loaded } from '../../parts/outcomes.tsx';
import { Panel } from '../../parts/panel.tsx';
import { lastDays, useFitting } from './filter/use-fitting.ts';

/** How many of the last calls the conditions fit, while somebody still edits them. */
export const FittingCalls = ({ filter, companyId }: { filter: CallFilter; companyId: string | null }) => {
  const result = useFitting(filter, { companyId });
  return (
    <Panel
      title="Which calls fit"
      hint={`Calls of the last ${lastDays} days as they stand now. A dry run judges each as it stood when the rule looks at it.`}
    >
      <Loaded result={result} skeleton={<Skeleton height={80} />}>
        {({ matching, every }) => (
          <Stack gap="xs" aria-live="polite">
            <Text size="sm">
              <Text span fz={24} fw={650} className="numeric">
                {count(matching.totalCount)}
              </Text>{' '}
              of {count(every.totalCount)} calls
            </Text>
            <Progress
              value={every.totalCount > 0 ? (matching.totalCount / every.totalCount) * 100 : 0}
              size="sm"
              aria-label="Share of calls that fit"
            />
            <List size="sm" spacing={4} listStyleType="none" mt={4}>
              {matching.nodes.map((call) => (
                <List.Item key={call.id}>
                  <CallLink call={call} />
                </List.Item>
              ))}
            </List>
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
};
