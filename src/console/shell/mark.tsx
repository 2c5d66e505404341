import { Group, Text } from '@mantine/core';
import address from '../mark.svg';

export const Mark = ({ size = 26 }: { size?: number }) => (
  <Group gap={9} wrap="nowrap">
    <img src={address} width={size} height={size} alt="" />
    <Text fw={680} fz={size * 0.65} lh={1} style={{ letterSpacing: '-0.01em' }}>
      Ringpath
    </Text>
  </Group>
);
