import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Viewer } from '../identity/scopes.ts';
import { parseCursor, toSpan } from '../live/cursor.ts';
import type { Live } from '../live/hub.ts';
import { reachKey } from '../reach.ts';
import { type Plan, refusalOf, serialise, variablesAt } from './live-documents.ts';
import { createGroup, cursorOf, type Group } from './live-group.ts';
import type { Member } from './live-member.ts';

interface Entry {
  readonly key: string;
  /** Everybody who shares it, also who is still catching up. */
  readonly members: Set<Member>;
  /** The running group, or the result that says why there is none. */
  readonly ready: Promise<Group | ExecutionResult>;
}

const isGroup = (value: Group | ExecutionResult): value is Group => 'admit' in value;

/**
 * One execution and one serialisation for all sockets that show the same: the key is the document without
 * its `after`, the variables, the reach and the key's rights. Who resumes first runs on its own up to
 * where the shared one stands, then joins it.
 */
export const createShare = (options: {
  readonly schema: GraphQLSchema;
  readonly live: Pick<Live, 'position' | 'isNear'>;
  /**
   * A fresh context. It may remember what it loads for one execution; the one a subscription's events are
   * made with outlives many changes, and must not.
   */
  readonly contextFor: (viewer: Viewer, options: { readonly remember: boolean }) => unknown;
  readonly formatError: (error: GraphQLError) => GraphQLFormattedError;
}) => {
  const { schema, live } = options;
  const entries = new Map<string, Entry>();
  const entryOf = new Map<Member, Entry>();

  /** The next to come starts anew. */
  const forget = (entry: Entry): void => {
    if (entries.get(entry.key) === entry) entries.delete(entry.key);
  };

  /** The last a member hears: what its subscription ended with. */
  const dismiss = (member: Member, result: ExecutionResult): void => {
    member.send({ cursor: null, payload: serialise(result, options.formatError) });
    member.leave();
  };

  const open = async (plan: Plan, viewer: Viewer, after: string | null) =>
    createSourceEventStream({
      schema,
      document: plan.document,
      operationName: plan.operationName ?? null,
      variableValues: variablesAt(plan, after),
      contextValue: await options.contextFor(viewer, { remember: false }),
    });

  const shower = (plan: Plan, viewer: Viewer, after: string | null) => async (event: unknown) =>
    serialise(
      await execute({
        schema,
        document: plan.document,
        operationName: plan.operationName ?? null,
        variableValues: variablesAt(plan, after),
        rootValue: event,
        contextValue: await options.contextFor(viewer, { remember: true }),
      }),
      options.formatError,
    );

  const start = async (
    plan: Plan,
    viewer: Viewer,
    now: string | null,
    onEnd: (error: unknown) => void,
  ): Promise<Group | ExecutionResult> => {
    // After a restart everybody resumes from about the same place: starting there serves them all at once.
    const near = plan.after !== null && (await live.isNear(viewer.reach.accountId, plan.after));
    const from = near ? plan.after : now;
    const events = await open(plan, viewer, from);
    if (!(Symbol.asyncIterator in events)) return events;
    return createGroup({
      events: events[Symbol.asyncIterator](),
      start: from,
      show: shower(plan, viewer, from),
      onEnd,
    });
  };

  const entryFor = (key: string, plan: Plan, viewer: Viewer, now: string | null): Entry => {
    const known = entries.get(key);
    if (known) return known;
    const members = new Set<Member>();
    const ended = (error: unknown): void => {
      forget(entry);
      for (const member of [...members]) {
        if (error === null) member.leave();
        else dismiss(member, refusalOf(plan, error));
      }
    };
    const entry: Entry = { key, members, ready: start(plan, viewer, now, ended) };
    entries.set(key, entry);
    entry.ready.then(
      (group) => {
        if (!isGroup(group)) forget(entry);
      },
      () => forget(entry),
    );
    return entry;
  };

  /** Sends what lies between the member and `until`, on an execution of its own. */
  const catchUp = async (plan: Plan, viewer: Viewer, member: Member, until: string): Promise<void> => {
    const span = toSpan(member.position ?? until, until);
    const events = await open(plan, viewer, span);
    if (!(Symbol.asyncIterator in events)) return dismiss(member, events);
    const show = shower(plan, viewer, span);
    for await (const event of events) {
      if (member.left()) return;
      await member.sendAndWait({ cursor: cursorOf(event), payload: await show(event) });
    }
    member.position = until;
  };

  const follow = async (plan: Plan, viewer: Viewer, member: Member, group: Group): Promise<void> => {
    while (!member.left() && !group.admit(member)) {
      await catchUp(plan, viewer, member, group.last() ?? '');
    }
  };

  return {
    /**
     * Lets the member share the subscription. Null when it does, else the result that says why not.
     * @throws Refusal `INVALID` on `after`; whatever the database says when it cannot be asked.
     */
    join: async (plan: Plan, viewer: Viewer, member: Member): Promise<ExecutionResult | null> => {
      let now: string | null = null;
      if (plan.resumable) {
        if (plan.after !== null) parseCursor(plan.after);
        now = await live.position(viewer.reach.accountId);
        // Only a read can tell a cursor that is newer than our answer from one of another database.
        if (plan.after !== null && plan.after > now) await live.isNear(viewer.reach.accountId, plan.after);
        member.position = plan.after ?? now;
      }
      if (member.left()) return null;
      const key = JSON.stringify([
        reachKey(viewer.reach),
        [...viewer.scopes].sort(),
        plan.text,
        plan.variables,
      ]);
      const entry = entryFor(key, plan, viewer, now);
      entry.members.add(member);
      entryOf.set(member, entry);
      const group = await entry.ready;
      if (!isGroup(group)) return group;
      follow(plan, viewer, member, group).catch((error) => dismiss(member, refusalOf(plan, error)));
      return null;
    },

    /** To be called when the member is gone. The last one to leave ends the execution. */
    leave: (member: Member): void => {
      const entry = entryOf.get(member);
      if (!entry) return;
      entryOf.delete(member);
      entry.members.delete(member);
      const left = (group: Group | ExecutionResult): void => {
        if (!isGroup(group)) return;
        group.remove(member);
        if (entry.members.size > 0) return;
        forget(entry);
        group.stop();
      };
      entry.ready.then(left, () => undefined);
    },
  };
};
