import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type UserError, useSave } from '../../api/save.ts';
import type { CallFilter, RunProgressFragment } from '../../generated/graphql.ts';
import { plural } from '../../parts/format.ts';
import { tagFoundMutation, tagManyMutation, untagManyMutation } from './queries.ts';

/** The API takes so many calls by id at once. */
const mostAtOnce = 200;

const slices = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, at) =>
    ids.slice(at * mostAtOnce, (at + 1) * mostAtOnce),
  );

interface Work {
  readonly run: RunProgressFragment;
  readonly title: string;
}

/** Tagging many calls: those picked, or what a filter finds. A lot of work goes on as a run. */
export const useBulkTags = () => {
  const tag = useSave(tagManyMutation, (data) => data.tagCalls);
  const untag = useSave(untagManyMutation, (data) => data.untagCalls);
  const found = useSave(tagFoundMutation, (data) => data.tagCallsByFilter);
  const [work, setWork] = useState<Work | null>(null);
  const say = (calls: number, add: boolean): void => {
    notifications.show({ message: `${plural(calls, 'call')} ${add ? 'tagged' : 'untagged'}.` });
  };

  return {
    work,
    endWork: (): void => setWork(null),

    picked: async (
      callIds: readonly string[],
      tagIds: string[],
      add: boolean,
    ): Promise<readonly UserError[]> => {
      for (const slice of slices(callIds)) {
        const saved = await (add ? tag : untag).save({ input: { callIds: slice, tagIds } });
        if (!saved.ok) return saved.errors;
      }
      say(callIds.length, add);
      return [];
    },

    found: async (filter: CallFilter, tagIds: string[], add: boolean): Promise<readonly UserError[]> => {
      const saved = await found.save({ input: { filter, tagIds, add } });
      if (!saved.ok) return saved.errors;
      const { run, changed } = saved.payload;
      if (run) setWork({ run, title: add ? 'Adding tags' : 'Removing tags' });
      else say(changed ?? 0, add);
      return [];
    },
  };
};
