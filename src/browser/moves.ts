/** Says that the page's address names a click or a campaign, so that it can begin a new visit. */
export const isTagged = (): boolean => /utm_|clk?id|braid|li_fat/i.test(location.search);

/** Calls back after a single-page app went to another address. */
export const watchMoves = (moved: () => void): void => {
  addEventListener('popstate', moved);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = (...given) => {
      original.apply(history, given);
      moved();
    };
  }
};
