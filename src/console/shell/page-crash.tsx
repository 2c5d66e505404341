import { Alert, Button, Stack, Text } from '@mantine/core';
import { useRouteError } from 'react-router';

/** A page that broke; also one whose files were replaced by an update while the tab was open. */
export const PageCrash = () => {
  const error = useRouteError();
  return (
    <Alert role="alert" color="red" title="This page stopped working">
      <title>Problem · Ringpath</title>
      <Stack align="flex-start" gap="sm">
        <Text size="sm">
          Reload it. If it happens again, tell whoever runs Ringpath what you did and this:
        </Text>
        <Text size="xs" ff="monospace">
          {error instanceof Error ? error.message : String(error)}
        </Text>
        <Button size="xs" color="red" variant="light" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </Stack>
    </Alert>
  );
};
