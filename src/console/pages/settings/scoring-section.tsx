import { Alert, Button, Group } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf, useSave } from '../../api/save.ts';
import type { CriterionDetailFragment, RunProgressFragment } from '../../generated/graphql.ts';
import { Loaded, Nothing } from '../../parts/outcomes.tsx';
import { RunProgress } from '../../parts/run-progress.tsx';
import { CriterionDialog } from './criterion-dialog.tsx';
import { CriterionRow } from './criterion-row.tsx';
import { ListSection, Rows } from './list-section.tsx';
import { rescoreMutation, scoreCriteriaQuery } from './scoring-queries.ts';
import { useDialog } from './use-dialog.ts';

/** The server rescores past calls after each change, unless it is busy with other long work. */
const LeftOut = ({ started }: { started: (run: RunProgressFragment) => void }) => {
  const { save, saving } = useSave(rescoreMutation, (data) => data.rescoreCalls);
  const [problem, setProblem] = useState<string | null>(null);
  const rescore = async (): Promise<void> => {
    const saved = await save({});
    if (saved.ok && saved.payload.run) started(saved.payload.run);
    setProblem(failureOf(saved));
  };
  return (
    <Alert color="orange" title="Past calls keep their old score for now">
      <Group justify="space-between" gap="xs">
        {problem ?? 'Too much other work is under way. Score them later.'}
        <Button size="xs" variant="default" loading={saving} onClick={() => void rescore()}>
          Score past calls
        </Button>
      </Group>
    </Alert>
  );
};

export const ScoringSection = () => {
  const result = useQuery({ query: scoreCriteriaQuery });
  const dialog = useDialog<CriterionDetailFragment>();
  /** Null: nothing was changed yet; `left out`: changed, and nothing scores past calls. */
  const [rescoring, setRescoring] = useState<RunProgressFragment | 'left out' | null>(null);
  const changed = (run: RunProgressFragment | null): void => {
    setRescoring(run ?? 'left out');
    result[1]({ requestPolicy: 'network-only' });
  };
  return (
    <ListSection
      title="Scoring"
      hint="A call gets the points of every criterion that holds for it. A change counts for past calls, too."
      add="New criterion"
      make={dialog.make}
    >
      {rescoring && (
        <div style={{ padding: '0 var(--mantine-spacing-md) var(--mantine-spacing-sm)' }}>
          {rescoring === 'left out' ? (
            <LeftOut started={setRescoring} />
          ) : (
            <RunProgress
              key={rescoring.id}
              run={rescoring}
              title="Scoring past calls"
              close={() => setRescoring(null)}
            />
          )}
        </div>
      )}
      <Loaded result={result}>
        {({ scoreCriteria: { nodes } }) =>
          nodes.length === 0 ? (
            <Nothing icon={<IconGauge aria-hidden />} title="Nothing scores calls yet">
              Add a criterion, such as 20 points for talking longer than a minute.
            </Nothing>
          ) : (
            <Rows>
              {nodes.map((criterion) => (
                <CriterionRow
                  key={criterion.id}
                  criterion={criterion}
                  edit={() => dialog.change(criterion)}
                  changed={changed}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {dialog.subject && (
        <CriterionDialog criterion={dialog.subject.thing} close={dialog.close} saved={changed} />
      )}
    </ListSection>
  );
};
