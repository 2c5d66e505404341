/** Acronyms and plurals that no rule makes. */
const acronyms: Readonly<Record<string, string>> = { api: 'API', crm: 'CRM' };
const plurals: Readonly<Record<string, string>> = { criterion: 'criteria' };

const pluralOf = (word: string): string =>
  plurals[word] ?? (/[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`);

/** How a sentence calls what a type is: for `AuditEntry` an audit entry, the audit entry, audit entries. */
export const nounWords = (type: string) => {
  const parts = type.split(/(?=[A-Z])/).map((part) => part.toLowerCase());
  const spoken = (words: readonly string[]) => words.map((word) => acronyms[word] ?? word).join(' ');
  const one = spoken(parts);
  return {
    one,
    withArticle: `${/^[aeiou]/i.test(one) ? 'an' : 'a'} ${one}`,
    many: spoken([...parts.slice(0, -1), pluralOf(parts.at(-1) ?? '')]),
  };
};
