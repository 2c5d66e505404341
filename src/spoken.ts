/** A word of a fixed list as people say it: `QUALIFIED` is "qualified", `NOT_ASKED` is "not asked". */
export const spoken = (word: string): string => word.toLowerCase().replaceAll('_', ' ');
