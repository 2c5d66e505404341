import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { examples } from './examples.ts';
import type { useMatch, Visit } from './use-match.ts';

/** A visit to try: where it lands and where it comes from. */
export const MatchForm = ({ site, matching }: { site: string; matching: ReturnType<typeof useMatch> }) => {
  const [visit, setVisit] = useState<Visit>({ url: site, referrer: '' });
  const { ask, fetching, problems } = matching;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        ask({ url: visit.url.trim(), referrer: visit.referrer.trim() });
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Landing page"
          description="The first page of the visit, with everything behind the question mark."
          type="url"
          withAsterisk
          value={visit.url}
          onChange={({ currentTarget }) => setVisit({ ...visit, url: currentTarget.value })}
          error={problems.url}
        />
        <TextInput
          label="Referrer"
          description="The page before. Empty: typed in, a bookmark, or a link that says nothing."
          type="url"
          placeholder="https://www.google.com/"
          value={visit.referrer}
          onChange={({ currentTarget }) => setVisit({ ...visit, referrer: currentTarget.value })}
          error={problems.referrer}
        />
        <Group gap={6} align="center">
          <Text size="xs" c="dimmed">
            Try
          </Text>
          {examples(site).map((example) => (
            <Button
              key={example.label}
              size="compact-xs"
              variant="default"
              onClick={() => {
                setVisit(example.visit);
                ask(example.visit);
              }}
            >
              {example.label}
            </Button>
          ))}
        </Group>
        <Group>
          <Button type="submit" loading={fetching} leftSection={<IconSearch size={16} aria-hidden />}>
            Which number?
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
