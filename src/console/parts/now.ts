import { useEffect, useState } from 'react';

/** The present moment, renewed every so many milliseconds. */
export const useNow = (everyMilliseconds: number): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
};
