/** JSON is easier to read with line breaks; anything else stays as it was said. */
export const readable = (text: string): string => {
  const start = text.search(/[[{]/);
  if (start < 0) return text;
  try {
    return text.slice(0, start) + JSON.stringify(JSON.parse(text.slice(start)), null, 2);
  } catch {
    return text;
  }
};

const isRequest = (part: unknown): part is { request: string; body: unknown } =>
  typeof part === 'object' &&
  part !== null &&
  'body' in part &&
  'request' in part &&
  typeof part.request === 'string';

/** What an action says it would send: each request's line, and below it the body. */
export const readableRequests = (text: string): string => {
  try {
    const parts: unknown = JSON.parse(text);
    const list: readonly unknown[] = Array.isArray(parts) ? parts : [parts];
    if (list.every(isRequest))
      return list.map(({ request, body }) => `${request}\n\n${JSON.stringify(body, null, 2)}`).join('\n\n');
  } catch {
    // It was cut short, or is no JSON; it is shown as it is.
  }
  return readable(text);
};
