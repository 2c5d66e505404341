import { IconFlask } from '@tabler/icons-react';
import { StateBadge } from './state-badge.tsx';

const look = {
  label: 'Test call',
  color: 'cyan',
  icon: IconFlask,
  help: 'From one of the company’s own test numbers: shown, but counted and sent nowhere.',
};

export const TestBadge = ({ size = 'md' }: { size?: 'sm' | 'md' }) => <StateBadge look={look} size={size} />;
