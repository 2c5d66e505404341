import { expect, it } from 'vitest';
import { directory } from '../../schema/index.ts';
import { testDb } from '../../test/support/database.ts';
import type { Db } from '../db.ts';
import { newId } from '../ids.ts';
import { createFindLostTurns } from './lost-turns.ts';
import { usualTuning } from './tuning.ts';

it('looks after every account, also when there is trouble with one, and says so', async () => {
  const { db } = await testDb();
  const row = () => ({ kind: 'NUMBER' as const, key: newId(), accountId: newId(), subjectId: newId() });
  await db.orm.insert(directory).values([row(), row(), row()]);
  let looked = 0;
  const pipeline: Db['pipeline'] = (work) => {
    looked += 1;
    return looked === 2 ? Promise.reject(new Error('trouble')) : db.pipeline(work);
  };
  const nothing = async () => [];
  const enqueue = {
    deliver: nothing,
    deliverEach: nothing,
    confirm: nothing,
    confirmEach: nothing,
    alert: nothing,
  };
  const find = createFindLostTurns({ db: { ...db, pipeline }, enqueue, tuning: usualTuning });
  await expect(find()).rejects.toThrow('in 1 of 3 accounts');
  expect(looked).toBe(3);
});
