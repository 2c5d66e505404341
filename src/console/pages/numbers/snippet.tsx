import { Code, Group, Stack, Text } from '@mantine/core';
import { CopyButton } from '../../parts/copy-button.tsx';

/** The one line a website needs so that visitors see their own numbers. */
export const Snippet = ({ publicKey, origins }: { publicKey: string; origins: readonly string[] }) => {
  const line = `<script async src="${window.location.origin}/dni.js" data-key="${publicKey}"></script>`;
  return (
    <Stack gap={6} px="md" pb="md">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          Paste this before the closing body tag of every page
          {origins.length > 0 ? ` of ${origins.join(', ')}` : ''}.
        </Text>
        <CopyButton value={line} label="Copy the snippet" text="Copy" />
      </Group>
      <Code block style={{ whiteSpace: 'pre-wrap' }}>
        {line}
      </Code>
    </Stack>
  );
};
