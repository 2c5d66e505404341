import DataLoader from 'dataloader';

type Ids = readonly string[];

/** Loads one thing for each id, null where there is none. */
export const one = <Row, Shown>(
  cache: boolean,
  read: (ids: Ids) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
  show: (rows: readonly Row[]) => Promise<(row: Row) => Shown>,
): DataLoader<string, Shown | null> =>
  new DataLoader(
    async (ids) => {
      const rows = await read([...new Set(ids)]);
      const shown = await show(rows);
      const byId = new Map(rows.map((row) => [idOf(row), shown(row)]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    { cache },
  );

/** Loads a list for each id, in the order it was read. */
export const many = <Row>(
  cache: boolean,
  read: (ids: Ids) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
): DataLoader<string, readonly Row[]> =>
  new DataLoader(
    async (ids) => {
      const byId = Map.groupBy(await read([...new Set(ids)]), idOf);
      return ids.map((id) => byId.get(id) ?? []);
    },
    { cache },
  );
