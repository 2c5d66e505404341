import { List, Spoiler, Stack, Text } from '@mantine/core';
import type { DryRunFindingsFragment } from '../../../generated/graphql.ts';
import { CallLink } from '../../../parts/call-link.tsx';
import { plural } from '../../../parts/format.ts';

type Compared = DryRunFindingsFragment['added'];

const Part = ({ compared, words }: { compared: Compared; words: string }) =>
  compared.count > 0 && (
    <div>
      <Text size="sm" fw={550}>
        {plural(compared.count, 'call')} {words}
      </Text>
      <Spoiler maxHeight={72} showLabel="Show more" hideLabel="Show fewer">
        <List size="sm" listStyleType="none">
          {compared.calls.map((call) => (
            <List.Item key={call.id}>
              <CallLink call={call} />
            </List.Item>
          ))}
        </List>
      </Spoiler>
    </div>
  );

/** What changes against the version now in force. */
export const Difference = ({ found }: { found: DryRunFindingsFragment }) => {
  const { against, added, removed, changed } = found;
  if (against === null || against === undefined) return null;
  const none = added.count + removed.count + changed.count === 0;
  return (
    <Stack gap={8} role="group" aria-label="Difference">
      <Text size="sm" fw={600}>
        Against version {against}, which is in force
      </Text>
      {none && <Text size="sm">No difference for these calls.</Text>}
      <Part compared={added} words="would match now and did not before" />
      <Part compared={removed} words="would no longer match" />
      <Part compared={changed} words="would send something else" />
    </Stack>
  );
};
