/** The one barrel of the schema: Drizzle and drizzle-kit want every table in one module. */
export * from './tables/accounts.ts';
export * from './tables/automations.ts';
export * from './tables/calls.ts';
export * from './tables/changes.ts';
export * from './tables/companies.ts';
export * from './tables/leads.ts';
export * from './tables/runs.ts';
export * from './tables/visits.ts';
