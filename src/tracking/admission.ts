import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Far more than the visitors of one company who sit behind one address at a time. */
export const visitsPerNetwork = 300;

/** Whether a network may begin one more visit of a company. Nothing of it outlives half an hour. */
export const createAdmission = (visits: number) => {
  const begun = new RateLimiterMemory({ points: visits, duration: 1_800 });
  return async (companyId: string, network: string | undefined): Promise<boolean> => {
    if (!network) return true;
    try {
      await begun.consume(`${companyId} ${network}`);
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  };
};
