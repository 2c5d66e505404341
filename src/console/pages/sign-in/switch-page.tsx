import { Button, Stack, Text, Title } from '@mantine/core';
import { declineKey, signIn } from '../../api/session.ts';
import { SignInFrame } from './frame.tsx';

/** A link with a key was opened although this browser has one: somebody else may have sent it. */
export const SwitchPage = ({ offered }: { offered: string }) => (
  <SignInFrame
    title="Switch account"
    below="Whoever sent you the link can see what you do there, including a CRM you connect."
  >
    <Stack>
      <div>
        <Title order={1} size="h2">
          Sign in with another key?
        </Title>
        <Text size="sm" c="dimmed" mt={4}>
          You are signed in already, and the link you opened has another API key in it. Switch only if you
          know whose account that is.
        </Text>
      </div>
      <Button fullWidth onClick={declineKey} data-autofocus autoFocus>
        Stay signed in as before
      </Button>
      <Button fullWidth variant="default" onClick={() => signIn(offered)}>
        Switch to the key of the link
      </Button>
    </Stack>
  </SignInFrame>
);
