import type { Visit } from './use-match.ts';

/** Visits worth a look, on the company's own site. */
export const examples = (site: string): readonly { readonly label: string; readonly visit: Visit }[] => {
  const on = (query: string): string => new URL(query, site).href;
  return [
    {
      label: 'Google ad',
      visit: {
        url: on('/?utm_source=google&utm_medium=cpc&gclid=test'),
        referrer: 'https://www.google.com/',
      },
    },
    { label: 'Google search', visit: { url: on('/'), referrer: 'https://www.google.com/' } },
    { label: 'Bing search', visit: { url: on('/'), referrer: 'https://www.bing.com/' } },
    { label: 'AI assistant', visit: { url: on('/'), referrer: 'https://chatgpt.com/' } },
    { label: 'Newsletter', visit: { url: on('/?utm_source=newsletter&utm_medium=email'), referrer: '' } },
    { label: 'Direct', visit: { url: on('/'), referrer: '' } },
  ];
};

/** The company's first website, or a stand-in while none is listed. */
export const siteOf = (origins: readonly string[]): string => `${origins[0] ?? 'https://www.example.com'}/`;
