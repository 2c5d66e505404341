import { createAutomationReads } from '../automation/read.ts';
import { createAutomationEdits } from '../automation/save.ts';
import { createTemplatePreview } from '../automation/template-preview.ts';
import { createCallReads } from '../calls/read-calls.ts';
import { createChangeReads } from '../calls/read-changes.ts';
import { createDeliveryReads } from '../calls/read-deliveries.ts';
import { createDetailReads } from '../calls/read-details.ts';
import { createListReads } from '../calls/read-lists.ts';
import { createSnapshotRead } from '../calls/read-snapshot.ts';
import { createAlertEdit } from '../delivery/alert-settings.ts';
import { createEligibility } from '../delivery/ask-eligibility.ts';
import { createHealthReads } from '../delivery/health.ts';
import { createManualImport } from '../delivery/manual-import.ts';
import { createReconciliation } from '../delivery/reconciliation.ts';
import { createKeyReads } from '../identity/read-keys.ts';
import { createLeadSetupEdits } from '../leads/edits.ts';
import { createLeadReads } from '../leads/read.ts';
import { createCallReport } from '../reports/call-report.ts';
import { createRunReads } from '../runs/read.ts';
import { createSetupEdits } from '../setup/edits.ts';
import { voicesOf } from '../setup/voices.ts';
import { createPoolForecast } from '../tracking/read-demand.ts';
import { createPoolUse } from '../tracking/read-use.ts';
import { createVisitorReads } from '../tracking/read-visitors.ts';
import type { GraphqlServices } from './context.ts';
import { createCatalogue } from './integration.ts';

/** Everything the API reads. Ids are UUIDs. */
export const createReads = ({ db }: Pick<GraphqlServices, 'db'>) => ({
  calls: createCallReads(db),
  deliveries: createDeliveryReads(db),
  details: createDetailReads(db),
  lists: createListReads(db),
  changes: createChangeReads(db),
  automations: createAutomationReads(db),
  apiKeys: createKeyReads(db),
  leads: createLeadReads(db),
  runs: createRunReads(db),
  visitors: createVisitorReads(db),
});

export type Reads = ReturnType<typeof createReads>;

/** What the API can do that needs nothing but the database and the registry. */
export const createFeatures = (
  { db, setup, integrations, consoleUrl, tuning }: GraphqlServices,
  reads: Reads,
) => ({
  catalogue: createCatalogue(integrations),
  setup: createSetupEdits({ db, setup, voices: voicesOf(integrations) }),
  leads: createLeadSetupEdits({ db, setup }),
  automations: createAutomationEdits({ db, setup, integrations }),
  templates: createTemplatePreview({
    setup,
    integrations,
    consoleUrl,
    calls: reads.calls.byIds,
    callers: reads.details.callers,
    visits: reads.details.sessions,
  }),
  callReport: createCallReport({ db, setup }),
  poolForecast: createPoolForecast({ db }),
  poolUse: createPoolUse({ db }),
  reconciliation: createReconciliation(db, integrations),
  manualImport: createManualImport({ db, setup, integrations }),
  health: createHealthReads(db, tuning),
  setAlert: createAlertEdit({ db, setup, integrations }),
  eligibility: createEligibility({
    db,
    setup,
    integrations,
    now: () => new Date(),
    snapshot: createSnapshotRead({
      setup,
      consoleUrl,
      calls: reads.calls.byIds,
      callers: reads.details.callers,
      visits: reads.details.sessions,
    }),
  }),
});

export type Features = ReturnType<typeof createFeatures>;
