import type { Store, StoredRecord } from './sandbox-store.ts';

/** A question in SOSL or SOQL the stand-in cannot answer: Salesforce's complaint about it. */
interface Malformed {
  readonly errorCode: string;
  readonly message: string;
}

type Found = { readonly records: readonly Record<string, unknown>[] } | Malformed;

const shown = ({ type, id, values }: StoredRecord, fields: readonly string[]): Record<string, unknown> => ({
  attributes: { type, url: `/services/data/v67.0/sobjects/${type}/${id}` },
  ...Object.fromEntries(fields.map((name) => [name, name === 'Id' ? id : (values[name] ?? null)])),
});

const unknownField = (store: Store, type: string, fields: readonly string[]): Malformed | null => {
  const kind = store.types[type];
  if (!kind) return { errorCode: 'INVALID_TYPE', message: `sObject type '${type}' is not supported.` };
  const missing = fields.find((name) => name !== 'Id' && !kind.fields[name]);
  return missing
    ? { errorCode: 'INVALID_FIELD', message: `No such column '${missing}' on entity '${type}'` }
    : null;
};

const isOpen = ({ values }: StoredRecord): boolean => values['IsConverted'] !== true;

/** `FIND {term OR term} IN PHONE FIELDS RETURNING Object(Field, … [WHERE IsConverted = false]), …`. */
export const search = (store: Store, sosl: string, indexedBefore: number): Found => {
  const [, find, returning] = /^FIND \{(.+?)\} IN PHONE FIELDS RETURNING (.+)$/.exec(sosl) ?? [];
  if (!find || !returning) return { errorCode: 'MALFORMED_SEARCH', message: 'unexpected token in search' };
  const terms = find.split(' OR ');
  if (terms.some((term) => term.length < 2 || /[?&|!{}[\]()^~*:\\"'+\s-]/.test(term)))
    return {
      errorCode: 'MALFORMED_SEARCH',
      message: 'a reserved character in the search term is not escaped',
    };
  const records: Record<string, unknown>[] = [];
  for (const [, type = '', list = '', open] of returning.matchAll(
    /(\w+)\(([\w, ]+?)( WHERE IsConverted = false)?\)/g,
  )) {
    const fields = list.split(', ');
    const wrong = unknownField(store, type, fields);
    if (wrong) return wrong;
    const phones = Object.entries(store.types[type]?.fields ?? {}).filter(
      ([, { type: of }]) => of === 'phone',
    );
    for (const record of store.records) {
      const indexed = record.type === type && record.savedAt <= indexedBefore && (!open || isOpen(record));
      const matches = phones.some(([name]) =>
        terms.includes(String(record.values[name] ?? '').replace(/\D/g, '')),
      );
      if (indexed && matches) records.push(shown(record, fields));
    }
  }
  return { records };
};

/** The organisation, or open leads by their exact phone. */
export const query = (store: Store, soql: string, organisation: Record<string, string>): Found => {
  if (soql === 'SELECT Id, Name FROM Organization') return { records: [organisation] };
  const [, list, phones] =
    /^SELECT ([\w, ]+) FROM Lead WHERE IsConverted = false AND Phone IN \(((?:'[^'\\]*'(?:, )?)+)\)$/.exec(
      soql,
    ) ?? [];
  if (!list || !phones) return { errorCode: 'MALFORMED_QUERY', message: 'unexpected token in query' };
  const fields = list.split(', ');
  const wanted = new Set([...phones.matchAll(/'([^']*)'/g)].map(([, phone]) => phone));
  return (
    unknownField(store, 'Lead', fields) ?? {
      records: store.records
        .filter(
          (record) => record.type === 'Lead' && isOpen(record) && wanted.has(String(record.values['Phone'])),
        )
        .map((record) => shown(record, fields)),
    }
  );
};
