import { createContext, type ReactNode, useContext } from 'react';
import type { ViewerQuery } from '../generated/graphql.ts';

export type Viewer = ViewerQuery['viewer'];

const ViewerContext = createContext<Viewer | null>(null);

export const ViewerProvider = ({ viewer, children }: { viewer: Viewer; children: ReactNode }) => (
  <ViewerContext value={viewer}>{children}</ViewerContext>
);

export const useViewer = (): Viewer => {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('This page was shown before sign-in.');
  return viewer;
};

/** What the key in use may do; the server decides, the console only leaves out what would be refused. */
export const useMay = (): {
  readonly write: boolean;
  readonly admin: boolean;
  /** Change what is every company's: a key limited to some may not. */
  readonly writeShared: boolean;
} => {
  const { scopes, companies } = useViewer().apiKey;
  // Each scope stands for itself, and every mutation needs WRITE.
  const write = scopes.includes('WRITE');
  return { write, admin: write && scopes.includes('ADMIN'), writeShared: write && !companies };
};
