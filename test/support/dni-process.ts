import { createDb } from '../../src/db.ts';
import { createSetupCache } from '../../src/setup/cache.ts';
import { createTracking } from '../../src/tracking/sessions.ts';
import { firefox } from './browsers.ts';

/** A process that opens visits without end and says each number it has shown. Made to be killed. */
const [url = '', companyKey = ''] = process.argv.slice(2);
const db = createDb({ url, connections: 4 });
const tracking = createTracking({ db, setup: createSetupCache(db) });

const visit = async (): Promise<void> => {
  for (;;) {
    const { swaps } = await tracking.openSession(
      { companyKey, landingPage: 'https://www.example.com/', numbers: ['+12125550100'] },
      { userAgent: firefox },
    );
    for (const { leaseId, to } of swaps) if (leaseId) process.stdout.write(`${leaseId} ${to}\n`);
  }
};
await Promise.all(Array.from({ length: 16 }, visit));
