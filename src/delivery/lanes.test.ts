import { expect, it } from 'vitest';
import { createLanes } from './lanes.ts';

const turn = () => new Promise(setImmediate);

it('lets so many of a linked account go at once, first come first, and others meanwhile', async () => {
  const enter = createLanes();
  const gone: string[] = [];
  const go = (linkedAccount: string, name: string) =>
    enter(linkedAccount, 2).then((leave) => {
      gone.push(name);
      return leave;
    });
  const [first, second] = [go('one', 'a'), go('one', 'b')];
  const [third] = [go('one', 'c'), go('one', 'd'), go('other', 'x')];
  await turn();
  expect(gone).toEqual(['a', 'b', 'x']);
  (await second)();
  await turn();
  expect(gone).toEqual(['a', 'b', 'x', 'c']);
  (await first)();
  (await third)();
  await turn();
  expect(gone).toEqual(['a', 'b', 'x', 'c', 'd']);
});
