import { webSessions } from '../../schema/index.ts';
import { words } from './enums.ts';

export const Device = words('Device', webSessions.device.enumValues, 'What a page was seen on.', {
  DESKTOP: 'A computer.',
  MOBILE: 'A telephone.',
  TABLET: 'A tablet.',
  OTHER: 'Something else, or unknown.',
});
