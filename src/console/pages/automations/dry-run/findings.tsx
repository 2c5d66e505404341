import { Alert, Stack } from '@mantine/core';
import type { RunProgressFragment } from '../../../generated/graphql.ts';
import { Loaded } from '../../../parts/outcomes.tsx';
import { Counts } from './counts.tsx';
import { Difference } from './difference.tsx';
import { Samples } from './samples.tsx';
import { useFindings } from './use-findings.ts';

/** What a dry run has found so far. */
export const Findings = ({ run: tried }: { run: RunProgressFragment }) => (
  <Loaded result={useFindings(tried)} skeleton={null}>
    {({ run }) =>
      run?.dryRun && (
        <Stack gap="lg" role="region" aria-label="What the dry run found">
          <Counts found={run.dryRun} />
          {run.dryRun.matched === 0 && (
            <Alert color="gray">
              None of these calls matches. The examples below say which condition fails.
            </Alert>
          )}
          <Difference found={run.dryRun} />
          <Samples found={run.dryRun} />
        </Stack>
      )
    }
  </Loaded>
);
