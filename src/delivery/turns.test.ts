import { expect, it, onTestFinished } from 'vitest';
import type { DeliveryJob } from './queues.ts';
import { startTurns } from './turns.ts';

const job = { accountId: 'account', deliveryId: 'delivery' };
const never = new Promise<never>(() => undefined);

/** A queue that answers what it is told, one fetch after the other, and then that there is nothing. */
const queueOf = (answers: readonly (() => Promise<readonly object[]>)[]) => {
  const left = answers.values();
  const ended: string[] = [];
  const end = (how: string) => async () => void ended.push(how);
  const boss = {
    fetch: async () => (left.next().value ?? (async () => []))(),
    complete: end('complete'),
    fail: end('fail'),
  } as unknown as Parameters<typeof startTurns>[0]['boss'];
  return { boss, ended };
};

const start = (
  answers: Parameters<typeof queueOf>[0],
  work: (jobs: readonly DeliveryJob[]) => Promise<void>,
) => {
  const { boss, ended } = queueOf(answers);
  const errors: string[] = [];
  const onError = (error: unknown) => void errors.push(String(error));
  const turns = startTurns({
    boss,
    queue: 'deliver',
    batchSize: 10,
    work,
    pollSeconds: 0.01,
    patienceSeconds: 0.05,
    onError,
  });
  onTestFinished(turns.stop);
  return { ended, errors };
};

it('asks again when the queue never answers', async () => {
  const { ended, errors } = start([() => never, async () => [{ id: '1', data: job }]], async () => undefined);
  await expect.poll(() => ended).toEqual(['complete']);
  expect(errors).toEqual(['Error: The queue did not answer within 0.05 s.']);
});

it('gives back turns whose work failed, and goes on', async () => {
  let works = 0;
  const { ended, errors } = start(
    ['1', '2'].map((id) => async () => [{ id, data: job }]),
    async () => {
      works += 1;
      if (works === 1) throw new Error('the database is away');
    },
  );
  await expect.poll(() => ended.toSorted()).toEqual(['complete', 'fail']);
  expect(errors).toEqual(['Error: the database is away']);
});
