/** A word of a fixed list as people say it: `QUALIFIED` is "qualified", `NOT_ASKED` is "not asked". */
export const spoken = (word: string): string => word.toLowerCase().replaceAll('_', ' ');

/** The same for what has a capital anyway: `MONDAY` is "Monday". */
export const spokenName = (word: string): string => word.charAt(0) + spoken(word.slice(1));
