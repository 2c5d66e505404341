import { z } from 'zod';
import { Refusal } from '../../errors.ts';
import { placeOf } from '../../leads/parts/parts.ts';
import { score } from '../../leads/parts/score.ts';
import { defineCallAction } from './call-action.ts';

const most = 100;

export const addPoints = defineCallAction({
  name: 'addPoints',
  title: 'Give points to the score',
  description: 'Gives points to the lead score, once for a call however often the automation matches.',
  stored: z.strictObject({ points: z.int().min(-most).max(most) }),
  given: z.object({
    points: z.int().meta({
      title: 'Points',
      description: 'From -100 to 100.',
      help: 'From -100 to 100.',
      placeholder: '10',
    }),
  }),
  read: ({ points }, _, field) => {
    if (points === 0 || Math.abs(points) > most)
      throw new Refusal('INVALID', 'Give from -100 to 100 points, and not none.', `${field}.points`);
    return { points };
  },
  place: () => placeOf(score),
  apply: (call, { points }, { given }) => {
    const named = `${points} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
    return points === given
      ? { call, did: `left its ${named}`, points }
      : { call: { ...call, score: (call.score ?? 0) + points - given }, did: `gave ${named}`, points };
  },
  shown: ({ points }) => ({ title: `Give ${points} points`, settings: { points } }),
});
