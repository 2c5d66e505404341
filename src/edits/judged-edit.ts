import { triggersBetween } from '../automation/fired.ts';
import type { HandedIn } from '../automation/triggers/list.ts';
import type { Call, Visit } from '../calls/call.ts';
import { type ConductorContext, changesOf } from '../conductor/conduct.ts';
import { judgeCall } from '../conductor/judge-call.ts';
import type { LockedCall } from '../conductor/locked-calls.ts';
import type { Saved } from '../conductor/save.ts';
import { savedCall } from '../conductor/saved.ts';
import { updateText } from '../conductor/update-text.ts';
import type { Reach } from '../reach.ts';

/** What an edit makes of one call. */
export interface Edit {
  readonly call: Call;
  /** The visit it is credited to, where that is another one. */
  readonly visit?: Visit;
  /** What was handed in beside the call. */
  readonly happened?: readonly HandedIn[];
  /** Sentences for the timeline about what the call's own columns do not show. */
  readonly news?: readonly string[];
  /** What else is saved with it. */
  readonly rows?: Pick<Saved, 'notes' | 'transcripts' | 'crmOutcomes'>;
}

/** The rows one edited call leaves behind; null when nothing is different. */
export const judgedEdit = (
  { call: before, visit, caller, deliveries, setup, turns }: LockedCall,
  { call, visit: credited, happened = [], news = [], rows = {} }: Edit,
  reach: Reach,
  context: ConductorContext,
): Saved | null => {
  const between = triggersBetween(before, call, happened);
  const fired = between.length === 0 && news.length > 0 ? [{ trigger: 'CALL_UPDATED' as const }] : between;
  if (fired.length === 0) return null;
  const now = context.now();
  const about = { visit: credited ?? visit, caller, edit: { before, actor: reach.actor } };
  const judged = judgeCall(call, fired, about, deliveries, setup, { ...context, turns, now });
  const changes = changesOf(
    judged,
    () => updateText(before, judged.call, setup, news),
    ['CALL_UPDATED'],
    setup,
  );
  return { ...savedCall(judged, now, changes), ...rows };
};
