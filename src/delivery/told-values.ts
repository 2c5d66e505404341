import type { Action, ActionItem, Integration } from '../../integrations/kit/integration.ts';
import type { CallSnapshot, Money } from '../../integrations/kit/vocabulary.ts';
import { amountOf, microsOf } from '../money.ts';

/** A delivery that stands at a vendor, as far as its worth depends on it. */
export interface StandingRow {
  readonly integration: string;
  readonly action: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly snapshot: CallSnapshot;
  readonly key: string;
  readonly revision: number;
  readonly vendor_id: string | null;
  readonly uncertain: boolean;
}

const nameOf = (integration: string, action: string): string => `${integration}.${action}`;

/** What vendors were told that calls are worth, by the actions that can say. */
export const createToldValues = (integrations: readonly Integration[]) => {
  const actions = new Map<string, Action>(
    integrations.flatMap(({ id, actions: own }) =>
      own.flatMap((action): [string, Action][] => (action.worth ? [[nameOf(id, action.id), action]] : [])),
    ),
  );

  const worthOf = (row: StandingRow): Money | null => {
    const action = actions.get(nameOf(row.integration, row.action));
    const settings = action?.settings.safeParse(row.settings);
    if (!action?.worth || !settings?.success) return null;
    const { snapshot: call, key, revision, vendor_id: vendorId, uncertain } = row;
    const item: ActionItem<Record<string, unknown>> = {
      call,
      settings: settings.data,
      key,
      revision,
      vendorId,
      uncertain,
    };
    return action.worth(item);
  };

  return {
    /** As `google-ads.upload-conversion`. */
    names: [...actions.keys()],

    /** Summed by currency. */
    sumOf: (rows: readonly StandingRow[]): readonly Money[] => {
      const told = rows.map(worthOf).filter((worth) => worth !== null);
      return [...Map.groupBy(told, ({ currency }) => currency)].map(([currency, own]) => ({
        currency,
        amount: amountOf(own.reduce((sum, { amount }) => sum + (microsOf(amount) ?? 0), 0)),
      }));
    },
  };
};
