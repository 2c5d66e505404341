import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';

export const EditIcon = ({ what, onClick }: { what: string; onClick: () => void }) => (
  <Tooltip label="Edit">
    <ActionIcon variant="subtle" color="gray" aria-label={`Edit ${what}`} onClick={onClick}>
      <IconPencil size={16} aria-hidden />
    </ActionIcon>
  </Tooltip>
);
