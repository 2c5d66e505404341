/** The parts of the page, by the word in its address. */
export const views = {
  trackers: 'Trackers',
  test: 'Which number?',
  install: 'Install',
  channels: 'Channels',
} as const;
export type View = keyof typeof views;

export const viewIn = (search: URLSearchParams): View => {
  const asked = search.get('view');
  return (Object.keys(views) as View[]).find((view) => view === asked) ?? 'trackers';
};
