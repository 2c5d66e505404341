import { useState } from 'react';

/** A dialog that makes a new thing or changes one: null while it is closed. */
export const useDialog = <Thing>() => {
  const [subject, setSubject] = useState<{ readonly thing: Thing | null } | null>(null);
  return {
    subject,
    make: (): void => setSubject({ thing: null }),
    change: (thing: Thing): void => setSubject({ thing }),
    close: (): void => setSubject(null),
  };
};
