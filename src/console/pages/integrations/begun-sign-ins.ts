const storageName = 'ringpath.signIns';
/** Nobody begins more within the fifteen minutes the server waits. */
const most = 5;

type Begun = readonly [state: string, finishToken: string];

const isBegun = (value: unknown): value is Begun =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');

const read = (): readonly Begun[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageName) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isBegun) : [];
  } catch {
    return [];
  }
};

const write = (begun: readonly Begun[]): void => {
  try {
    localStorage.setItem(storageName, JSON.stringify(begun.slice(0, most)));
  } catch {
    // Where a browser stores nothing the sign-in cannot be finished, and the server says so.
    return;
  }
};

/** Keeps what proves, when the vendor sends a browser back, that it is this one. For other tabs too: some vendors open one. */
export const rememberSignIn = (authorizeUrl: string, finishToken: string): void => {
  const state = new URL(authorizeUrl).searchParams.get('state') ?? '';
  write([[state, finishToken], ...read()]);
};

/** The token kept for this state, once; empty when this browser began no such sign-in. */
export const takeSignIn = (state: string): string => {
  const begun = read();
  write(begun.filter(([each]) => each !== state));
  return begun.find(([each]) => each === state)?.[1] ?? '';
};
