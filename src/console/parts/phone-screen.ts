import { useMediaQuery } from '@mantine/hooks';

/** Below this the navigation folds away and tables become cards. */
export const useIsPhone = (): boolean =>
  useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
