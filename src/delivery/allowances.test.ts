import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RetryLater } from '../../integrations/kit/errors.ts';
import { defineIntegration } from '../../integrations/kit/integration.ts';
import { testDb } from '../../test/support/database.ts';
import { createAllowances } from './allowances.ts';

const vendor = (perDay: number) =>
  defineIntegration({
    id: 'narrow',
    name: 'Narrow',
    description: 'Takes little.',
    auth: { kind: 'none' },
    endpoints: {},
    settings: z.object({}),
    client: () => null,
    check: async () => ({ externalId: '1', label: '1' }),
    actions: [],
    allowances: [{ key: 'ingest', perDay, dayZone: 'America/Los_Angeles' }],
  });

describe('an allowance of the whole installation', () => {
  it('is never overdrawn by all processes together, nor wasted', async () => {
    const { db } = await testDb();
    const processes = Array.from({ length: 3 }, () => createAllowances(db, () => vendor(200)));
    const asked = Array.from({ length: 100 }, () =>
      processes.map((one) => one.take('narrow', 'ingest')),
    ).flat();
    const answers = await Promise.allSettled(asked);
    const granted = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(granted).toBeLessThanOrEqual(200);
    // What a process has leased and not used is lost: a portion each.
    expect(granted).toBeGreaterThan(200 - 3 * 4);
    const refused = answers.find((answer) => answer.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(RetryLater);
    expect(refused?.reason).toMatchObject({ reason: expect.stringMatching(/200 requests a day/) });
    expect(refused?.reason.afterSeconds).toBeLessThanOrEqual(25 * 3600);
  });

  it('costs nothing where a request counts against none', async () => {
    const { db } = await testDb();
    const allowances = createAllowances(db, () => vendor(1));
    for (let n = 0; n < 5; n++) await allowances.take('narrow', undefined);
    await allowances.take('narrow', 'ingest');
    await expect(allowances.take('narrow', 'ingest')).rejects.toBeInstanceOf(RetryLater);
  });
});
