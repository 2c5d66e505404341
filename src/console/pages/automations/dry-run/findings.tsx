import { Alert, Stack } from '@mantine/core';
import { Counts } from './counts.tsx';
import { Difference } from './difference.tsx';
import { Samples } from './samples.tsx';
import { useFindings } from './use-findings.ts';

/** What a dry run has found so far. */
export const Findings = ({ runId }: { runId: string }) => {
  const found = useFindings(runId);
  if (!found) return null;
  return (
    <Stack gap="lg" role="region" aria-label="What the dry run found">
      <Counts found={found} />
      {found.matched === 0 && (
        <Alert color="gray">None of these calls matches. The examples below say which condition fails.</Alert>
      )}
      <Difference found={found} />
      <Samples found={found} />
    </Stack>
  );
};
