import { Center, Loader } from '@mantine/core';

export const Splash = () => (
  <Center mih="100dvh" role="status" aria-label="Loading">
    <Loader size="sm" type="dots" />
  </Center>
);
