import { Alert, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey } from '@tabler/icons-react';
import { signIn } from '../../api/session.ts';
import { SignInFrame } from './frame.tsx';

export const SignInPage = ({ notice }: { notice: string | null }) => {
  const form = useForm({
    initialValues: { key: '' },
    validate: { key: (key) => (key.trim() === '' ? 'Paste an API key.' : null) },
  });
  return (
    <SignInFrame title="Sign in" below="No key? Whoever runs Ringpath makes one under Settings, API keys.">
      <form onSubmit={form.onSubmit(({ key }) => signIn(key))} noValidate>
        <Stack>
          <div>
            <Title order={1} size="h2">
              Sign in with an API key
            </Title>
            <Text size="sm" c="dimmed" mt={4}>
              The key stays in this browser until you sign out.
            </Text>
          </div>
          {notice && (
            <Alert color="red" role="alert">
              {notice}
            </Alert>
          )}
          <PasswordInput
            label="API key"
            placeholder="rp_live_…"
            autoComplete="current-password"
            leftSection={<IconKey size={16} aria-hidden />}
            data-autofocus
            autoFocus
            {...form.getInputProps('key')}
          />
          <Button type="submit" fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </SignInFrame>
  );
};
