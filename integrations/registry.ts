import type { Integration } from './kit/integration.ts';

/** Every integration there is. Adding one is an import and a line. */
export const integrations: readonly Integration[] = [];
