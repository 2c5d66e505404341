/** The console speaks English, so a date must not be half in another language. */
export const locale =
  typeof navigator !== 'undefined' && navigator.language.startsWith('en') ? navigator.language : 'en-GB';

export const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
