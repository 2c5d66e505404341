import { notifications } from '@mantine/notifications';
import { failureOf, type Saved } from '../api/save.ts';

/** For switches and buttons in a list: says in a corner when a change was refused. */
export const settle = <Payload>(
  saved: Saved<Payload>,
  done: (payload: Payload) => void,
  title = 'Not changed',
): void => {
  const message = failureOf(saved, done);
  if (message) notifications.show({ color: 'red', title, message });
};
