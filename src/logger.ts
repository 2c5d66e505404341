import { type Logger, pino } from 'pino';

const phone = /\+\d{7,15}|(?<![\w.-])\d{10}(?![\w.-])/g;
const secret = /\b(rp_live_|whsec_|Bearer |ya29\.)[\w.~+/=-]+/g;

/** No phone number and no token reaches a log line, also not inside a message or a stack: pino's own redaction knows only paths. */
const masked = (line: string): string => line.replace(secret, '$1[secret]').replace(phone, '[phone]');

export const createLogger = (
  level: string,
  out: { readonly write: (line: string) => unknown } = process.stdout,
): Logger => pino({ level, base: null }, { write: (line: string) => void out.write(masked(line)) });
