/** One element of a document. `text` is its own character data, entities decoded. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** The document is not well-formed. `message` says what was wrong and at which character. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const declaration = /^\uFEFF?<\?xml\s+version\s*=\s*["']1\.\d["'][^?<>]*\?>/;
const comment = /<!--(?:(?!--)[\s\S])*-->/y;
const closing = /<\/([A-Za-z_][\w.-]*)\s*>/y;
const opening = /<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const characters = /[^<]+/y;
const reference = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));|&/g;
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (text: string): string => {
  if (text.includes(']]>')) throw new XmlError('character data contains "]]>"');
  const decoded = text.replace(reference, (whole, name?: string, decimal?: string, hex?: string) => {
    if (whole === '&') throw new XmlError('"&" that starts no known entity');
    if (name) return named[name] ?? '';
    const point = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    if (point > 0x10ffff) throw new XmlError('a character reference past the last character');
    return String.fromCodePoint(point);
  });
  if (forbidden.test(decoded)) throw new XmlError('a character that XML 1.0 cannot hold');
  return decoded;
};

const readAttributes = (source: string): Record<string, string> => {
  const attributes: Record<string, string> = Object.create(null);
  for (const [, name = '', double, single] of source.matchAll(attribute)) {
    if (name in attributes) throw new XmlError(`attribute ${name} given twice`);
    attributes[name] = decode((double ?? single ?? '').replace(/[\t\n\r]/g, ' '));
  }
  return attributes;
};

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/**
 * The root element of a document: elements, attributes, text, comments and the five entities. No
 * DOCTYPE, CDATA, namespaces or processing instructions, none of which TwiML has.
 */
export const readXml = (source: string): Element => {
  let at = declaration.exec(source)?.[0].length ?? 0;
  const document: Open = { name: '', attributes: {}, children: [], text: '' };
  const path: Open[] = [document];
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < source.length) {
    const here = path.at(-1) ?? document;
    const start = take(opening);
    if (start) {
      const [, name = '', attributes = '', empty] = start;
      const element: Open = { name, attributes: readAttributes(attributes), children: [], text: '' };
      here.children.push(element);
      if (!empty) path.push(element);
      continue;
    }
    const end = take(closing);
    if (end) {
      if (here === document || end[1] !== here.name)
        throw new XmlError(`</${end[1]}> closes nothing that is open (character ${at})`);
      path.pop();
      continue;
    }
    if (take(comment)) continue;
    const text = take(characters)?.[0];
    if (text === undefined) throw new XmlError(`malformed tag at character ${at}`);
    here.text += decode(text);
  }
  const [root, ...others] = document.children;
  if (path.length > 1) throw new XmlError(`<${path.at(-1)?.name}> is never closed`);
  if (!root || others.length > 0 || document.text.trim() !== '')
    throw new XmlError('a document is exactly one element');
  return root;
};
