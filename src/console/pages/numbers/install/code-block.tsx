import { Box, Code, Group, Text } from '@mantine/core';
import { CopyButton } from '../../../parts/copy-button.tsx';

/** Lines to copy, with what they are for. */
export const CodeBlock = ({ title, code }: { title: string; code: string }) => (
  <div>
    <Group justify="space-between" gap="xs" mb={6} wrap="nowrap" align="flex-end">
      <Text size="sm">{title}</Text>
      <Box style={{ flexShrink: 0 }}>
        <CopyButton value={code} label={`Copy: ${title}`} text="Copy" />
      </Box>
    </Group>
    <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {code}
    </Code>
  </div>
);
