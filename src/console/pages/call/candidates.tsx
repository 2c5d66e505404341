import { Alert, Badge, Box, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { allErrors, useSave } from '../../api/save.ts';
import { useMay } from '../../api/viewer.tsx';
import type { VisitFragment } from '../../generated/graphql.ts';
import { graphql } from '../../generated/index.ts';
import { percent } from '../../parts/format.ts';
import type { Call } from './call.ts';
import { EvidenceList } from './evidence-list.tsx';
import { VisitFacts } from './visit-facts.tsx';

const resolveMutation = graphql(`
  mutation ResolveAttribution($input: ResolveAttributionInput!) {
    resolveAttribution(input: $input) {
      call { id version ...CallOrigin session { ...Visit } source medium campaign keyword }
      userErrors { code message field }
    }
  }
`);

const Candidate = ({
  call,
  visit,
  busy,
  choose,
}: {
  call: Call;
  visit: VisitFragment;
  busy: boolean;
  choose: (() => void) | null;
}) => {
  const evidence = call.attribution.evidence.filter(({ session }) => session?.id === visit.id);
  const weight = evidence.find((each) => typeof each.weight === 'number')?.weight;
  const credited = call.session?.id === visit.id;
  const own = evidence.filter(({ kind }) => kind !== 'PERSON');
  return (
    <Box
      component="article"
      aria-label={`Visitor from ${visit.source} / ${visit.medium}`}
      p="sm"
      style={{
        border: `1px solid ${credited ? 'var(--mantine-color-teal-6)' : 'var(--line)'}`,
        borderRadius: 8,
        display: 'flex',
        flexDirection: 'column',
        gap: 12,
      }}
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {[visit.source, visit.medium].filter(Boolean).join(' / ')}
        </Text>
        {credited ? (
          <Badge color="teal">Credited</Badge>
        ) : (
          typeof weight === 'number' && <Badge color="gray">{percent(weight)} likely</Badge>
        )}
      </Group>
      <VisitFacts session={visit} brief />
      {own.length > 0 && <EvidenceList evidence={own} zone={call.company.timeZone} />}
      {choose && !credited && (
        <Button
          size="xs"
          variant="light"
          loading={busy}
          onClick={choose}
          leftSection={<IconUserCheck size={14} aria-hidden />}
          style={{ alignSelf: 'flex-start', marginTop: 'auto' }}
        >
          This one
        </Button>
      )}
    </Box>
  );
};

/** The visitors who could be the caller, and a person's word on which of them it was. */
export const Candidates = ({ call }: { call: Call }) => {
  const { write } = useMay();
  const { candidates, confidence } = call.attribution;
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { save, saving } = useSave(resolveMutation, (data) => data.resolveAttribution);
  const choose = async (visit: VisitFragment): Promise<void> => {
    setChosen(visit.id);
    setProblem(null);
    const saved = await save({ input: { callId: call.id, sessionId: visit.id } });
    if (saved.ok) notifications.show({ message: `Credited to the visit from ${visit.source}.` });
    else setProblem(allErrors(saved.errors));
  };
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm" fw={600}>
          {confidence === 'AMBIGUOUS'
            ? `${candidates.length} visitors could be the caller`
            : 'It was between these visitors'}
        </Text>
        {write && (
          <Text size="xs" c="dimmed">
            {confidence === 'AMBIGUOUS'
              ? 'If you know who called, say so. Rules look at the call again.'
              : 'If it was somebody else after all, say so. Rules look at the call again.'}
          </Text>
        )}
      </div>
      {problem && (
        <Alert role="alert" color="red">
          {problem}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {candidates.map((visit) => (
          <Candidate
            key={visit.id}
            call={call}
            visit={visit}
            busy={saving && chosen === visit.id}
            choose={write ? () => void choose(visit) : null}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
};
