import { useQuery } from 'urql';
import { languageName } from '../../parts/format.ts';
import { voicesQuery } from './queries.ts';

/** What carriers' voices speak, by name, and `present` whatever else it is. */
export const useLanguages = (present: string): { value: string; label: string }[] => {
  const [{ data }] = useQuery({ query: voicesQuery });
  const spoken = data?.integrations.flatMap(({ languages }) => languages) ?? [];
  return [...new Set([...spoken, present])]
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
};
